"""What Drammen promises, as sentences: Kanal- og servicestrategi for Drammen kommune."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.strategy.made_strategies import shipped, text_of
from tests.town import BUILDING_ADDRESS, Town
from torg.catalogue.actions import Words, change_template, make_template
from torg.catalogue.queries import history
from torg.channels import wired
from torg.channels.base import Incoming, Outgoing, Receipt
from torg.editions.queries import in_force
from torg.enquiries.actions.handover import accept, offer
from torg.enquiries.actions.interim import draft_interims, send_interim
from torg.enquiries.models import Contact, Enquiry
from torg.enquiries.queries.page import enquiry_page
from torg.faces.desk.advice import better_channel
from torg.mailroom.actions import keep
from torg.people.actions import PurposeNeeded, note_lookup, set_up_staff
from torg.people.actions.persons import protect
from torg.people.duty import on_duty
from torg.people.models import Unit
from torg.people.queries import shown_addresses
from torg.people.queries.lookups import Wanted, look_ups
from torg.strategy.calendars import Calendar
from torg.strategy.defaults import ANSWER_WITHIN
from torg.strategy.model import Rank
from torg.strategy.offers import offered
from torg.strategy.promises import TORG_DEFAULT, promise
from torg.strategy.reading import load, read
from torg.strategy.routing import first_line, route
from torg.strategy.showing import our_promises
from torg.strategy.uses import may_be_used_for

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 3, 31, 15, 40, tzinfo=OSLO)

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def test_the_service_square_is_the_first_line_and_units_can_be_asked_directly() -> None:
    """DRA-01."""
    strategy = shipped("drammen")
    line = first_line(strategy)
    assert line is not None
    assert (line.name, line.unit) == ("Servicetorget", "servicetorget")
    asked_directly = route(strategy, addressed_units=["school"], front_line_unit="servicetorget")
    assert asked_directly.unit == "school"
    assert "strategisk" in strategy.lines["third"].answers


COSTS = [("letter", 110), ("email", 110), ("visit", 80), ("phone", 40), ("self_service", 3)]


@pytest.mark.parametrize(("channel", "amount"), COSTS)
def test_every_contact_has_a_cost_by_channel_in_the_prices_of_2015(channel: str, amount: int) -> None:
    """DRA-02."""
    [cost] = [cost for cost in shipped("drammen").costs.values() if channel in cost.channels]
    assert (cost.amount, cost.currency, cost.year, cost.approximate) == (Decimal(amount), "NOK", 2015, True)


TABLE = {
    "information": (
        ("Nettside", "Sosiale medier", "Nyhetsbrev", "App", "Informasjonsskjermer"),
        ("Telefon", "SMS"),
        ("Brev", "E-post", "Personlige henvendelser"),
    ),
    "interaction": (("Telefon", "Min Side"), ("Chat", "Digital post"), ("Brev", "E-post", "Personlige henvendelser")),
    "transaction": (
        ("Selvbetjening", "Digital post"),
        ("Medbetjening", "Telefon", "Personlige henvendelser"),
        ("Brev", "E-post"),
    ),
}


@pytest.mark.parametrize("purpose", TABLE)
def test_the_channel_table_is_exactly_as_in_the_strategy(purpose: str) -> None:
    """DRA-06."""
    strategy = shipped("drammen")
    assert list(strategy.purposes) == list(TABLE)
    ranks = strategy.purposes[purpose].ranks
    found = tuple(tuple(strategy.channels[key].name for key in ranks[rank]) for rank in Rank)
    assert found == TABLE[purpose]


def test_whoever_asks_is_offered_the_primary_channels_first_and_the_unwanted_last() -> None:
    """DRA-06: the table decides what is offered."""
    strategy = shipped("drammen")
    found = offered(strategy, Calendar.of(strategy), at=AT, purpose="interaction")
    keys = [offer.channel.key for offer in found]
    assert keys[:4] == ["phone", "my_page", "chat", "digital_post"]
    assert {offer.channel.key for offer in found if offer.unwanted} == {"letter", "email", "visit"}
    assert keys[-3:] == ["letter", "email", "visit"]


def test_it_is_clear_which_channels_there_are_and_which_answer_time_to_expect() -> None:
    """DRA-14: where the strategy says no time, the system's own is told as such, and the checker warns."""
    strategy = shipped("drammen")
    [told] = our_promises(strategy, "nb")
    assert told.channel_name == "Alle kanaler"
    assert told.sentence.startswith("Vi svarer innen 10 arbeidsdager.")
    warned = [warning.key for warning in read(text_of("drammen")).warnings]
    assert {"channels.email", "channels.letter", "channels.phone"} <= set(warned)


def test_the_user_is_told_in_the_channel_when_to_expect_an_answer_and_how_long_it_takes() -> None:
    """DRA-19: the receipt says it; the strategy gives no number, so the stated default does."""
    strategy = shipped("drammen")
    assert strategy.rules.receipt_says == ("answer_by", "processing_time")
    found = promise(strategy, what="answer", channel="email", at=AT)
    assert found is not None
    assert (found.rule, found.is_default) == (TORG_DEFAULT, True)
    assert ANSWER_WITHIN.amount == 10
    assert found.due_by.date().isoformat() == "2026-04-17"


def test_a_new_channel_is_taken_into_use_with_four_lines_in_the_file() -> None:
    """DRA-26."""
    more = '\n[channels.video]\nname = "Videomøte"\nsource = "8"\n'
    strategy = load(text_of("drammen") + more)
    keys = [offer.channel.key for offer in offered(strategy, Calendar.of(strategy), at=AT)]
    assert "video" in keys


def test_social_media_are_used_for_dialogue_but_never_for_casework() -> None:
    """DRA-29."""
    strategy = shipped("drammen")
    social = [channel for channel in strategy.channels.values() if channel.kind == "social"]
    assert may_be_used_for(strategy.channels["facebook"], "dialogue")
    assert not any(may_be_used_for(channel, "casework") for channel in social)
    wrong = text_of("drammen").replace('["dialogue", "publishing"]', '["dialogue", "casework"]')
    assert [problem.what for problem in read(wrong).problems] == ["A social channel cannot be used for casework."] * 2


@pytest.mark.django_db
def test_each_unit_may_suit_the_channels_to_its_own_users() -> None:
    """DRA-30."""
    assert shipped("drammen").rules.units_may_adapt
    own = '\n[units.library]\nname = "Drammensbiblioteket"\norder = ["visit", "phone"]\nbecause = "De kommer innom"\n'
    strategy = load(text_of("drammen") + own)
    calendar = Calendar.of(strategy)
    assert offered(strategy, calendar, at=AT, unit="library")[0].channel.key == "visit"
    assert offered(strategy, calendar, at=AT)[0].channel.key == "web"


# -- what is seen in the running product ------------------------------------------------------------------------------


BEFORE_EASTER = datetime(2026, 3, 31, 15, 40, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def town() -> Town:
    return Town("drammen")


@pytest.mark.django_db
def test_the_front_line_gets_what_names_nobody_and_a_unit_what_is_sent_to_it(town: Town) -> None:
    """DRA-01: the service square answers or leads on; units can be contacted directly."""
    assert town.receive(BEFORE_EASTER).unit.key == "front"
    assert town.receive(BEFORE_EASTER, to=BUILDING_ADDRESS).unit.key == "building"


@pytest.mark.django_db
def test_the_contact_page_shows_every_channel_that_suits_with_its_answer_time(town: Town, client: Client) -> None:
    """DRA-14: it is clear to everyone which channels exist and suit, and what to expect in each."""
    ways = client.get("/nb/contact/").content.decode().partition("</form>")[2]
    assert ways.index("Telefon") < ways.index("Chat") < ways.index("E-post"), "primary, secondary, unwanted"
    assert "Svar senest" in ways
    promises = client.get("/nb/promises/").content.decode()
    assert "10 arbeidsdager" in promises


@pytest.mark.django_db
def test_whoever_writes_is_told_in_that_channel_when_to_expect_an_answer(town: Town) -> None:
    """DRA-19: the receipt goes out at once, in the channel that was used, with the date."""
    town.receive(BEFORE_EASTER, text="Hei. Jeg lurer på når svømmehallen åpner, og hva det koster for en familie.")
    assert "fredag 17. april" in town.posted().text


class Pigeon:
    """A channel nobody thought of when Torg was built: one class, and one line of wiring."""

    kind = "pigeon"

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        return [Incoming("pigeon", "", "loft@example.org", "Loft 7", (), "By air", raw.decode())]

    def send(self, out: Outgoing) -> Receipt:
        return Receipt(out.message_id, "handed_over", "flown", permanent=True)


@pytest.fixture
def pigeon() -> Iterator[Pigeon]:
    one = Pigeon()
    with patch.object(wired, "wired", lambda: {"pigeon": one}):
        yield one


@pytest.mark.django_db
def test_a_channel_that_is_new_to_torg_is_taken_in_promised_and_acknowledged_like_any_other(
    town: Town, pigeon: Pigeon
) -> None:
    """DRA-26: new channels are taken into use without rebuilding the system."""
    keep(kind="pigeon", raw=b"Hei, nar apner dere?", headers={}, now=BEFORE_EASTER)
    town.work(BEFORE_EASTER)
    enquiry = Enquiry.objects.get()
    assert (enquiry.channel, enquiry.subject) == ("pigeon", "By air")
    assert enquiry.due_by is not None
    assert town.posted().to_address == "loft@example.org"


@pytest.mark.django_db
def test_the_first_line_leads_to_the_one_who_can_answer_and_the_user_is_told_who(town: Town) -> None:
    """DRA-01: the service square answers, or hands over to the unit that can."""
    tuesday = datetime(2026, 3, 17, 10, 0, tzinfo=OSLO)
    enquiry = town.receive(tuesday, text="Hei. Jeg lurer på hvordan jeg søker om å bygge garasje. Hva må jeg sende?")
    offer(enquiry.pk, to_unit=Unit.objects.get(key="building").pk, note="Byggesak.", by=town.front, now=tuesday)
    accept(enquiry.pk, by=town.builder, now=tuesday)
    told = town.posted("notice").text
    assert "Service office har sendt henvendelsen din videre til Building office" in told
    assert "tirsdag 31. mars" in told


@pytest.mark.django_db
def test_what_began_by_mail_goes_on_on_the_web_under_the_same_number(town: Town, client: Client) -> None:
    """DRA-11: a person moves between channels without starting over."""
    enquiry = town.receive(datetime(2026, 3, 17, 10, 0, tzinfo=OSLO))
    client.post(f"/nb/follow/{enquiry.token}/", {"message": "Det haster litt nå."})
    assert Enquiry.objects.count() == 1
    channels = (
        Contact.objects.filter(enquiry=enquiry, is_incoming=True).order_by("id").values_list("channel", flat=True)
    )
    assert list(channels) == ["email", "web"]


@pytest.mark.django_db
def test_the_user_is_told_a_new_date_where_the_strategy_names_no_way_to_be_late(town: Town) -> None:
    """DRA-19: when to expect an answer is told again when it moves; the law behind it is named to staff."""
    tuesday = datetime(2026, 3, 17, 10, 0, tzinfo=OSLO)
    enquiry = town.receive(tuesday, text="Hei. Jeg lurer på når svømmehallen åpner, og hva det koster for en familie.")
    soon = datetime(2026, 3, 31, 9, 0, tzinfo=OSLO)
    draft_interims(lambda: soon)
    page = enquiry_page(enquiry.number, now=soon)
    assert page is not None
    assert page.interim_due is not None
    assert (page.interim_due.code, "§ 11 a" in page.interim_due.law("nb")) == ("default", True)
    interim = page.interim_due
    send_interim(
        enquiry.pk, text=interim.text, reason=interim.reason, new_date=interim.new_date, by=town.front, now=soon
    )  # fmt: skip
    assert "Ny frist: du får svar senest fredag 17. april." in town.posted("interim").text


@pytest.mark.django_db
def test_personal_data_in_plain_mail_is_kept_out_of_lists_and_notices(town: Town) -> None:
    """DRA-32: an identity number is masked wherever the subject is listed, and the receipt does not carry it on."""
    enquiry = town.receive(BEFORE_EASTER, subject="Gjelder fnr 13097248022", text="Hei, kan dere ringe meg?")
    assert enquiry.listed_as == "Gjelder fnr •••••••••••"
    assert "13097248022" not in town.posted().text


@pytest.mark.django_db
def test_what_a_template_said_when_an_answer_was_made_of_it_can_always_be_read(town: Town) -> None:
    """DRA-04: every version stands, with who wrote it and when."""
    editor = set_up_staff(username="editor", name="Eli Ord", role="editor", unit="front")
    made = make_template(Words(titles={"nb": "Svar"}, bodies={"nb": "Ja."}), by=editor, now=BEFORE_EASTER)
    change_template(made, Words(titles={"nb": "Svar"}, bodies={"nb": "Nei."}), seen=1, by=editor, now=BEFORE_EASTER)
    assert [(one.bodies["nb"], one.by) for one in history(made)] == [("Nei.", "Eli Ord"), ("Ja.", "Eli Ord")]


@pytest.mark.django_db
def test_who_has_looked_at_a_person_and_why_is_known_and_a_protected_address_is_not() -> None:
    """DRA-32: personal data is protected: every look has a purpose, and what the law hides is shown to nobody."""
    town = Town("drammen")
    now = town.at("2026-03-20 11:00")
    person = town.receive(now).person_id
    with pytest.raises(PurposeNeeded):
        note_lookup(person, by=town.front, purpose="", now=now)
    protect(person, protection="strict", until=None, by=town.front, now=now)
    assert shown_addresses(person, staff=town.front) == ()
    found = enquiry_page(Enquiry.objects.get().number, now=now)
    assert found is not None
    assert "ola@example.org" not in repr(found)
    assert [one.purpose for one in look_ups(Wanted(by=town.front.pk), reader=town.front)] == ["protected"]


@pytest.mark.django_db
def test_the_first_line_leads_to_the_one_who_can_and_says_who_is_there() -> None:
    """DRA-01: the service square answers, or leads to the one who can: who of the unit is on duty now is known."""
    town = Town("drammen")
    now = town.at("2026-03-20 11:00")
    unit = town.builder.unit_id or 0
    assert [one.id for one in on_duty([unit], at=now, calendar=in_force(now).calendar)[unit]] == [town.builder.pk]


@pytest.mark.django_db
def test_whoever_answers_is_told_which_channel_serves_the_sender_best_and_can_offer_it(
    town: Town, client: Client
) -> None:
    """DRA-03: the enquiry came by e-mail, which Drammen does not want; the page says what is, and has the sentence."""
    enquiry = town.receive(BEFORE_EASTER)
    client.force_login(town.front)
    url = f"/en/desk/enquiry/{enquiry.number}/"
    best = offered(
        shipped("drammen"), Calendar.of(shipped("drammen")), at=BEFORE_EASTER, purpose=enquiry.purpose, use="dialogue"
    )[0]
    assert best.channel.kind != "email"
    page = client.get(url).content.decode()
    assert "the strategy puts" in page.lower()
    offered_text = client.post(f"{url}offer-channel/", {"text": "Hei."}).content.decode()
    assert "Hei.\n\n" in offered_text
    assert enquiry.contacts.filter(purpose="answer").count() == 0


@pytest.mark.django_db
def test_a_person_who_changes_channel_is_met_by_one_story(town: Town, client: Client) -> None:
    """DRA-11: what came by e-mail and what was said on the phone stand in one line, for whoever answers next."""
    enquiry = town.receive(BEFORE_EASTER, text="Hei, når åpner svømmehallen?")
    client.force_login(town.front)
    url = f"/en/desk/enquiry/{enquiry.number}/"
    client.post(f"{url}note/", {"text": "Ringte og spurte igjen."})
    page = client.get(url).content.decode()
    assert page.index("når åpner svømmehallen?") < page.index("Ringte og spurte igjen.")


@pytest.mark.django_db
def test_what_is_sensitive_is_opened_only_by_those_who_must_and_its_files_by_nobody_else(
    town: Town, client: Client
) -> None:
    """DRA-32: not even the front line reads another unit's sensitive enquiry; it is told who can."""
    enquiry = town.receive(BEFORE_EASTER, to=BUILDING_ADDRESS)
    Enquiry.objects.filter(pk=enquiry.pk).update(sensitive=True)
    contact = enquiry.contacts.earliest("id").pk
    client.force_login(town.front)
    refused = client.get(f"/en/desk/enquiry/{enquiry.number}/")
    assert refused.status_code == 403
    assert "Bo Bygg" in refused.content.decode()
    assert client.get(f"/en/desk/text/{contact}/").status_code == 403
    client.force_login(town.builder)
    assert client.get(f"/en/desk/enquiry/{enquiry.number}/").status_code == 200


@pytest.mark.django_db
def test_staff_see_which_channels_would_have_served_the_user_better(town: Town) -> None:
    """DRA-03: moved to the most effective channel for this type of enquiry, as the table ranks them."""
    now = datetime(2026, 3, 17, 10, 0, tzinfo=OSLO)
    by_mail = enquiry_page(town.receive(now).number, now=now)
    assert by_mail is not None
    channels = shipped("drammen").channels
    better = better_channel(by_mail, now)
    assert better is not None
    assert better.kind in {channels[key].kind for key in shipped("drammen").purposes["interaction"].ranks[Rank.PRIMARY]}


@pytest.mark.django_db
def test_nobody_gets_into_a_persons_enquiry_by_a_name_that_looks_like_theirs(town: Town) -> None:
    """DRA-32: the sender is who the header says; a display name that decodes to somebody's address stays a name."""
    theirs = town.receive(BEFORE_EASTER, sender="Ola <ola@example.org>", message_id="<1@example.org>")
    town.mail(BEFORE_EASTER, raw=(
        b"From: =?utf-8?Q?Ola_<ola@example.org>?= <stranger@elsewhere.example>\nSubject: Re: Question\n"
        b"Message-ID: <2@elsewhere.example>\nIn-Reply-To: <1@example.org>\nReferences: <1@example.org>\n\n"
        b"Hei. Hva svarte dere meg sist, og hvilken adresse har dere paa meg?"
    ))  # fmt: skip
    town.work(BEFORE_EASTER)
    assert Enquiry.objects.count() == 2
    assert town.newest().pk != theirs.pk
