"""The form of a short text, by which a letter chooses the sentence around it."""

import pytest

from pipeline.meaning.phrases import Shape, asks_to_do, begun_large, begun_small, shape

FORMS = {
    Shape.SENTENCE: [
        "One third of applicants need a bridge first",
        "Clinical shifts start before most centers open",
        "we both want CNAs who stay.",
        "open CNA shifts every night and overtime costs are up",
        "ESL learners miss intake",
        "Health jobs go unfilled while trained parents nearby cannot reach them",
        "Caregivers leave because there is no next step",
        "Many workers pay fees to cash the checks they earn",
        "One broken car can end a training year",
        "Parents cycle between short jobs and assistance",
        "People with disabilities are missing from health careers",
        "Adults start programs and stop before the credential",
        "Good candidates are turned away for reading scores",
        "Patients cannot find a clinic worker who speaks their language",
        "Fear of losing benefits keeps people from working",
        "Families who most need training do not hear about it",
        "No child care at 6 a.m. means no clinical shift",
        "38 of 61 graduates last year applied to hospital posts",
        "9 of 14 caregivers in our last class left a prior job within a year",
        "22 of 40 new students had no checking account",
        "11 of 18 students who left early named transport",
        "64 of 120 enrolled students receive TANF",
        "71 percent of coached students finished the first term",
        "27 of 88 applicants scored below entry level",
        "3 of 31 clinic posts required Spanish last year",
        "6 of 120 students heard of us through a congregation",
    ],
    Shape.VERB: [
        "Please meet us once",
        "Let us visit your plant",
        "Share your hiring calendar",
        "Be our host for one evening",
        "Meet us for coffee",
        "Tell us whom to call",
        "Pick three seniors to shadow nurses",
        "Test a ride-share on Fridays",
        "Offer one paid day",
        "Keep two seats free",
        "Try one joint class",
        "Fund ten bus passes",
        "Read to children once a month",
        "Post our flyer in your lobby",
    ],
    Shape.NOUN: [
        "a 30 minute call",
        "families who need English classes",
        "TANF families",
        "31 of 44 openings unfilled",
        "Safe accounts and better credit for working families",
        "Low-rate car repair loans",
        "Referrals with a completed budget",
        "Savings plan for workers",
        "Support for parents",
        "Programs our customers use",
        "Members across two rural counties",
        "Job fairs and career talks at member sites",
        "A coffee with your dean",
        "Coffee at your place",
    ],
    Shape.THIRD: [
        "Reaches people who never visit a job center",
        "Serves families we never see",
        "Employs 40 aides a year",
        "Runs a free clinic on Saturdays",
        "Trains our graduates on the job",
        "Offers free evening classes",
        "Helps new arrivals find work",
        "Hosts the county job fair",
        "Knows every family on the east side",
    ],
    Shape.QUESTION: [
        "could you host one job shadow day?",
        "Would your team meet us once?",
    ],
    Shape.OTHER: ["x", "", "???"],
}


@pytest.mark.parametrize(
    ("form", "text"), [(form, text) for form, texts in FORMS.items() for text in texts]
)
def test_the_form_of_a_text_is_told(form: Shape, text: str) -> None:
    assert shape(text) is form


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Join us", "join us"),
        ("Co-host two nights", "co-host two nights"),
        ("Career coaches on site", "career coaches on site"),
        ("Screened, coached graduates", "screened, coached graduates"),
        ("TANF families", "TANF families"),
        ("Spanish materials", "Spanish materials"),
        ("Case Western staff", "Case Western staff"),
        ("Mark your door", "Mark your door"),
        ("Maria’s class", "Maria’s class"),
        ("Larkspur coaches", "Larkspur coaches"),
        ("Open five seats", "open five seats"),
        ("", ""),
    ],
)
def test_only_ordinary_words_begin_small_within_a_sentence(text: str, within: str) -> None:
    assert begun_small(text, frozenset({"larkspur", "open"})) == within


def test_a_sentence_begins_large_but_for_names_that_do_not() -> None:
    assert begun_large("could you come?") == "Could you come?"
    assert begun_large("iPads for all") == "iPads for all"
    assert begun_large("22 of 40") == "22 of 40"


def test_a_thing_that_looks_like_a_deed_is_a_thing() -> None:
    assert asks_to_do("Train the new providers")
    assert not asks_to_do("interview panels")
    assert not asks_to_do("Volunteer financial coaches")
