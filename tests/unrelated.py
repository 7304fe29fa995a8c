"""Invented sheets of other work, none of which a workshop left behind: for counting false claims.

A domain is a headline and its columns: the headings people give it, then what its cells hold.
Each domain is laid out in every shape of `SHAPES`, the same way each time.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from pipeline.model import Cell, Sheet

ROWS = 7  # below the headings
VARIANTS = 2  # of headings and contents, for each domain and shape


@dataclass(frozen=True, slots=True)
class Unrelated:
    """A sheet of other work, with what it is about and how it is laid out."""

    domain: str
    shape: str
    sheet: Sheet


PEOPLE = (
    "Vera Quill; Otto Fenwick; Ines Marlow; Tomas Brandt; Priya Lund; Gus Ferro; Nadia Holt;"
    " Ravi Stone; Elsa Croft; Milo Vance; Dora Pike; Hugo Lane"
)
FIRMS = (
    "Fennel & Sons; Bluecrest Supply; Harrow Tools Ltd; Quarry Foods Inc; Lindfield Paper Co;"
    " Osprey Freight; Nimbus Software; Tarn Electric; Copper Lane Bakery; Pinehurst Motors"
)
PLACES = "Ashbury; Cold Harbor; Elmsworth; Foxton; Granby; Highmoor; Kestrel Bay; Larkhill; Northam"

# A block a domain: its headline, then a column a line, "heading / other heading = what it holds".
DOMAINS = """
Inventory of stock
Item / Product / Part = Claw hammer; Hex bolt 8 mm; Paint roller; Wood screw box; Sanding disc; Work gloves; Tape measure; Ladder 3 m
SKU / Code / No = code
Description / Details / Notes = Forged steel head with ash handle; Zinc plated, sold in bags of fifty; Keep dry and away from heat; Fits the older cordless drill only; Replaced by a newer model last spring
Qty / On hand / Stock = number
Unit price / Cost / Price = money
Supplier / Vendor = FIRMS

Invoices of the quarter
Invoice / Invoice No. / Number = code
Customer / Bill to / Client = FIRMS
Description / Item / Details = Delivery of forty boxes of paper; Repair of the loading ramp; Monthly cleaning of the office; Rental of two forklifts; Annual license renewal
Date / Issued / Invoice date = date
Due / Due date / Pay by = date
Amount / Total = money
Status = Paid; Open; Overdue; Sent

Household budget
Category / Item / Expense = Rent; Groceries; Electricity; Car insurance; Phone; School lunch; Gym; Streaming; Savings
Notes / Comment / Comments = Goes up in July; Paid by card on the first; Ask for the senior rate; Shared with a roommate; Cancel before the trial ends
Planned / Budget = money
Actual / Spent = money
Difference / Over or under = number

Grade book
Student / Name / Pupil = PEOPLE
Homework / Assignment 1 = number
Midterm / Test = number
Final / Exam = number
Comments / Teacher's comments / Notes = Works well in small groups and asks good questions; Late with two essays this term; Should practice fractions at home; Reads far above the level of the class; Talks a lot during lab

Bug list
ID / # / Key = code
Summary / Title / Issue = Login page hangs after the second try; Export drops the last row; Menu overlaps the logo on small screens; Crash when a file name has a comma; Search ignores accents; Dark mode shows white text on white
Priority / Severity = High; Medium; Low; Critical
Status / State = Open; Closed; In progress; Won't fix
Assignee / Owner / Assigned to = PEOPLE
Reported / Created / Opened on = date

Product catalogue
Product / Name / Title = Garden bench; Folding chair; Oak table; Desk lamp; Wool rug; Bookshelf; Coat rack
Category / Group / Type = Outdoor; Living room; Office; Hall
Description / Text / Details = Solid acacia with rust-free screws; Folds flat for easy storage; Seats six and extends to eight; Warm light with three levels; Hand woven, wash cold
Price = money
Color / Colour = Green; Black; Natural; White

Movies to watch
Title / Movie / Film = The Paper Lighthouse; Nine Winters; Salt and Ember; A Quiet Orchard; The Last Ferryman; Midnight at Larkhill
Director / By = PEOPLE
Year = year
Genre / Category / Type = Drama; Comedy; Thriller; Western
Review / Comment / Thoughts = Slow start but a great second half; The twist was easy to guess; Beautiful pictures and a thin story; My kids loved the talking goat

Recipe: bean stew
Ingredient / Item = White beans; Carrots; Onion; Thyme; Olive oil; Stock; Bay leaf; Salt
Amount / Qty = number
Unit / Measure = cup; tbsp; g; piece
Step / Instructions / Note = Soak the beans overnight in cold water; Chop the carrots into small cubes; Fry the onion until golden; Let it simmer for an hour; Season before you serve it

Class schedule
Course / Class / Subject = Algebra II; World history; Chemistry; Spanish 1; Studio art; Gym
Teacher / Instructor / Lead = PEOPLE
Room / Location = Room 12; Lab B; Hall; Room 7
Day / Days = Monday; Tuesday; Wednesday; Thursday; Friday
Time / Start = clock

Staff roster
Employee / Name = PEOPLE
Position / Role / Title / Job title = Driver; Cook; Accountant; Nurse; Clerk; Welder
Department / Team / Group = Kitchen; Fleet; Finance; Ward 3
Email / E-mail = email
Hired / Start date = date
Manager / Supervisor / Reports to = PEOPLE

Customer satisfaction survey
Respondent / ID = code
Rating / Score / How satisfied are you? = number
What did you like about our service? / What went well? / Comment = The driver was friendly and on time; Good coffee and clean tables; I liked that somebody called me back; Fast answer to my email; Nothing special to report
What should we improve? / What could be better? / Suggestions = The hotline keeps you waiting too long; More parking in front of the shop; The form asks for the same thing twice; Bring back the old menu; Open on Sundays
Would you recommend us? = Yes; No; Maybe

Glossary
Term / Word / Acronym = Amortization; Accrual; Ledger; Margin; Escrow; Liquidity; Write-off
Definition / Meaning / Description = The spreading of a cost over several years; Income earned but not yet received; A book in which all accounts are kept; What is left of a price after costs; Money held by a third party until a sale is done; How quickly an asset turns into cash
Source / See also = Chapter 2; Handbook; Chapter 5

Release notes
Version / Release = version
Date / Released = date
Change / Changes / Description / Note = Fixed a crash on startup with old settings; Added a dark theme; Removed support for the legacy plugin format; Improved the speed of large imports; The toolbar can be moved to the left
Type / Category / Kind = Fix; Feature; Removed; Change

Test plan
Test case / ID / No = code
Description / Title / Scenario = User logs in with a wrong password; Cart keeps its items after a reload; Invoice shows the tax of the state; Password reset sends one email; Image upload refuses a text file
Steps / Action / Step = Open the page and press the button; Type a name and save it; Enter three items and check out; Turn off the network and retry
Expected result / Expected = An error message is shown; The total is right; The page loads in two seconds; The old value is kept
Result / Status / Pass or fail = Pass; Fail; Blocked; Not run
Tester / Owner = PEOPLE

Address book
Name / Contact = PEOPLE
Street / Address = street
City / Town = PLACES
Phone / Telephone = phone
Email / Mail = email
Birthday = date
Notes / Note = Moved here last summer; Feeds our cat in August; Allergic to nuts, loves lemon cake

Expense report
Date / Day = date
Expense / Description / Item / What = Taxi to the airport; Lunch with a client; Hotel, two nights; Train ticket; Parking fee; Printer paper
Category / Type = Travel; Meals; Office
Amount / Total / Cost = money
Who / Employee / Name = PEOPLE
Approved by / Approver = PEOPLE

Census of towns
Town / City / County = PLACES
Population 2010 / Population = number
Population 2020 / Residents = number
Households = number
Median age = number

Sensor log
Time / Timestamp / Measured at = stamp
Sensor / Station = code
Temperature / Temp (C) = number
Humidity / RH % = number
Note / Remark / Comment = Door was open for ten minutes; Battery changed; No signal since noon; Reading drifts after rain

Translation table
Key / ID = code
English / Source text / en = Save your changes; Open the last file; Delete this folder?; The password is too short; Welcome back; Try again in a minute
French / Target / fr = Enregistrer les modifications; Ouvrir le dernier fichier; Supprimer ce dossier ?; Le mot de passe est trop court; Bon retour; Essayez dans une minute
German / de = Speichern; Die letzte Datei öffnen; Diesen Ordner löschen?; Das Kennwort ist zu kurz; Willkommen zurück
Context / Comment / Note = Button in the toolbar; Shown after a failed login; Title of a dialog window

Minutes of the board meeting
No / Item / Agenda item = number
Topic / Subject = Roof repair; Annual accounts; Election of officers; Summer fair; Insurance
Discussion / Notes / Minutes = The treasurer reported a small surplus; Two quotes were compared and the cheaper one chosen; The vote was put off to the fall; Members asked for a clearer report
Decision / Resolution = Approved; Deferred; Noted; Rejected
Present / Attendees = PEOPLE

Reading list
Book / Title = The Glass Harbor; Letters to a Beekeeper; Winter Grammar; Small Engines; A History of Rope
Author / Writer = PEOPLE
Pages = number
Finished / Read on = date
Notes / Review / Thoughts = Dense, but the chapter on knots is a joy; Gave up halfway through; Lend it to my sister; Quotes the same letter three times

League results
Date / Match day = date
Home / Home team = Foxton Rovers; Granby United; Highmoor FC; Larkhill Town
Away / Visitors = Ashbury Stars; Elmsworth City; Northam Athletic; Kestrel Bay
Score / Result = score
Attendance = number

Lunch menu
Day / Weekday = Monday; Tuesday; Wednesday; Thursday; Friday
Soup / Starter = Tomato soup; Lentil soup; Clear broth; Pea soup
Main / Dish / Main course = Baked trout with dill potatoes; Mushroom risotto; Chicken pie with green beans; Stuffed peppers with rice; Beef stew with dumplings
Dessert / Sweet = Apple crumble; Rice pudding; Fruit salad; Cheesecake
Price = money

Packing list
Item / What / Things = Rain jacket; Two sweaters; Hiking boots; First aid kit; Sunscreen; Toothbrush; Phone charger; Passport; Water bottle
Category / Bag / Group = Clothes; Health; Papers; Kitchen
Qty / How many = number
Packed? / Done = Yes; No; x
Who / Carried by = PEOPLE

Risk register
ID / No / Ref = code
Risk / Description / Risk description = The main supplier may stop making the part; Two key engineers may leave at once; The permit may come too late; Ground water may flood the pit; Prices of steel may rise again
Likelihood / Probability = High; Medium; Low
Impact / Severity = High; Medium; Low
Mitigation / Response / Action = Sign a contract with a second source; Train a deputy for each post; File the papers before the summer; Rent two pumps for the winter
Owner / Risk owner / Lead = PEOPLE
Review date / Due = date

Questions people ask
Question / FAQ = How do I reset my password?; Where can I park?; Do you ship to islands?; Can I change my order?; Is there a student price?; What are your hours?
Answer / Reply / Response = Use the link below the login form; Behind the building, free for two hours; Yes, for a small fee; Until it has left the warehouse; Show your card at the desk
Category / Topic / Section = Account; Delivery; Visit
Updated / Last change = date

Chart of accounts
Account / No / Account no = number
Name / Account name / Title = Cash in bank; Accounts receivable; Office equipment; Loans payable; Sales revenue; Rent expense; Wages
Type / Class / Group = Asset; Liability; Income; Expense
Balance / Opening balance = money
Notes / Description = Reconciled each month with the bank; Written off over five years; Do not post by hand

Course catalogue
Code / Course = code
Title / Course title / Name = Introduction to Soils; Organic Chemistry; Poetry Workshop; Statistics I; Ethics in Medicine; Music Theory
Credits / Hours = number
Description / Summary = Students learn how soils form and how to map them; A first look at reactions of carbon compounds; Weekly writing and reading aloud; Covers chance, samples and tests
Instructor / Professor = PEOPLE
Prerequisite / Requires = None; MATH 101; CHEM 110

Gene table
Gene / Symbol = code
Chromosome / Chr = number
Start = number
End = number
Function / Description / Annotation = Involved in repair of broken strands; Encodes a membrane transporter; Regulates growth of the root tip; Unknown function, conserved in yeast

Maintenance tickets
Ticket / No / Work order = code
Location / Building / Site = North wing; Boiler room; Gate 2; Roof
Problem / Request / Issue / Description = Light flickers over the stairs; Door does not close in the cold; Water drips from the ceiling; The lift stops between floors; Radiator makes a knocking noise
Assigned to / Technician / Who = PEOPLE
Reported / Date = date
Status = Open; Done; Waiting for parts

Sales leads
Company / Account / Organization = FIRMS
Contact / Contact person / Name = PEOPLE
Stage / Status = New; Quote sent; Won; Lost
Value / Deal size = money
Next step / Next action = Call after the trade fair; Send the new price list; Visit the plant in March; Ask for the signed order
Close date / Due = date

Vendors
Vendor / Supplier / Company = FIRMS
Category / Type = Paper; Tools; Freight; Food
Phone / Tel = phone
Email = email
Payment terms / Terms = Net 30; Net 60; Cash
Rating = number

Project plan of a software team
WBS / ID / No = code
Task / Activity / Task name = Design the database; Write the login service; Set up the build server; Test the payment page; Draft the manual; Move the old data
Duration / Days = number
Start / Start date = date
Finish / End / Due = date
Resource / Assigned to / Owner = PEOPLE
Predecessor / Depends on = number

Household chores
Chore / Task / What = Wash the dishes; Take out the trash; Mow the lawn; Walk the dog; Vacuum the stairs; Clean the fridge; Water the plants
Who / Person / Whose turn = Mom; Dad; Ben; Lily
When / Day = Monday; Every day; Weekend; Friday
Done / Done? = x; Yes; No

Plants in the garden
Plant / Name = Tomato; Lavender; Rhubarb; Hosta; Climbing rose; Basil; Fig
Location / Bed / Where = South wall; Bed 2; Terrace; Pot by the door
Planted / Date = date
Care / Notes / What to do = Water in the morning and never on the leaves; Cut back hard after the flowers fade; Cover it before the first frost; Needs a stake by June

Pull request review log
PR / No / # = number
Author / By / Name = PEOPLE
Comment / Review comment / Feedback = This loop can be a dictionary lookup; Please add a test for the empty case; The name hides what it does; Why is this cached for a day?; Looks good to me
File / Path = main.py; cart.ts; util.go; index.html
Resolved / Status = Yes; No

Patient appointments
Patient / Name = PEOPLE
Doctor / Provider = PEOPLE
Reason / Complaint = Sore throat for a week; Yearly checkup; Pain in the left knee; New glasses; Flu shot
Date / Day = date
Time / Slot = clock

Museum objects
Accession no / Object no / ID = code
Object / Title / Name = Clay oil lamp; Bronze buckle; Painted fan; Carved whale tooth; Silk banner; Pocket globe
Period / Date = 1st century; 1780s; Victorian; Bronze Age
Material / Medium = Clay; Bronze; Ivory; Silk
Description / Notes = Small chip at the rim and traces of soot; Found in a well in the north field; Gift of a sea captain's family; Colors faded by the sun

Contract clauses
Clause / No / Section = version
Heading / Title = Payment; Liability; Term; Notices; Governing law; Assignment
Text / Clause text / Wording = The buyer shall pay within thirty days of the invoice; Neither side is liable for lost profit; This contract runs for two years; Notices must be in writing; The law of the state applies
Comment / Comments / Remarks = Legal wants sixty days here; Same as in the last contract; Ask the insurer first

Property listings
Address / Property = street
Town / City = PLACES
Bedrooms / Beds = number
Price / Asking price = money
Description / Remarks = Sunny corner lot with a new roof; Needs work, priced to sell; Walk to school and shops; Quiet street with a shared well
Agent / Listed by = PEOPLE

Job applications
Company / Employer = FIRMS
Position / Role / Title = Data analyst; Junior designer; Warehouse lead; Editor
Applied / Date = date
Contact / Recruiter = PEOPLE
Status / Stage = Sent; Interview; Rejected; Offer
Next step / Notes = Send a thank you note; Call if nothing by Friday; Prepare a sample of work; Ask about remote days

Wine cellar
Wine / Name = Domaine Lark; Chateau Fenn; Casa Tarn; Weingut Brandt
Vintage / Year = year
Bottles / Qty = number
Tasting notes / Comments / Notes = Dark cherry with a long dry finish; Corked, pour it away; Drink within two years; Light and grassy, good with trout

Vehicle log
Date = date
Vehicle / Car = Van 1; Van 2; Truck
Driver / Who / Name = PEOPLE
Purpose / Reason / Trip = Deliver boxes to the depot; Pick up spare tires; School run; Visit to the plant
Miles / Distance = number

Quiz questions
No / # = number
Question = What is the capital of Larkland?; Which metal is liquid at room temperature?; Who wrote the Paper Lighthouse?; How many legs has a crab?
A / Answer A / Option 1 = Ashbury; Iron; Elsa Croft; Eight; Copper
B / Answer B / Option 2 = Foxton; Mercury; Hugo Lane; Ten; Tin
C / Answer C / Option 3 = Granby; Lead; Dora Pike; Six; Zinc
Correct / Right answer = A; B; C

Species by region
Forest / North / Winter = Red squirrel; Pine marten; Black woodpecker; Fly agaric; Wood ant
Meadow / South / Spring = Brown hare; Skylark; Cowslip; Meadow saffron; Field cricket
Wetland / East / Summer = Common toad; Reed bunting; Marsh marigold; Grass snake; Kingfisher
Coast / West / Autumn = Herring gull; Sea holly; Shore crab; Grey seal; Oystercatcher

Songs for the choir
Song / Title / Piece = River of Morning; The Tailor's Waltz; Come Home, Sparrow; Lanterns; Evening Prayer
Composer / By = PEOPLE
Key = C; G; F; D minor
Length / Duration = clock
Notes / Comments = Start softly and build to the last verse; Altos need more time on page two; Skip the repeat at the concert

Training modules
Module / Unit / Lesson = Fire safety; Lifting loads; Data protection; First aid; Forklift basics
Goal / Objective / Learning goal = Staff know where the exits are; Everybody lifts with a straight back; Records are locked away at night; Burns are cooled at once
Hours / Duration = number
Trainer / Lead / Who = PEOPLE
Method / Activity / Format = Lecture; Practice in pairs; Video; Quiz

Audit findings
Finding no / Ref / No = code
Finding / Observation / Issue = Two invoices had no second signature; The cash count was four days late; Old keys were never collected; The backup was not tested this year; Travel was booked without approval
Recommendation / Action / Agreed action = Have each invoice signed twice; Count the cash each Friday; Collect the keys when somebody leaves; Test the backup each quarter
Responsible / Owner / Action owner = PEOPLE
Rating / Risk rating = High; Medium; Low
Deadline / Due / Target date = date

Film shooting schedule
Scene / Scene no / Shot = code
Location / Set = Harbor wall; Old mill; Kitchen; Night bus
Description / Action / What happens = Two sisters argue about the boat; A stranger leaves a parcel; The lights go out; He counts the coins again
Cast / Actors / Who = PEOPLE
Day / Date = date
Props / Needed / Notes = Lantern; Wet rope; Three cups; Old radio

Complaints received
Case / Ref / Complaint no = code
Received / Date = date
Complaint / Comment / Message / Text = The bus left two minutes early; Nobody answered the phone on Monday; My bill has the wrong name; The gate is locked at six; The new bins smell in the heat
Category / Type / Topic = Transport; Billing; Service; Parks
Response / Reply / Answer = We spoke with the driver; The line is staffed again; A new bill was sent; The hours were changed
Status = Open; Closed; Waiting

Volunteer shifts
Volunteer / Name / Who = PEOPLE
Task / Job / What = Sort the donated clothes; Serve the soup; Drive the van; Sit at the front desk; Clean the hall
Day / When / Date = date
Start / From = clock
End / Until = clock
Phone / Cell = phone

Conference talks
Title / Talk / Session = Bees in the city; What lichens tell us; Counting owls by ear; A short history of maps; Rivers that moved
Speaker / Presenter / Who = PEOPLE
Track / Theme / Topic = Nature; Cities; Methods
Abstract / Description / Summary = We kept forty hives on roofs and measured their honey; Lichens grow where the air is clean; Microphones in the woods heard more owls than people did; Old maps show roads that never were
Room / Hall = Room 2; Main hall; Annex
Time / Slot = clock

Donors
Donor / Organization / Name = FIRMS
Contact / Contact person = PEOPLE
Amount / Gift / Pledge = money
Date / Last gift = date
Campaign / Type = Roof; Library; Summer camp
Status / Stage = Pledged; Paid; Thanked; Lapsed
Notes / Comments = Prefers a call in the evening; Gave twice last year; Send the annual report; Knows our treasurer

Grants to apply for
Funder / Organization / Agency = FIRMS
Program / Grant / Title = Roof fund; Small steps; Clean water; Next chapter
Deadline / Due = date
Amount / Max award = money
Contact / Contact person = PEOPLE
Email = email
Status / Stage = Drafting; Sent; Won; Declined
Next step / To do = Ask for two letters; Finish the budget; Call the office; Wait for the board

Recruiting pipeline
Candidate / Name = PEOPLE
Role / Position = Driver; Cook; Bookkeeper; Welder
Source = Job fair; Web; Friend
Interview notes / Notes / Comments = Asked good questions about the night shift; Has no license yet; Wants to start in June; Nervous but honest
Stage / Status = Phone; Interview; Offer; Hired
Next step / Action = Check two references; Send the contract; Call back on Friday

Purchase requests
Request / No = code
Item / What / Description = Two office chairs; A label printer; Paint for the hall; Winter tires; A spare key
Requested by / Who / Name = PEOPLE
Reason / Justification / Why = The old one broke in May; Wanted by the fire inspector; The walls are stained; It will snow
Needed by / When / Due = date
Approved / OK = Yes; No
Cost / Price = money

Wedding plan
Task / To do / What = Book the band; Taste the cake; Send the cards; Hire the tent; Choose the flowers
Who / Responsible / Owner = Bride; Groom; Aunt May; Best man
Due / By when / Deadline = date
Cost / Budget = money
Vendor / Shop = FIRMS
Done / Status = Yes; No; x

Sprint backlog
Key / Issue key / ID = code
Type / Issue type = Story; Bug; Task
Summary / Title / Story = As a guest I can pay by card; Search shows the newest first; Old sessions are closed; The map loads on slow phones
Priority = High; Low; Medium
Story points / Points / Estimate = number
Sprint / Iteration = Sprint 4; Sprint 5
Assignee / Owner = PEOPLE

Lesson plan
Time / Minutes = clock
Activity / Step / What = Warm up with a riddle; Read the poem aloud; Write two lines each; Share in pairs; Hand in the page
Materials / Resources / Needed = Poem on paper; Pencils; Timer; None
Goal / Objective = Wake up; Hear the rhythm; Try a rhyme; Listen
Teacher / Lead = PEOPLE

Car repairs
Date / Day = date
Car / Vehicle = Van 1; Van 2; Truck
Work done / Repair / Action = Changed the front brakes; New battery fitted; Oil and filter; Patched the left rear tire
Garage / Shop / Organization = FIRMS
Cost / Amount = money
Next due / Due = date

Course feedback
Course / Class = Soil basics; Welding 1; Map reading
Student / Name / Respondent = PEOPLE
Rating / Score = number
Comment / Comments / Feedback = The teacher explained the hard parts twice; Too fast in the second week; More time at the machine; The room was cold; I would take it again
Would you recommend it? / Recommend = Yes; No

House rules
No / Rule no = number
Rule / Text / Statement = Shoes come off at the door; No music after ten; The last one out locks the shed; Dishes are washed the same day; Guests sign the book
Section / Area / Category = Inside; Kitchen; Yard
Fine / Amount = money

Dance class rota
Week / Date = date
Leader / Lead / Who = PEOPLE
Dance / Topic / Theme = Reel; Waltz; Polka; Jig
Helper / Support / With = PEOPLE
Notes / Remarks = Bring the speaker; Hall is booked until nine; New people expected; No class on the holiday

Newsletter articles
Headline / Title = The bridge opens; New hours at the pool; Meet the baker; Fifty years of song
Author / Writer / By = PEOPLE
Text / Body / Content = After two winters of work the bridge carries cars again; The pool now opens at six; Her bread sells out by nine; The choir looks back on tours and storms
Section / Category = News; People; Culture
Words / Length = number
Due / Deadline = date

Lost and found
Item / What / Thing = Blue umbrella; Set of keys; Child's mitten; Reading glasses; Red scarf
Found / Where = Hall; Bus 4; Gym; Library steps
Date / When = date
Found by / Who / Name = PEOPLE
Claimed / Returned = Yes; No
""".strip()


def _contents(kind: str, chance: random.Random) -> Callable[[], str]:
    makers: dict[str, Callable[[], str]] = {
        "number": lambda: str(chance.randint(1, 990)),
        "money": lambda: f"{chance.randint(3, 2400)}.{chance.randint(10, 99)}",
        "code": lambda: (
            f"{chance.choice('ABCKPT')}{chance.choice('RSTX')}-{chance.randint(100, 999)}"
        ),
        "date": lambda: f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "year": lambda: str(chance.randint(1950, 2024)),
        "clock": lambda: f"{chance.randint(8, 17)}:{chance.choice(('00', '15', '30'))}",
        "stamp": lambda: f"2024-05-{chance.randint(1, 28):02} {chance.randint(10, 23)}:15:00",
        "email": lambda: (
            f"{chance.choice('abcdefg')}.{chance.choice(('quill', 'holt'))}@example.org"
        ),
        "phone": lambda: f"555-01{chance.randint(10, 99)}",
        "street": lambda: f"{chance.randint(1, 99)} {chance.choice(('Mill Lane', 'High Street'))}",
        "version": lambda: f"{chance.randint(1, 4)}.{chance.randint(0, 9)}",
        "score": lambda: f"{chance.randint(0, 5)}:{chance.randint(0, 5)}",
    }
    named = {"PEOPLE": PEOPLE, "FIRMS": FIRMS, "PLACES": PLACES}
    if kind in makers:
        return makers[kind]
    words = [each.strip() for each in named.get(kind, kind).split(";")]
    turn = cycle(chance.sample(words, len(words)))
    return lambda: next(turn)


def _is_words(kind: str) -> bool:
    return ";" in kind or kind.isupper()


Columns = list[tuple[str, str]]  # a heading, and what the cells below it hold


def _filled(columns: Columns, chance: random.Random) -> list[list[str]]:
    makers = [_contents(kind, chance) for _, kind in columns]
    return [[make() for make in makers] for _ in range(ROWS)]


def _longest(columns: Columns) -> Columns:
    return [max(columns, key=lambda column: len(column[1]) / (column[1].count(";") + 1))]


def _words(columns: Columns) -> Columns:
    return [column for column in columns if _is_words(column[1])]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a domain is laid out: which of its columns, and what stands above them."""

    columns: Callable[[Columns], Columns]
    headline: bool = False
    headings: bool = True
    bold: bool = False
    gaps: bool = False  # every third cell after the first column is empty
    fill: bool = False  # the heading row is colored


SHAPES = {
    "table": Shape(list),
    "headline": Shape(list, headline=True),
    "bold": Shape(list, bold=True, fill=True),
    "bare": Shape(list, headings=False),
    "gaps": Shape(list, gaps=True),
    "words": Shape(_words, bold=True),
    "words under a headline": Shape(_words, headline=True, bold=True),
    "bare words": Shape(_words, headings=False),
    "lines": Shape(_longest),
    "bold lines": Shape(_longest, bold=True, headline=True),
}


def _laid_out(
    headline: str, columns: Columns, shape: Shape, chance: random.Random
) -> Iterator[tuple[list[str], bool]]:
    """Yield each row of a sheet, and whether it is bold."""
    chosen = shape.columns(columns)
    if shape.headline:
        yield [headline], shape.bold
        yield [], False
    if shape.headings:
        yield [heading for heading, _ in chosen], shape.bold
    for number, row in enumerate(_filled(chosen, chance)):
        kept = [
            "" if shape.gaps and at and (number + at) % 3 == 0 else text
            for at, text in enumerate(row)
        ]
        yield kept, False


def _value(text: str) -> object:
    return float(text) if text.replace(".", "", 1).isdigit() else text


def _sheet(name: str, rows: list[tuple[list[str], bool]], fill: str) -> Sheet:
    cells = tuple(
        Cell(row, column, text, _value(text), bold=bold, fill=fill if bold else "")
        for row, (texts, bold) in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
        if text
    )
    return Sheet("other.xlsx", name, cells)


def sheets() -> Iterator[Unrelated]:
    """Yield every domain in every shape, the same ones each time."""
    for block in DOMAINS.split("\n\n"):
        headline, *lines = block.splitlines()
        for variant in range(VARIANTS):
            for name, shape in SHAPES.items():
                chance = random.Random(f"{headline} {variant} {name}")  # noqa: S311 - the same each time
                columns = []
                for line in lines:
                    headings, _, kind = line.partition(" = ")
                    columns.append((chance.choice(headings.split(" / ")), kind.strip()))
                rows = list(_laid_out(headline, columns, shape, chance))
                sheet = _sheet("Sheet1", rows, "DDEBF7" if shape.fill else "")
                yield Unrelated(headline, name, sheet)
