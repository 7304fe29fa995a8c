"""First names that are common where workshops are held, and words that make a name no person's.

Left out are names that are words, places or companies as often (Grant, Hope, Virginia, Chase, May).
The list was written by hand for this program; it is of use only beside another sign of a person.
"""

GIVEN = frozenset(
    """aaliyah aaron abdi abdul abdullah abigail adam adriana adrian agnes ahmed aisha alan alberto
    alejandra alejandro alex alexander alexandra alexis alfonso alfred alfredo ali alice alicia alisha
    allison alma alvaro alyssa amanda amber amina amir amy ana andre andrea andreas andres andrew
    angel angela angelica anh anita ann anna anne annette annie anthony antoine anton antonio anya
    araceli ariana armando arthur arturo ashley asha audrey aurora ayesha barbara beatriz becky belinda
    benjamin bernadette bernard bernice beth bethany betty beverly blanca bobby bonita bradley brandi
    brandon brenda brendan brian brianna bridget brittany bruce bryan byron caitlin calvin camila
    candace carlos carmen carol carolina caroline carolyn carrie catalina catherine cathy cecilia
    cedric celia cesar chad chang charlene charles chelsea cheryl chi chloe chris christian christina
    christine christopher cindy claire clara clarence claudia clifford colleen connie consuelo corey
    cornelius courtney craig cristina crystal curtis cynthia daisy damian dan dana daniel daniela
    danielle danny daria darlene darnell darrell darryl dashawn david deandre deanna debbie deborah
    debra deepa deisy delores demetrius denise dennis deshawn devon diana diane diego dimitri dmitri
    dolores dominic dominique don donald donna dora doreen doris dorothy douglas duane dwayne dwight
    earl ebony eddie edgar edith edna eduardo edward edwin eileen elaine elena eli elijah elisa
    elizabeth ella ellen eloise elsa elvira emily emma emmanuel enrique eric erica erik erika erin
    ernesto esmeralda esperanza esteban estella esther ethan ethel eugene eunice eva evan evelyn
    fabiola fatima fatoumata felicia felipe felix fernanda fernando fiona florence francesca francine
    francisco gabriel gabriela gabriella gail garrett gary gene geoffrey george georgia gerald
    geraldine gerardo gilbert gilberto gina giovanni gladys glenda glenn gloria gordon greg gregory
    greta guadalupe guillermo gustavo gwendolyn habib hamza hannah harold harriet hassan hazel heather
    hector heidi helen henry herbert hernan hiroshi howard hugo hussein hye ian ibrahim ida ignacio
    igor imani ines ingrid irene irina iris irma isaac isabel isabella isaiah ismael ivan ivonne
    jacob jacqueline jada jaime jake jamal james jamie jan jane janet janice jared jasmine jason
    javier jay jayden jean jeanette jeff jeffrey jennifer jenny jeremiah jeremy jerome jerry jesse
    jessica jesus jill jim jimmy jin joan joann joanna joaquin joe joel johanna john johnny jonathan
    jorge jose joseph josephine josh joshua josue joyce juan juana juanita judith judy julia julian
    juliana julie julio justin kadijah kareem karen karina karl karla katarzyna kate katherine
    kathleen kathryn kathy katie kayla keisha keith kelly kelvin kendra kenneth kenya kevin khadija
    khalid kiara kim kimberly kofi kristen kristin kristina kurt kwame kyle lakisha lan lance larry
    lashonda latasha latisha latoya laura lauren laurie lawanda leah leila lena leo leon leonard
    leonardo leroy leslie leticia lillian lina linda ling lisa lois lonnie lorena lorenzo loretta
    lori lorraine louis louise lucas lucia lucille luis luisa luke lupe lydia lynn mahmoud malcolm
    malik mandy manuel marc marcela marcia marco marcos marcus margaret margarita maria mariah mariam
    mariana marie marilyn mario marisol marjorie marlene marquis marsha marta martha martin marvin
    mary maryam mathew matt matthew maureen maurice maya megan mehmet mei melanie melinda melissa
    melvin mercedes meredith mia micah michael micheal michele michelle miguel mildred mike minh
    miranda miriam misty mohamed mohammad mohammed moises molly monica monique morgan muhammad myra
    nadia nadine nancy naomi natalia natalie natasha nathan nathaniel nguyen nia nicholas nicolas
    nicole nikita nina noah noel noemi nora norma norman octavia olga olivia omar oscar osvaldo
    pamela paola patricia patrick patty paul paula pauline pedro peggy penelope peter phil philip
    phillip phyllis pilar priscilla priya quentin quinton rachel rafael raj rajesh ralph ramon ramona
    randall randy raquel rashad raul raymond rebecca regina reginald rene renee reyna rhonda ricardo
    richard rick ricky rita robert roberta roberto robin rochelle rodney rodolfo rodrigo roger
    rogelio roland ron ronald rosa rosalind rosario rosemary roxanne ruben ruby russell ruth ryan
    sabrina sadia said sally salvador sam samantha samira samuel sandra sandy santiago sara sarah
    sasha saul scott sean sebastian sergio seth shanice shannon sharon shaun shawn sheila shelly
    sheri sherry shirley silvia simone sofia solomon sonia sonya sophia sophie stacey stacy stanley
    stefan stella stephanie stephen steve steven stuart sue susan susana suzanne svetlana sven sylvia
    tamara tameka tamika tammy tania tanisha tanya tara tariq tasha tatiana ted terence teresa
    terrance terrell terry thanh theodore theresa thomas thuy tiffany tim timothy tina todd tom tomas
    tommy toni tony tonya tracey tracy travis trevor tricia trinh troy tuan tyler tyrone ursula
    valentina valerie vanessa veronica vicente vicki vickie victor victoria vincent viola vivian
    vladimir walter wanda wayne wei wendy wesley whitney wilfredo wilma xavier ximena yadira yasmin
    yesenia yolanda yusuf yvette yvonne zachary zainab zoe zoila""".split()  # noqa: SIM905
)

# What follows a person's name in the name of a place, a day, a company or an office.
OF_PLACES = frozenset(
    """academy agency airport alliance area association auditorium authority avenue ave award bank
    blvd boulevard branch bridge brothers building bus business bureau campus care cathedral catholic
    cafe center centre chapel child church circle city clinic club co coalition college committee
    commons communities community company conference consortium control controls corner corporation
    corps council county court credit dam day days department diner district drive elementary
    employment enterprises fair family farm farms federal fellowship field festival financial
    foods forum foundation fund garden gardens group guild hall harbor health healthcare high
    highway hill hills holiday home homes hospital hotel house housing inc industries initiative inn
    institute insurance job junction junior kitchen labs lake lane legal library llc lodge loop
    lutheran manor market marketplace medical meadows memorial methodist middle mill mills ministries
    mission motors municipal museum neighborhood network nursing office offices outreach park parish
    parkway partners partnership pavilion pharmacy place plant plaza plan point pool prep press
    primary prize program project public ranch recovery regional rehabilitation resources ridge river
    road room savings school schools senior service services shelter site society solutions springs
    square stadium state station steel store stores street studios supply team terrace theater
    theatre tower town township training transit trust union united university urgent valley video
    view village vocational way week wing women works youth ymca""".split()  # noqa: SIM905
)
