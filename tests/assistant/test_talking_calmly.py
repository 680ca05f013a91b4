"""A reply is short and goes on well: nothing is named twice, nothing is offered that is closed, and a no is a no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.assistant.talking_town import LATE, Talker, kinds, labels, says, talker
from torg.assistant.actions import talk
from torg.assistant.models import Question
from torg.assistant.values import Answer, Answers

pytestmark = pytest.mark.django_db

GARAGE = "may I build a garage"


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Talker:
    one = talker(monkeypatch)
    one.finds_for(GARAGE, (one.garage(), 0.95))
    return one


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> Talker:
    one = talker(monkeypatch, at=LATE)
    one.finds_for(GARAGE, (one.garage(), 0.95))
    return one


def page(one: Talker, key: str, title: str, *, kind: str = "service", **words: str) -> int:
    return one.publish(key, {"en": {"title": title, **words}}, kind=kind)


class TestDoors:
    def test_after_an_answer_no_channel_is_named_that_is_closed(self, night: Talker) -> None:
        offered = kinds(night.say(GARAGE))
        assert offered[0] == "service"
        assert not {"phone", "visit"} & set(offered)

    def test_going_on_about_the_same_page_only_the_start_is_named_again(self, day: Talker) -> None:
        assert len(kinds(day.say(GARAGE))) > 1
        assert kinds(day.say("What does it cost?")) == ["service"]

    def test_while_a_person_is_there_nothing_that_is_closed_stands_beside(self, night: Talker) -> None:
        assert "phone" in kinds(night.say("can I borrow a telescope"))
        night.ready()
        night.stays()
        reply = night.say("I want to talk to a person")
        assert "person" in kinds(reply)
        assert not [door for door in reply.doors if door.said.startswith("Opens")]

    def test_a_wish_for_a_person_alone_does_not_fill_the_form(self, day: Talker) -> None:
        form = next(one for one in day.say("I want to talk to a person").doors if one.kind == "form")
        assert "message" not in form.path

    def test_what_a_wish_for_a_person_is_about_goes_along(self, day: Talker) -> None:
        words = "can I talk to a person about the boat that I have in the harbour"
        form = next(one for one in day.say(words).doors if one.kind == "form")
        assert "boat" in form.path


class TestChoices:
    def test_what_has_been_shown_or_asked_is_not_offered_again(self, day: Talker) -> None:
        offered = labels(day.say(GARAGE).choices)
        assert "What happens next?" not in offered
        assert "How long does it take?" not in offered
        day.say("What does it cost?")
        assert "What does it cost?" not in labels(day.say("How do I do it?").choices)

    def test_a_single_page_is_asked_about_as_one(self, day: Talker) -> None:
        day.finds_for("building", (_only(day), 0.5), verdict="choices")
        assert day.say("building").paragraphs == ("Did you mean this?",)


class TestWhatThePageDoesNotTell:
    def test_it_is_not_asked_whether_that_helped_and_no_is_no_judgement(self, day: Talker) -> None:
        day.say(GARAGE)
        reply = day.say("What is the deadline?")
        assert reply.lacks
        day.say("no")
        assert Question.objects.exclude(helped=None).count() == 0

    def test_the_hours_of_the_office_are_not_passed_off_as_those_of_the_thing(self, day: Talker) -> None:
        station = page(day, "recycling", "Recycling station", summary="Bring it to us.")
        day.finds_for("recycling station opening hours", (station, 0.95))
        reply = day.say("recycling station opening hours")
        assert reply.paragraphs[:2] == ("The page does not say when it is open.", "Ask Building office:")

    def test_the_page_of_the_place_tells_when_it_is_open_and_where_it_is(self, day: Talker) -> None:
        service = page(day, "recycling", "Recycling", summary="Bring it to us.")
        place = day.publish(
            "station", {"en": {"title": "Recycling station", "summary": "By the river."}}, PLACE, kind="place"
        )
        for question in ("recycling station opening hours", "where is the recycling station"):
            day.finds_for(question, (service, 0.95), (place, 0.9))
        assert day.say("recycling station opening hours").page_id == place
        assert day.say("where is the recycling station").paragraphs == ("Elvegata 3",)

    def test_how_to_complain_is_told_by_the_page_that_tells_it(self, day: Talker) -> None:
        about = page(day, "about", "How we deal with your case", summary="We write to you.")
        appeal = page(day, "appeal", "Decisions", summary="You may appeal.", appeal="Write within three weeks.")
        day.finds_for("complain about a decision", (about, 0.95), (appeal, 0.9))
        assert day.say("complain about a decision").paragraphs == ("Write within three weeks.",)

    def test_when_it_is_open_is_offered_only_where_the_page_has_hours_of_its_own(self, day: Talker) -> None:
        snow = page(day, "snow", "Snow", summary="We clear snow before 7:00-9:00 each day.")
        day.finds_for("snow on the road", (snow, 0.95))
        assert "When is it open?" not in labels(day.say("snow on the road").choices)

    def test_of_a_page_without_a_place_who_asks_where_gets_all_it_tells(self, day: Talker) -> None:
        day.finds_for("where is the garage office", (_only(day), 0.95))
        assert day.say("where is the garage office").paragraphs == ("You may need a permit to build a garage.",)

    def test_a_page_on_lower_fees_answers_who_asks_to_pay_less_with_what_it_is(self, day: Talker) -> None:
        words = {"summary": "Families may pay less.", "who": "Pupils with needs have it free of charge."}
        lower = page(day, "lower", "Lower fees after school", **words)
        question = "can I pay less for after school"
        day.finds_for(question, (lower, 0.95))
        assert day.say(question).paragraphs == ("Families may pay less.",)


PLACE: Mapping[str, Any] = {
    "address": "Elvegata 3",
    "hours": [{"days": "mon-fri", "from": "10:00", "to": "18:00"}],
}


class TestTwoThingsAtOnce:
    def test_two_services_in_one_question_are_asked_back_about(self, day: Talker) -> None:
        garage = day.finds[GARAGE].answers[0].page_id
        fence = page(day, "fence", "Put up a fence", summary="Fences need no permit.")
        unit = day.publish("office", {"en": {"title": "Building", "summary": "We build."}}, kind="unit")
        day.finds_for("garage and fence", (unit, 0.95))
        day.finds_for("garage", (garage, 0.95))
        day.finds_for("fence", (fence, 0.95))
        assert labels(day.say("garage and fence").choices) == ["Build a garage", "Put up a fence", "Something else"]

    def test_a_question_inside_a_tale_is_found(self, day: Talker) -> None:
        day.finds_for("what does a garage cost", (_only(day), 0.95))
        reply = day.say("Hello, my name is Ola and I live by the church. What does a garage cost?".lower())
        assert labels(reply.choices) == ["Build a garage", "Something else"]
        assert day.say("yes").paragraphs == ("The fee is NOK 4,900.",)

    def test_it_is_not_known_with_the_nearest_pages_named(self, day: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
        garage = _only(day)

        def ask(_question: str, *, language: str, sure: float, possible: float) -> Answers:
            near = (Answer(garage, "service", "en", "", 0.2, score=1.0),)
            return Answers("choices", near) if possible <= 0.2 else Answers("unknown", ())

        monkeypatch.setattr(talk, "ask", ask)
        reply = day.say("a shed for the car of my aunt")
        assert reply.verdict == "unknown"
        assert [one.title for one in reply.sources] == ["Build a garage"]
        assert not says(reply, "Try with other words")
        assert Question.objects.get().verdict == "unknown"


def _only(day: Talker) -> int:
    return day.finds[GARAGE].answers[0].page_id


class TestFollowUps:
    @pytest.mark.parametrize("words", ["when are you open?", "what is the phone number?", "where are you?"])
    def test_when_we_are_open_is_told_where_no_matter_is_named(self, night: Talker, words: str) -> None:
        phone = next(one for one in night.say(words).doors if one.kind == "phone")
        assert phone.said == "Opens Wednesday 4 March at 08:00."

    def test_the_same_asked_for_somebody_else_gets_the_same_thing_told(self, day: Talker) -> None:
        day.say(GARAGE)
        day.say("What does it cost?")
        assert day.say("and for two children?").paragraphs == ("The fee is NOK 4,900.",)

    def test_no_to_whether_there_is_more_is_a_goodbye(self, day: Talker) -> None:
        day.say(GARAGE)
        day.judge(helped=True)
        assert says(day.say("no"), "Goodbye.")

    def test_yes_when_a_person_was_offered_leads_to_the_person(self, day: Talker) -> None:
        day.say("can I borrow a telescope")
        assert day.say("yes").verdict == "person"


class TestSmallThings:
    def test_an_emergency_names_each_number_once(self, day: Talker) -> None:
        reply = day.say("my house is on fire")
        assert not [line for line in reply.paragraphs if "110" in line]
        assert reply.doors[0].label == "Call 110"
        assert reply.note.startswith("Nobody here can send help.")

    def test_the_wait_for_a_person_is_said_once(self, day: Talker) -> None:
        day.ready()
        day.stays()
        assert day.say("I want to talk to a person").paragraphs == ("You can talk with a person here in the chat now.",)

    def test_the_out_of_hours_message_comes_after_all_else(self, night: Talker) -> None:
        reply = night.say(GARAGE)
        assert reply.note.startswith("We who work here are back")
        assert reply.paragraphs == ("You may need a permit to build a garage.",)

    def test_who_takes_care_of_it_stands_in_a_whole_sentence(self, day: Talker) -> None:
        assert day.say("I have lost my passport").paragraphs[0].endswith("It is a matter for the police.")

    def test_who_is_led_on_to_others_is_not_told_when_we_are_back(self, night: Talker) -> None:
        assert night.say("jeg har mistet førerkortet mitt").note == ""
        assert night.say(GARAGE).note != ""

    @pytest.mark.parametrize(
        "words", ["скільки коштує дитячий садок", "Wie viel kostet ein Platz?", "gdzie jest szkoła"]
    )
    def test_another_language_is_answered_in_english_with_those_that_are_understood(
        self, monkeypatch: pytest.MonkeyPatch, words: str
    ) -> None:
        reply = talker(monkeypatch, language="nb").say(words)
        assert (reply.verdict, reply.paragraphs[0]) == (
            "unknown", "You can write to me in Norwegian, Danish or English.",
        )  # fmt: skip

    def test_who_asks_for_english_hears_that_it_is_spoken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = talker(monkeypatch, language="nb")
        assert says(one.say("snakker du engelsk?"), "You can write to me in Norwegian, Danish or English.")

    @pytest.mark.parametrize(("sign", "says_then"), [("👍", "You are welcome"), ("👎", "I am sorry")])
    def test_a_thumb_is_understood(self, day: Talker, sign: str, says_then: str) -> None:
        day.say(GARAGE)
        assert says(day.say(sign), says_then)
