"""What the assistant replies: answers from the pages, choices, that it does not know, and the ways to a person."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.assistant.talking_town import LATE, Talker, kinds, labels, says, talker
from tests.strategy.made_strategies import text_of
from torg.assistant.actions import talk
from torg.assistant.models import Message, Question
from torg.assistant.values import Answers

pytestmark = pytest.mark.django_db

GARAGE = "may I build a garage"
BRIEF = '[assistant]\ntone = "brief"'
SURER = '[assistant]\nanswer_from = "90 %"\noffer_from = "40 %"'
CLOSED = '[assistant]\nout_of_hours = { en = "Back at eight." }'


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Talker:
    one = talker(monkeypatch)
    one.finds_for(GARAGE, (one.garage(), 0.9))
    return one


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> Talker:
    return talker(monkeypatch, at=LATE)


class TestAnAnswer:
    def test_is_what_the_page_says_with_where_it_stands_and_what_happens_next(self, day: Talker) -> None:
        reply = day.say(GARAGE)
        assert reply.verdict == "answer"
        assert reply.paragraphs == ("You may need a permit to build a garage.",)
        assert [(one.title, one.path) for one in reply.sources] == [("Build a garage", "/en/services/build-a-garage/")]
        assert reply.after == ("You hear from us when it is decided.", "We aim to be done within 4 weeks.")

    def test_leads_to_the_self_service_first_then_to_the_channels_with_what_to_expect(self, day: Talker) -> None:
        first, *others = day.say(GARAGE).doors
        assert (first.kind, first.path, first.said) == (
            "service", "https://form.example/garage", "With your digital ID",
        )  # fmt: skip
        phone = next(one for one in others if one.kind == "phone")
        assert phone.path == "tel:70000000"
        assert phone.said.startswith("Open now, until 15:30.")

    def test_offers_what_else_the_page_answers_and_nothing_that_it_does_not(self, day: Talker) -> None:
        assert labels(day.say(GARAGE).choices) == [
            "What does it cost?", "How do I do it?", "What do I need at hand?", "Who can get it?",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("follow_up", "lines"),
        [
            ("What does it cost?", ("The fee is NOK 4,900.",)),
            ("What do I need at hand?", ("A drawing", "A map")),
            ("How do I do it?", ("1. Sign in.", "2. Draw it on the map.")),
            ("Who can get it?", ("Everybody who owns a house.",)),
            ("What happens next?", ("You hear from us when it is decided.",)),
            ("How long does it take?", ("We aim to be done within 4 weeks.",)),
        ],
    )
    def test_is_gone_on_from_in_context(self, day: Talker, follow_up: str, lines: tuple[str, ...]) -> None:
        day.say(GARAGE)
        assert day.say(follow_up).paragraphs == lines

    def test_a_follow_up_in_other_words_is_of_the_same_page(self, day: Talker) -> None:
        day.say(GARAGE)
        reply = day.say("how much is it?")
        assert (reply.facet, reply.paragraphs) == ("cost", ("The fee is NOK 4,900.",))

    def test_what_the_page_does_not_tell_is_said_so_with_whom_to_ask(self, day: Talker) -> None:
        day.say(GARAGE)
        reply = day.say("What is the deadline?")
        assert reply.paragraphs[0] == "The page does not name a deadline."
        assert reply.paragraphs[1:4] == (
            "Ask Building office:", "Phone 70 00 00 00", "E-mail building@town.example",
        )  # fmt: skip

    def test_what_is_written_in_another_language_only_is_given_and_said_so(self, day: Talker) -> None:
        day.say(GARAGE)
        reply = day.say("How do I complain?")
        assert reply.paragraphs == ("Du kan klage innen tre uker.", "We have this in Norwegian only.")

    def test_a_question_of_its_own_is_not_about_the_page_at_hand_though_it_asks_for_the_same(self, day: Talker) -> None:
        day.say(GARAGE)
        assert day.say("what does it cost to borrow a telescope for the night").verdict == "unknown"

    def test_on_a_page_about_complaints_one_who_complains_gets_it_all(self, day: Talker) -> None:
        words = {
            "en": {"title": "Appeal a decision", "summary": "Write within three weeks.", "appeal": "Then the court."}
        }
        day.finds_for("how do I appeal a decision", (day.publish("appeal", words), 0.9))
        assert day.say("how do I appeal a decision").paragraphs == ("Write within three weeks.",)

    def test_a_question_that_asks_for_one_thing_gets_that(self, day: Talker) -> None:
        question = "what does it cost to build a garage"
        day.finds_for(question, (day.finds[GARAGE].answers[0].page_id, 0.9))
        assert day.say(question).paragraphs == ("The fee is NOK 4,900.",)

    def test_is_stored_as_a_question_without_the_person_and_can_be_judged(self, day: Talker) -> None:
        reply = day.say(GARAGE)
        [question] = Question.objects.all()
        assert (reply.question, question.verdict, question.channel, question.in_hours) == (
            question.pk, "answer", "assistant", True,
        )  # fmt: skip


class TestALanguageModel:
    def test_may_say_shorter_what_the_page_tells_and_nothing_else_of_the_reply(
        self, day: Talker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[tuple[str, str, str]] = []

        def shorter(lines: Sequence[str], *, question: str, title: str, language: str) -> tuple[str, ...]:
            asked.append((question, title, language))
            return (f"Shorter: {len(lines)}",)

        as_written = day.say(GARAGE)
        monkeypatch.setattr(talk, "shorter", shorter)
        day.say("hello")
        reply = day.say(GARAGE)
        assert asked == [(GARAGE, "Build a garage", "en")]
        assert reply.paragraphs == ("Shorter: 1",)
        assert (reply.sources, reply.after, reply.doors) == (as_written.sources, as_written.after, as_written.doors)

    def test_is_not_asked_about_what_the_page_does_not_tell(self, day: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
        day.say(GARAGE)
        monkeypatch.setattr(talk, "shorter", lambda *_lines, **_asked: pytest.fail("asked"))
        assert day.say("What is the deadline?").paragraphs[0] == "The page does not name a deadline."


class TestWhenItIsNotSure:
    def test_it_asks_which_of_a_few_pages_is_meant_and_the_choice_is_answered(self, day: Talker) -> None:
        garage = day.finds[GARAGE].answers[0].page_id
        fence = day.publish("fence", {"en": {"title": "Put up a fence", "summary": "Fences need no permit."}})
        day.finds_for("what does building cost", (garage, 0.5), (fence, 0.4), verdict="choices")
        reply = day.say("what does building cost")
        assert labels(reply.choices) == ["Build a garage", "Put up a fence", "Something else"]
        assert day.say("Build a garage").paragraphs == ("The fee is NOK 4,900.",)

    def test_two_pages_that_fit_alike_are_asked_back_about_though_the_first_is_sure(self, day: Talker) -> None:
        garage = day.finds[GARAGE].answers[0].page_id
        fence = day.publish("fence", {"en": {"title": "Put up a fence", "summary": "Fences need no permit."}})
        day.finds_for("permit", (garage, 0.75), (fence, 0.74))
        assert day.say("permit").verdict == "choices"

    def test_something_else_asks_for_other_words(self, day: Talker) -> None:
        day.finds_for("building", (day.finds[GARAGE].answers[0].page_id, 0.5), verdict="choices")
        day.say("building")
        assert says(day.say("Something else"), "Write it in other words")

    def test_yes_to_the_only_page_is_answered(self, day: Talker) -> None:
        day.finds_for("building", (day.finds[GARAGE].answers[0].page_id, 0.5), verdict="choices")
        day.say("building")
        assert day.say("yes").paragraphs == ("You may need a permit to build a garage.",)

    def test_a_follow_up_without_a_matter_asks_what_it_is_about(self, day: Talker) -> None:
        assert says(day.say("what does it cost?"), "What is it about?")


class TestWhenItDoesNotKnow:
    def test_it_says_so_and_the_form_has_the_words_already(self, day: Talker) -> None:
        reply = day.say("can I borrow a telescope")
        assert reply.verdict == "unknown"
        assert says(reply, "I do not know that.")
        form = next(one for one in reply.doors if one.kind == "form")
        assert form.path == "/en/contact/?message=can+I+borrow+a+telescope"

    def test_the_second_time_in_a_row_no_more_words_are_asked_for(self, day: Talker) -> None:
        first, second = day.say("can I borrow a telescope"), day.say("a telescope for the stars")
        assert says(first, "Try with other words")
        assert not says(second, "Try with other words")

    def test_an_answer_that_did_not_help_leads_to_a_person_at_once(self, day: Talker) -> None:
        day.say(GARAGE)
        day.ready()
        day.stays()
        reply = day.judge(helped=False)
        assert kinds(reply)[0] == "person"
        assert says(reply, "I am sorry that it did not help.")

    def test_no_in_words_judges_the_answer_too(self, day: Talker) -> None:
        day.say(GARAGE)
        assert day.say("no, that did not help").verdict == "person"
        assert Question.objects.get().helped is False

    def test_a_judgement_is_kept_and_the_same_again_changes_nothing(self, day: Talker) -> None:
        day.say(GARAGE)
        day.judge(helped=True)
        count = Message.objects.count()
        assert Question.objects.get().helped is True
        day.judge(helped=True)
        assert Message.objects.count() == count


class TestOutOfHours:
    def test_it_says_once_when_people_are_back(self, night: Talker) -> None:
        replies = [night.say("can I borrow a telescope"), night.say("hello")]
        assert [says(one, "We who work here are back Wednesday 4 March at 08:00.") for one in replies] == [True, False]
        assert night.row.told_closed_at is not None

    def test_in_hours_nothing_is_said_of_it(self, day: Talker) -> None:
        assert not says(day.say("hello"), "are back")

    def test_a_channel_that_is_closed_tells_when_it_opens(self, night: Talker) -> None:
        phone = next(one for one in night.say("can I borrow a telescope").doors if one.kind == "phone")
        assert phone.said == "Opens Wednesday 4 March at 08:00."


class TestWhatIsNoQuestion:
    def test_an_emergency_gets_the_numbers_first_and_nothing_else(self, night: Talker) -> None:
        reply = night.say("my house is on fire")
        assert reply.urgent
        assert reply.doors[0].path == "tel:110"
        assert not says(reply, "are back")

    def test_thoughts_of_suicide_get_those_who_help_at_any_hour(self, day: Talker) -> None:
        reply = day.say("I want to kill myself")
        assert reply.verdict == "crisis"
        assert "tel:116123" in [one.path for one in reply.doors]

    def test_the_states_matter_is_led_on_with_an_address(self, day: Talker) -> None:
        reply = day.say("jeg har mistet førerkortet mitt")
        assert reply.verdict == "elsewhere"
        assert reply.doors[0].path.startswith("https://www.vegvesen.no")

    def test_a_page_of_ours_that_surely_tells_of_it_comes_beside_the_others(self, day: Talker) -> None:
        page = day.publish("licence", {"en": {"title": "Driving licences", "summary": "The state issues them."}})
        lost, sad = "jeg har mistet førerkortet mitt", "I want to kill myself"
        day.finds_for(lost, (page, 0.95))
        day.finds_for(sad, (page, 0.5), verdict="choices")
        assert [one.title for one in day.say(lost).sources] == ["Driving licences"]
        assert day.say(sad).sources == ()

    def test_another_municipalitys_matter_is_said_to_be_that(self, day: Talker) -> None:
        reply = day.say("kan Bergen kommune hente avfallet mitt")
        assert (reply.verdict, says(reply, "Bergen")) == ("other_municipality", True)

    def test_who_asks_what_it_is_hears_that_it_is_a_machine(self, day: Talker) -> None:
        assert says(day.say("are you a robot?"), "I am a computer program and not a person.")

    def test_bad_language_is_met_calmly_once(self, day: Talker) -> None:
        first, second = day.say("you fucking idiot"), day.say("you fucking idiot")
        assert says(first, "I understand that you are angry.")
        assert not says(second, "I understand that you are angry.")

    def test_signs_without_a_word_are_asked_about(self, day: Talker) -> None:
        assert says(day.say("??"), "I did not see any words there.")

    def test_thanks_and_greetings_are_answered_and_count_as_no_question(self, day: Talker) -> None:
        assert [day.say(words).verdict for words in ("hello", "thank you", "bye")] == ["social"] * 3
        assert not Question.objects.exists()


class TestItself:
    def test_it_speaks_as_the_strategy_says(self, day: Talker) -> None:
        day.follow(text_of("kongsvinger").replace("[assistant]", BRIEF))
        assert day.say("hello").paragraphs == ("What would you like to know?",)

    def test_it_answers_when_it_is_as_sure_as_the_strategy_says(
        self, day: Talker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bounds: list[tuple[float, float]] = []

        def ask(_question: str, *, language: str, sure: float, possible: float) -> Answers:
            bounds.append((sure, possible))
            return Answers("unknown", ())

        monkeypatch.setattr(talk, "ask", ask)
        day.say(GARAGE)
        day.follow(text_of("kongsvinger").replace("[assistant]", SURER))
        day.say(GARAGE)
        assert bounds == [(0.7, 0.3), (0.7, 0.18), (0.9, 0.4), (0.9, 0.24)]  # and less sure, to name the nearest

    def test_what_it_says_outside_the_hours_may_be_the_strategys_own(self, night: Talker) -> None:
        night.follow(text_of("kongsvinger").replace("[assistant]", CLOSED))
        assert says(night.say("hello"), "Back at eight.")


def test_the_reply_is_in_the_language_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    one = talker(monkeypatch, language="nb")
    question = "may I please build a garage beside my house"
    one.finds_for(question, (one.garage(), 0.9))
    assert one.say(question).paragraphs == ("You may need a permit to build a garage.",)


def test_nobody_is_asked_for_what_names_them_and_what_they_write_is_masked(day: Talker) -> None:
    reply = day.say("my national id is 01017012345 and I want to build")
    assert says(reply, "I have covered the numbers")
    assert "01017012345" not in day.last("citizen").text
