"""What is said to the assistant is stored first, once, and within bounds; old talks end and are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.assistant.talking_town import Talker, talker
from tests.strategy.made_strategies import text_of
from torg.assistant.actions import talk
from torg.assistant.actions.chat import ask_for_person, attach
from torg.assistant.actions.chat_rows import EmptyMessage, NoSuchTalk, TalkEnded
from torg.assistant.actions.forgetting import COUNTED_FOR, ENDS_AFTER, WORDS_KEPT, forget_old
from torg.assistant.actions.pace import MOST_A_MINUTE, MOST_JUDGEMENTS, TooFast
from torg.assistant.models import Conversation, Message, Question
from torg.assistant.queries.availability import availability
from torg.assistant.talking.kept import as_data, reply_of

pytestmark = pytest.mark.django_db

GARAGE = "may I build a garage"


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> Talker:
    made = talker(monkeypatch)
    made.finds_for(GARAGE, (made.garage(), 0.9))
    return made


def said(one: Talker) -> list[tuple[str, str]]:
    return list(Message.objects.filter(conversation=one.row).order_by("pk").values_list("speaker", "text"))


def test_a_reply_is_kept_as_it_was_given(one: Talker) -> None:
    reply = one.say(GARAGE)
    assert reply_of(as_data(reply)) == reply
    assert "You may need a permit to build a garage." in one.last().text


def test_the_code_is_eight_digits_in_two_groups_and_the_link_a_secret(one: Talker) -> None:
    assert one.row.code.replace("-", "").isdigit()
    assert len(one.row.code) == 9
    assert len(one.token) == 43


def test_what_is_said_is_stored_though_no_reply_can_be_worked_out(one: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_asked: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(talk, "ask", broken)
    reply = one.say("can I borrow a telescope")
    assert [speaker for speaker, _text in said(one)] == ["citizen", "assistant"]
    assert reply.verdict == "trouble"
    assert "form" in [door.kind for door in reply.doors]


def test_what_is_sent_twice_is_stored_and_replied_to_once(one: Talker) -> None:
    first = talk.say(one.token, GARAGE, sent_as="a1", now=one.now)
    again = talk.say(one.token, GARAGE, sent_as="a1", now=one.now + timedelta(seconds=3))
    assert first == again
    assert len(said(one)) == 2


def test_a_message_whose_reply_was_cut_off_gets_it_when_it_is_sent_again(one: Talker) -> None:
    first = talk.say(one.token, GARAGE, sent_as="a1", now=one.now)
    Message.objects.filter(data__to=first).delete()
    talk.say(one.token, GARAGE, sent_as="a1", now=one.now)
    assert one.reply_to(first).verdict == "answer"


@pytest.mark.parametrize(("text", "raised"), [("", EmptyMessage), ("  \n", EmptyMessage), ("a" * 2001, talk.TooLong)])
def test_nothing_and_too_much_is_refused_and_not_stored(one: Talker, text: str, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        talk.say(one.token, text, now=one.now)
    assert not said(one)


def test_faster_than_anybody_reads_is_refused(one: Talker) -> None:
    for _number in range(MOST_A_MINUTE):
        talk.say(one.token, "hello", now=one.now)
    with pytest.raises(TooFast):
        talk.say(one.token, "hello", now=one.now)
    talk.say(one.token, "hello", now=one.now + timedelta(minutes=2))


def test_a_link_that_leads_nowhere_is_told_so(one: Talker) -> None:
    with pytest.raises(NoSuchTalk):
        talk.say("nothing", "hello", now=one.now)
    with pytest.raises(NoSuchTalk):
        talk.judge(one.token, 0, helped=True, now=one.now)


def test_from_when_a_person_is_asked_for_nothing_is_replied_and_the_question_counts_as_passed_on(one: Talker) -> None:
    """KON-32: the assistant is silent, and the loop learns that its answer was not enough."""
    one.say("hello")
    one.say("can I borrow a telescope")
    one.ready()
    ask_for_person(one.token, name="", email="", phone="", about="", wants_transcript=False, now=one.now)
    talk.say(one.token, "what does it cost?", now=one.now)
    assert [speaker for speaker, _text in said(one)] == [*["citizen", "assistant"] * 2, "torg", "citizen"]
    assert Question.objects.get().escalated
    forget_old(lambda: one.now + timedelta(days=500))
    assert len(said(one)) == 6


def test_a_chat_in_which_as_many_wait_as_the_strategy_lets_is_not_offered(one: Talker) -> None:
    """KON-34: the bounds are the strategy's; how many one person serves at once too."""
    text = text_of("kongsvinger").replace("[channels.chat]", "[channels.chat]\nlongest_queue = 1\nat_once = 2")
    one.follow(text)
    one.ready()
    assert (availability(one.now).now, availability(one.now).free) == (True, 2)
    ask_for_person(one.token, name="", email="", phone="", about="A telescope", wants_transcript=False, now=one.now)
    assert (availability(one.now).now, availability(one.now).waiting) == (False, 1)


def test_the_same_asked_again_within_the_hour_is_one_question(one: Talker) -> None:
    first = one.say(GARAGE).question
    assert one.say(f"  {GARAGE.upper()} ").question == first
    one.say("can I borrow a telescope")
    assert Question.objects.count() == 2
    one.now += timedelta(hours=1)
    assert one.say(GARAGE).question != first


class TestJudging:
    def press(self, one: Talker, times: int) -> None:
        answer = Message.objects.filter(conversation=one.row, data__verdict="answer").latest("pk")
        for number in range(times):
            talk.judge(one.token, answer.pk, helped=bool(number % 2), now=one.now)

    def test_one_may_change_ones_mind_a_few_times_and_a_machine_is_refused(self, one: Talker) -> None:
        one.say(GARAGE)
        with pytest.raises(TooFast):
            self.press(one, 400)
        assert len(said(one)) == 2 + 2 * MOST_JUDGEMENTS

    def test_a_judgement_counts_as_something_said(self, one: Talker) -> None:
        one.say(GARAGE)
        for _number in range(MOST_A_MINUTE - 1):
            talk.say(one.token, "hello", now=one.now)
        with pytest.raises(TooFast):
            self.press(one, 1)

    def test_after_the_end_what_came_of_it_follows_and_nothing_is_said_or_put_off(self, one: Talker) -> None:
        one.say(GARAGE)
        forget_old(lambda: one.now + ENDS_AFTER + timedelta(minutes=1))
        last_at, one.now = one.row.last_at, one.now + timedelta(days=2)
        self.press(one, 1)
        assert (one.row.outcome, Question.objects.get().helped) == ("abandoned", False)
        self.press(one, 2)
        assert (one.row.outcome, Question.objects.get().helped) == ("contained", True)
        assert (len(said(one)), one.row.last_at) == (2, last_at)

    def test_what_was_counted_for_good_stays_as_it_was_counted(self, one: Talker) -> None:
        one.say(GARAGE)
        forget_old(lambda: one.now + ENDS_AFTER + timedelta(minutes=1))
        one.now += timedelta(days=13)
        self.press(one, 1)
        assert (one.row.outcome, Question.objects.get().helped) == ("contained", False)

    def test_while_a_person_is_waited_for_only_the_judgement_is_stored(self, one: Talker) -> None:
        one.say(GARAGE)
        one.ready()
        ask_for_person(one.token, name="", email="", phone="", about="", wants_transcript=False, now=one.now)
        before = len(said(one))
        self.press(one, 1)
        assert (len(said(one)), Question.objects.get().helped) == (before, False)

    def test_files_are_sent_no_faster_than_words(self, one: Talker) -> None:
        one.say("hello")
        one.ready()
        ask_for_person(one.token, name="", email="", phone="", about="", wants_transcript=False, now=one.now)
        one.now += timedelta(minutes=2)
        for number in range(MOST_A_MINUTE):
            attach(one.token, (), text="hello", sent_as=f"a{number}", now=one.now)
        with pytest.raises(TooFast):
            attach(one.token, (), text="hello", sent_as="b", now=one.now)
        attach(one.token, (), text="hello", sent_as="a0", now=one.now)


class TestForgetting:
    def outcome(self, one: Talker) -> str:
        later = one.now + ENDS_AFTER + timedelta(minutes=1)
        forget_old(lambda: later)
        return one.row.outcome

    def test_an_answered_talk_is_contained(self, one: Talker) -> None:
        one.say(GARAGE)
        assert self.outcome(one) == "contained"

    def test_one_that_was_answered_and_did_not_help_is_abandoned(self, one: Talker) -> None:
        one.say(GARAGE)
        one.judge(helped=False)
        assert self.outcome(one) == "abandoned"

    def test_thanks_after_an_answer_take_nothing_from_it(self, one: Talker) -> None:
        one.say(GARAGE)
        one.say("thank you")
        assert self.outcome(one) == "contained"

    def test_one_whose_last_question_was_not_known_is_abandoned(self, one: Talker) -> None:
        one.say(GARAGE)
        one.say("can I borrow a telescope")
        assert self.outcome(one) == "abandoned"

    def test_one_in_which_nobody_chose_is_abandoned(self, one: Talker) -> None:
        one.finds_for("building", (one.finds[GARAGE].answers[0].page_id, 0.5), verdict="choices")
        one.say("building")
        assert self.outcome(one) == "abandoned"

    def test_one_in_which_nothing_was_asked_is_abandoned(self, one: Talker) -> None:
        assert self.outcome(one) == "abandoned"

    def test_one_that_goes_on_is_left_alone(self, one: Talker) -> None:
        one.say(GARAGE)
        assert forget_old(lambda: one.now + timedelta(hours=23)) == 0
        assert one.row.stage == "assistant"

    def test_nothing_can_be_said_in_one_that_has_ended(self, one: Talker) -> None:
        self.outcome(one)
        with pytest.raises(TalkEnded):
            talk.say(one.token, "hello", now=one.now)

    def test_after_two_weeks_the_words_and_what_leads_to_them_are_gone_and_the_figures_stay(self, one: Talker) -> None:
        one.say(GARAGE)
        code, kept = one.row.code, one.row.pk
        self.outcome(one)
        almost, after = one.now + WORDS_KEPT - timedelta(hours=1), one.now + WORDS_KEPT + timedelta(hours=1)
        assert forget_old(lambda: almost) == 0
        assert Message.objects.exists()
        assert forget_old(lambda: after) == 1
        row = Conversation.objects.get(pk=kept)
        assert not Message.objects.exists()
        assert not Conversation.objects.filter(token=one.token).exists()
        assert (row.outcome, row.started_on, row.code != code) == ("contained", "", True)
        assert forget_old(lambda: after) == 0

    def test_at_last_the_counted_row_goes_too(self, one: Talker) -> None:
        self.outcome(one)
        for moment in (WORDS_KEPT, COUNTED_FOR):
            at = one.now + moment + timedelta(hours=1)
            forget_old(lambda at=at: at)  # type: ignore[misc]
        assert not Conversation.objects.exists()
