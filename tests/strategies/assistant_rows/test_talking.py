"""What the strategies ask of the assistant's replies, as sentences; one question, and each municipality's ways on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.assistant.talking_town import IN_HOURS, LATE, Talker, kinds, labels, says, talker
from torg.assistant.models import Question, Seat
from torg.assistant.values import Reply
from torg.strategy.assisting import assistant
from torg.strategy.offers import offered

pytestmark = pytest.mark.django_db

GARAGE, ADVICE, TELESCOPE = "may I build a garage", "whom can I ask about my garden", "can I borrow a telescope"
NAMES = ("alver", "drammen", "albertslund", "kongsvinger", "halsnaes")
PEOPLE = {"phone", "visit", "meeting", "video", "assisted"}
ADVICE_PAGE = {"en": {"title": "Advice on gardens", "summary": "We tell you what grows here."}}


def of(strategy: str, monkeypatch: pytest.MonkeyPatch, at: str = IN_HOURS) -> Talker:
    """Somebody who talks with the assistant of one of the five; it finds services with self-service and without."""
    one = talker(monkeypatch, strategy=strategy, at=at)
    one.finds_for(GARAGE, (one.garage(), 0.9))
    by_phone = {"purpose": "interaction", "ways": [{"kind": "phone", "url": ""}]}
    one.finds_for(ADVICE, (one.publish("gardens", ADVICE_PAGE, by_phone), 0.9))
    return one


def to_people(reply: Reply) -> list[str]:
    return [kind for kind in kinds(reply) if kind in PEOPLE]


class TestAlver:
    @pytest.mark.parametrize("at", ["2026-03-03 10:00", "2026-03-03 03:00", "2026-12-25 19:00", "2026-03-08 23:59"])
    def test_the_chatbot_answers_about_services_all_day_every_day(
        self, monkeypatch: pytest.MonkeyPatch, at: str
    ) -> None:
        """ALV-13."""
        one = of("alver", monkeypatch, at)
        assert assistant(one.town_strategy()[0], "nn", one.now.date()).name == "Kommune-Kari"
        assert one.say(GARAGE).paragraphs[0] == "You may need a permit to build a garage."

    def test_the_phone_is_the_main_way_beside_self_service(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """ALV-36."""
        reply = of("alver", monkeypatch).say(GARAGE)
        assert kinds(reply)[:2] == ["service", "phone"]
        assert reply.doors[1].path == "tel:56375000"


class TestKongsvinger:
    def test_questions_are_answered_on_the_web_at_all_hours_all_year(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """KON-01."""
        one = of("kongsvinger", monkeypatch, "2026-01-01 00:00")
        for _step in range(60):
            one.now += timedelta(days=6, hours=7)
            assert one.say(GARAGE).verdict == "answer", one.now

    def test_who_does_not_find_the_answer_is_led_to_phone_and_chat(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """KON-09."""
        one = of("kongsvinger", monkeypatch)
        one.ready()
        one.stays()
        assert {"person", "phone"} <= set(kinds(one.say(TELESCOPE)))

    def test_the_assistant_answers_leads_to_the_page_and_stores_the_question(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """KON-31."""
        one = of("kongsvinger", monkeypatch)
        assert [source.title for source in one.say(GARAGE).sources] == ["Build a garage"]
        one.say(TELESCOPE)
        stored = list(Question.objects.order_by("pk").values_list("text", "verdict"))
        assert stored == [(GARAGE, "answer"), (TELESCOPE, "unknown")]

    def test_a_person_is_offered_when_mia_could_not_answer_and_not_before(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """KON-32."""
        one = of("kongsvinger", monkeypatch)
        one.ready()
        one.stays()
        assert "person" not in kinds(one.say(GARAGE))
        one.stays()
        assert kinds(one.say(TELESCOPE))[0] == "person"

    def test_a_person_is_not_offered_while_nobody_is_there_and_the_time_is_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """KON-32."""
        one = of("kongsvinger", monkeypatch, LATE)
        reply = one.say(TELESCOPE)
        assert "person" not in kinds(reply)
        assert "Talk with a person" not in labels(reply.choices)
        assert says(reply, "There is nobody in the chat just now. It opens Wednesday 4 March at 08:00.")

    def test_the_channel_of_most_use_and_least_cost_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """KON-21: self-service costs no handling, and is open now; then the phone, and only then a visit."""
        one = of("kongsvinger", monkeypatch)
        one.publish("town-hall", {"en": {"title": "Town hall", "summary": "By the square."}}, {}, kind="place")
        assert kinds(one.say(GARAGE)) == ["service", "phone", "visit"]

    def test_there_are_several_channels_and_the_most_effective_is_set_first(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """KON-24."""
        reply = of("kongsvinger", monkeypatch).say(GARAGE)
        assert len(reply.doors) > 1
        assert reply.doors[0].label == "Do it on the web"


class TestDrammen:
    def test_where_there_is_no_self_service_the_cheapest_other_channel_is_first(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """DRA-16: of those where somebody answers at once, the phone at 40 kroner."""
        one = of("drammen", monkeypatch)
        reply = one.say(ADVICE)
        assert "service" not in kinds(reply)
        assert to_people(reply)[0] == "phone"

    def test_channels_that_drammen_does_not_want_are_not_led_to(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """DRA-16: a visit is unwanted for a question."""
        assert "visit" not in kinds(of("drammen", monkeypatch).say(TELESCOPE))

    def test_outside_the_hours_an_automatic_service_answers_and_guides_to_self_help(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """DRA-17."""
        reply = of("drammen", monkeypatch, LATE).say(GARAGE)
        assert kinds(reply)[0] == "service"
        assert says(reply, "We who work here are back")

    def test_in_the_channel_one_hears_when_an_answer_comes_and_how_long_it_takes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """DRA-19."""
        one = of("drammen", monkeypatch)
        assert "We aim to be done within 4 weeks." in one.say(GARAGE).after
        form = next(door for door in one.say(TELESCOPE).doors if door.kind == "form")
        assert form.said.startswith("We answer within")


class TestAlbertslund:
    def test_in_each_situation_one_is_led_to_the_channel_that_fits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """ALB-01: what can be done on the web is led there, a question about something else to people."""
        one = of("albertslund", monkeypatch)
        assert kinds(one.say(GARAGE))[0] == "service"
        assert to_people(one.say("I want to talk with a person"))[0] == "phone"

    @pytest.mark.parametrize("name", NAMES)
    def test_only_channels_that_the_strategy_offers_are_shown(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        """ALB-16."""
        one = of(name, monkeypatch)
        strategy, calendar = one.town_strategy()
        there = {offer.channel.kind for offer in offered(strategy, calendar, at=one.now)}
        for question in (GARAGE, ADVICE, TELESCOPE, "I want to talk with a person"):
            assert set(kinds(one.say(question))) - {"service", "form", "person"} <= there


class TestHalsnaes:
    def test_what_must_be_done_digitally_is_led_to_its_self_service(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """HAL-10."""
        one = of("halsnaes", monkeypatch)
        must = {
            "purpose": "transaction", "mandatory": True,
            "ways": [{"kind": "self_service", "url": "https://form.example/move", "mobile": True}],
        }  # fmt: skip
        page = one.publish("move", {"en": {"title": "Moving", "summary": "Tell us your new address."}}, must)
        one.finds_for("I have moved", (page, 0.9))
        assert one.say("I have moved").doors[0].path == "https://form.example/move"

    def test_a_chat_that_is_only_thought_of_is_never_offered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """ALB-16: Halsnæs writes of a possible future chat, and has none; who is ready for it changes nothing."""
        one = of("halsnaes", monkeypatch)
        one.ready()
        one.stays()
        reply = one.say(TELESCOPE)
        assert Seat.objects.exists()
        assert "person" not in kinds(reply)
        assert not says(reply, "chat")


WAYS_ON = {
    "alver": ["form", "phone", "phone", "visit"],
    "drammen": ["phone", "form", "assisted"],
    "kongsvinger": ["form", "phone", "visit", "meeting"],
}


@pytest.mark.parametrize("name", WAYS_ON)
def test_the_same_question_gets_each_municipalitys_own_ways_on(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """ALB-01, DRA-16, KON-21: the reply is the same, and the order of what follows is the strategy's."""
    reply = of(name, monkeypatch).say(TELESCOPE)
    assert says(reply, "I do not know that.")
    assert kinds(reply) == WAYS_ON[name]
