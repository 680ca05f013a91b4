"""The editors' pages: write, see, publish, plan, ask, undo; nothing typed is lost, and all works without a script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.by_the_clock import publish_due, withdraw_due
from torg.catalogue.actions.keeping import adopt
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.kinds import FACTS, LISTS, TEXTS
from torg.catalogue.models import Page
from torg.catalogue.queries.care import desk_page
from torg.catalogue.queries.pages import page
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

LANGUAGES = ("nb", "nn", "da", "en")
GARAGE = Content(
    {
        "nn": {"title": "Byggje garasje", "summary": "Når du må søkje.", "cost": "Det kostar 100 kroner."},
        "nb": {"title": "Bygge garasje", "summary": "Når du må søke."},
    },
    {
        "topics": ("building-and-planning",), "audience": ("business", "citizen"), "target": "4 weeks",
        "mandatory": False,
        "laws": ({"name": "Plan- og bygningsloven", "section": "§ 20-4"},),
        "ways": ({"kind": "self_service", "url": "https://sok.example/garasje", "mobile": False, "sign_in": True},),
    },
)  # fmt: skip
AT = "/en/desk/content/pages/garasje/"


def account(username: str, name: str, role: str = "editor") -> Staff:
    return set_up_staff(username=username, name=name, role=role, unit="innbyggarservice", password=PASSWORD)


@pytest.fixture
def eli(town: Town) -> Staff:
    return account("eli", "Eli Ord")


@pytest.fixture
def editor(eli: Staff, client: Client) -> Client:
    assert client.login(username="eli", password=PASSWORD)
    return client


@pytest.fixture
def second(town: Town) -> Client:
    account("tor", "Tor Lesar")
    other = Client()
    assert other.login(username="tor", password=PASSWORD)
    return other


@pytest.fixture
def garage(eli: Staff) -> int:
    unit = Unit.objects.get(key="teknisk").pk
    return make_page("garasje", "service", GARAGE, Belonging(unit, eli.pk), by=eli, now=timezone.now()).pk


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def sent(text: str) -> dict[str, str]:
    """What a browser without scripts would send of the form on a page, as it stands."""
    form = text[text.index('id="write"') : text.rindex("</form>")]
    said: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind = re.search(r'type="(\w+)', tag)
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and not (kind and kind[1] == "checkbox"):
            said[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        said[name] = inner.removeprefix("\n")
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        said[name] = chosen[1] if chosen else ""
    said.pop("csrfmiddlewaretoken", None)
    return said


def local(moment: object) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")  # type: ignore[arg-type]


def test_a_page_is_made_written_and_published(editor: Client) -> None:
    unit = Unit.objects.get(key="teknisk").pk
    kinds = text_of(editor.get("/en/desk/content/new/"))
    assert all(f"/en/desk/content/new/{kind}/" in kinds for kind in LISTS.values())
    said = {"title": "Søkje om løyve til tre", "language": "nn", "unit": str(unit), "key": ""}
    made = editor.post("/en/desk/content/new/article/", said)
    assert made["Location"] == "/en/desk/content/pages/sokje-om-loyve-til-tre/write/?tab=nn"
    assert page("sokje-om-loyve-til-tre") is None
    again = editor.post("/en/desk/content/new/article/", said)
    assert "/sokje-om-loyve-til-tre-2/" in again["Location"]
    taken = editor.post("/en/desk/content/new/article/", {**said, "key": "sokje-om-loyve-til-tre"})
    assert taken.status_code == 422
    assert "Another page has this key" in text_of(taken)
    at = "/en/desk/content/pages/sokje-om-loyve-til-tre/"
    written = {**sent(text_of(editor.get(f"{at}write/?tab=nn"))), "body": "Du kan felle treet ditt.", "do": "done"}
    assert editor.post(f"{at}write/", written)["Location"] == at
    published = editor.post(f"{at}publish/", {"seen": "2"}, follow=True)
    assert "Published. Citizens see it now." in text_of(published)
    found = page("sokje-om-loyve-til-tre")
    assert found is not None
    assert found.text("nn", "body") == "Du kan felle treet ditt."


def test_there_is_a_form_for_every_part_of_every_kind(editor: Client, eli: Staff) -> None:
    unit = Unit.objects.get(key="teknisk").pk
    for kind in LISTS.values():
        make_page(kind, kind, Content({"nn": {"title": "Noko"}}), Belonging(unit), by=eli, now=timezone.now())
        words = text_of(editor.get(f"/en/desk/content/pages/{kind}/write/?tab=nn"))
        assert all(f'name="{part.key}"' in words for part in TEXTS[kind])
        facts = text_of(editor.get(f"/en/desk/content/pages/{kind}/write/?tab=facts"))
        assert all(re.search(rf'name="{part.key}(-0-\w+|-count)?"', facts) for part in FACTS[kind])
        assert editor.get(f"/en/desk/content/pages/{kind}/").status_code == 200


@pytest.mark.parametrize("tab", ["nn", "nb", "facts"])
def test_saving_what_stands_there_changes_nothing(editor: Client, garage: int, tab: str) -> None:
    said: dict[str, object] = {**sent(text_of(editor.get(f"{AT}write/?tab={tab}")))}
    if tab == "facts":
        said |= {"topics": "building-and-planning", "audience": ["citizen", "business"]}  # as the boxes stand
    assert editor.post(f"{AT}write/", {**said, "do": "save"}).status_code == 302
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert (found.version, found.content) == (1, GARAGE)


def test_rows_grow_without_a_script_and_keep_what_was_typed(editor: Client, garage: int) -> None:
    first = text_of(editor.get(f"{AT}write/?tab=facts"))
    assert 'name="laws-2-name"' in first
    assert 'name="laws-3-name"' not in first
    said = {**sent(first), "laws-1-name": "Byggesaksforskrifta", "limit-count": "soon", "do": "more:laws"}
    more = text_of(editor.post(f"{AT}write/", said))
    assert 'name="laws-5-name"' in more
    assert "Byggesaksforskrifta" in more
    assert 'value="soon"' in more
    wrong = editor.post(f"{AT}write/", {**sent(more), "do": "save"})
    assert wrong.status_code == 422
    assert "How long the law allows: write a number, and choose days, weeks or months" in text_of(wrong)
    assert "Byggesaksforskrifta" in text_of(wrong)
    mended = {**sent(text_of(wrong)), "limit-count": "12", "limit-unit": "weeks", "do": "save"}
    assert editor.post(f"{AT}write/", mended).status_code == 302
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert [law["name"] for law in found.content.facts["laws"]] == ["Plan- og bygningsloven", "Byggesaksforskrifta"]
    assert found.content.facts["limit"] == "12 weeks"


def test_a_faulty_address_in_a_row_is_told_at_its_own_field(editor: Client, garage: int) -> None:
    said = sent(text_of(editor.get(f"{AT}write/?tab=facts")))
    wrong = editor.post(f"{AT}write/", {**said, "ways-2-kind": "form", "ways-2-url": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert re.search(r'id="id_ways-2-url_error">[^<]*write a web address that begins with https://', text_of(wrong))


def test_words_in_a_language_want_a_title_and_nothing_is_lost(editor: Client, garage: int) -> None:
    said = sent(text_of(editor.get(f"{AT}write/?tab=en")))
    wrong = editor.post(f"{AT}write/", {**said, "body": "You may build a small one."})
    assert wrong.status_code == 422
    assert "Title is missing" in text_of(wrong)
    assert "You may build a small one." in text_of(wrong)


def test_the_source_stands_beside_its_translation_and_lagging_is_said_to_be_right(
    editor: Client, garage: int, eli: Staff
) -> None:
    write(garage, with_words("nb", cost="Det koster 200 kroner."), seen=1, by=eli, now=timezone.now())
    shown = text_of(editor.get(f"{AT}write/?tab=nn"))
    assert "Det koster 200 kroner." in shown
    assert "It is still right" in shown
    editor.post(f"{AT}write/", {**sent(shown), "right": "1"})
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert found.line.lagging == ()


def with_words(code: str, **words: str) -> Content:
    return Content({**GARAGE.words, code: {**GARAGE.words[code], **words}}, GARAGE.facts)


def test_two_editors_who_change_different_parts_both_get_their_words(
    editor: Client, second: Client, garage: int
) -> None:
    mine, theirs = (sent(text_of(one.get(f"{AT}write/?tab=nn"))) for one in (editor, second))
    second.post(f"{AT}write/", {**theirs, "cost": "Det er gratis."})
    answer = editor.post(f"{AT}write/", {**mine, "how": "Skriv til oss."}, follow=True)
    assert "Somebody has changed this meanwhile, and it is kept too: Cost." in text_of(answer)
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert (found.content.said("nn", "cost"), found.content.said("nn", "how")) == ("Det er gratis.", "Skriv til oss.")


def test_the_second_of_two_who_change_the_same_sees_both(editor: Client, second: Client, garage: int) -> None:
    mine, theirs = (sent(text_of(one.get(f"{AT}write/?tab=nn"))) for one in (editor, second))
    second.post(f"{AT}write/", {**theirs, "cost": "Det kostar 300 kroner.", "how": "Ring."})
    answer = editor.post(f"{AT}write/", {**mine, "cost": "Det kostar 150 kroner."})
    told = text_of(answer)
    assert answer.status_code == 409
    assert "Tor Lesar has changed the same meanwhile" in told
    assert "300" in told
    assert "Det kostar 150 kroner." in told
    assert editor.post(f"{AT}write/", sent(told)).status_code == 302
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert found.content.said("nn", "cost") == "Det kostar 150 kroner."
    assert found.content.said("nn", "how") == "Ring."


def test_how_it_reads_is_shown_with_suggestions_and_doubts(editor: Client, garage: int) -> None:
    said = sent(text_of(editor.get(f"{AT}write/?tab=nb")))
    words = "Søknaden behandles. Se {prisen} og {block:pris}, og [loven](page:lov)."
    shown = editor.post(f"{AT}write/", {**said, "body": words, "do": "read"})
    text = text_of(shown)
    assert "Nobody does it" in text
    assert "Si hvem som gjør det" in text
    assert "“{prisen}” stands in curly brackets, and nothing can be put there" in text
    assert "The block “pris” is not published" in text
    assert "The page “lov” is not published" in text
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert found.version == 1
    part = editor.post(f"{AT}clarity/", {"tab": "nb", "body": words}, headers={"hx-request": "true"})
    assert "Si hvem som gjør det" in text_of(part)
    assert "<html" not in text_of(part)
    assert editor.post(f"{AT}write/", {**said, "body": words, "do": "save"}).status_code == 302


def test_a_draft_is_looked_at_as_citizens_would_see_it_by_colleagues_alone(editor: Client, garage: int) -> None:
    said = sent(text_of(editor.get(f"{AT}write/?tab=nn")))
    led = editor.post(f"{AT}write/", {**said, "how": "Skriv til oss.", "do": "look"})
    assert led["Location"].startswith("/nn/look/")
    seen = editor.get(led["Location"])
    assert "Skriv til oss." in text_of(seen)
    assert seen["X-Robots-Tag"] == "noindex"
    assert page("garasje") is None
    stranger = Client().get(led["Location"])
    assert stranger.status_code == 302
    assert "/desk/login/" in stranger["Location"]
    assert editor.get(f"{led['Location'][:-4]}xyz/").status_code == 404


def test_every_kind_can_be_looked_at(editor: Client, eli: Staff) -> None:
    unit = Unit.objects.get(key="teknisk").pk
    for kind in LISTS.values():
        make_page(kind, kind, Content({"nn": {"title": "Noko anna"}}), Belonging(unit), by=eli, now=timezone.now())
        led = re.search(r'href="(/nn/look/[^"]+)"', text_of(editor.get(f"/nn/desk/content/pages/{kind}/")))
        assert led
        assert "Noko anna" in text_of(editor.get(led[1]))


def test_what_must_be_there_is_asked_for_before_it_is_published(editor: Client, eli: Staff) -> None:
    unit = Unit.objects.get(key="teknisk").pk
    make_page("plan", "document", Content({"nn": {"title": "Plan"}}), Belonging(unit), by=eli, now=timezone.now())
    shown = text_of(editor.get("/en/desk/content/pages/plan/"))
    assert "Web address is missing" in shown
    assert "Publish now" not in shown
    editor.post("/en/desk/content/pages/plan/publish/", {"seen": "1"})
    assert page("plan") is None


def test_nobody_publishes_words_that_they_have_not_seen(editor: Client, garage: int, eli: Staff) -> None:
    write(garage, with_words("nn", cost="Gratis."), seen=1, by=eli, now=timezone.now())
    told = editor.post(f"{AT}publish/", {"seen": "1"}, follow=True)
    assert "Somebody has saved other words meanwhile" in text_of(told)
    assert page("garasje") is None


def test_a_page_is_planned_published_by_the_clock_and_taken_away_again(editor: Client, garage: int) -> None:
    now = timezone.now()
    past = editor.post(f"{AT}plan/", {"seen": "1", "plan-at": local(now - timedelta(days=1))})
    assert past.status_code == 422
    assert "Choose a moment that is to come" in text_of(past)
    nothing = editor.post(f"{AT}plan/", {"seen": "1", "plan-at": ""})
    assert "Choose a day and a time" in text_of(nothing)
    editor.post(f"{AT}plan/", {"seen": "1", "plan-at": local(now + timedelta(days=1))})
    editor.post(f"{AT}end/", {"end-at": local(now + timedelta(days=3))})
    assert publish_due(lambda: now) == []
    assert publish_due(lambda: now + timedelta(days=2)) == ["garasje"]
    assert page("garasje") is not None
    assert withdraw_due(lambda: now + timedelta(days=2)) == []
    assert withdraw_due(lambda: now + timedelta(days=4)) == ["garasje"]
    assert page("garasje") is None
    story = text_of(editor.get(AT))
    assert "Torg published version 1" in story
    assert "Torg took the page away from citizens" in story


def test_a_second_pair_of_eyes_approves_or_says_why_not(editor: Client, second: Client, garage: int) -> None:
    editor.post(f"{AT}whose/", {
        "whose-unit": str(Unit.objects.get(key="teknisk").pk), "whose-owner": "", "whose-months": "6",
        "whose-four_eyes": "on",
    })  # fmt: skip
    assert "Publish now" not in text_of(editor.get(AT))
    editor.post(f"{AT}publish/", {"seen": "1"})
    assert page("garasje") is None
    tor = Staff.objects.get(username="tor")
    editor.post(f"{AT}ask/", {"seen": "1", "ask-whom": str(tor.pk), "ask-at": ""})
    assert "Byggje garasje" in text_of(second.get("/nn/desk/content/"))
    assert second.post(f"{AT}refuse/", {"refuse-reason": ""}).status_code == 422
    second.post(f"{AT}refuse/", {"refuse-reason": "Prisen er feil."})
    assert "Tor Lesar did not approve: Prisen er feil." in text_of(editor.get(AT))
    editor.post(f"{AT}ask/", {"seen": "1", "ask-whom": "", "ask-at": ""})
    editor.post(f"{AT}approve/", {"seen": "1"})
    assert page("garasje") is None
    second.post(f"{AT}approve/", {"seen": "1"})
    assert page("garasje") is not None


def test_what_was_done_last_is_undone(editor: Client, garage: int) -> None:
    def event() -> str:
        found = re.search(r'name="event" value="(\d+)"', text_of(editor.get(AT)))
        assert found
        return found[1]

    editor.post(f"{AT}publish/", {"seen": "1"})
    assert page("garasje") is not None
    first = event()
    editor.post(f"{AT}undo/", {"event": first})
    assert page("garasje") is None
    editor.post(f"{AT}undo/", {"event": event()})
    assert page("garasje") is not None
    told = editor.post(f"{AT}undo/", {"event": first}, follow=True)
    assert "This can not be undone any more" in text_of(told)
    editor.post(f"{AT}withdraw/")
    assert page("garasje") is None
    editor.post(f"{AT}undo/", {"event": event()})
    assert page("garasje") is not None


def test_a_published_page_that_is_undone_shows_the_words_before(editor: Client, garage: int, eli: Staff) -> None:
    publish(garage, by=eli, now=timezone.now())
    write(garage, with_words("nn", title="Garasje"), seen=1, by=eli, now=timezone.now())
    editor.post(f"{AT}publish/", {"seen": "2"})
    found = re.search(r'name="event" value="(\d+)"', text_of(editor.get(AT)))
    assert found
    editor.post(f"{AT}undo/", {"event": found[1]})
    shown = page("garasje")
    assert shown is not None
    assert (shown.text("nn", "title"), shown.slugs["nn"]) == ("Byggje garasje", "byggje-garasje")


def test_history_shows_what_changed_and_brings_it_back(editor: Client, garage: int, eli: Staff) -> None:
    write(garage, with_words("nn", cost="Det kostar 200 kroner."), seen=1, by=eli, now=timezone.now())
    history = text_of(editor.get(f"{AT}history/"))
    assert "Version 2" in history
    changed = text_of(editor.get(f"{AT}history/2/"))
    assert re.search(r"<del><span[^>]*>\[taken out: </span>100<span[^>]*>\]</span></del>", changed)
    assert re.search(r"<ins><span[^>]*>\[new: </span>200<span[^>]*>\]</span></ins>", changed)
    editor.post(f"{AT}history/1/back/")
    found = desk_page("garasje", language="nn")
    assert found is not None
    assert (found.version, found.content) == (3, GARAGE)
    assert editor.post(f"{AT}history/9/back/").status_code == 404


def test_pages_are_found_by_words_and_how_they_stand(editor: Client, garage: int, eli: Staff) -> None:
    def listed(query: str) -> bool:
        return "garasje/" in text_of(editor.get(f"/nn/desk/content/pages/?{query}"))

    assert listed("words=byggje+GARASJE")
    assert not listed("words=symjehall")
    assert listed("kind=service&unit=teknisk&show=draft")
    assert not listed("kind=article")
    assert not listed("unit=skule")
    assert listed("lacks=en")
    assert not listed("lacks=nb")
    assert listed("topic=building-and-planning")
    assert listed(f"owner={eli.pk}")
    assert not listed("show=published")
    publish(garage, by=eli, now=timezone.now() - timedelta(days=800))
    assert listed("show=overdue&order=review")
    assert listed("show=unread")
    care = text_of(editor.get("/en/desk/content/"))
    assert re.search(r"unit=teknisk\">Veg, vatn og avløp</a> <strong>1</strong>", care)
    editor.post(f"{AT}reviewed/")
    assert not listed("show=overdue")


def test_lists_go_on_from_the_last_row_and_take_any_address(editor: Client, eli: Staff) -> None:
    unit, now = Unit.objects.get(key="teknisk").pk, timezone.now()
    for number in range(45):
        content = Content({"nn": {"title": f"Side {number}"}})
        at = now + timedelta(seconds=number)
        make_page(f"side-{number}", "article", content, Belonging(unit), by=eli, now=at)
    first = text_of(editor.get("/nn/desk/content/pages/"))
    assert "Side 44" in first
    assert "Side 4<" not in first
    onward = re.search(r'href="(/nn/desk/content/pages/\?after=[^"]+)"', first)
    assert onward
    further = text_of(editor.get(onward[1]))
    assert "Side 4<" in further
    assert "Side 44" not in further
    for after in ("x_1", "2026-01-01_1", "_", "2026-01-01T00:00:00_99999999999999999999"):
        assert editor.get("/nn/desk/content/pages/", {"after": after}).status_code == 200
        assert editor.get("/nn/desk/content/pages/", {"after": after, "order": "review"}).status_code == 200


def test_others_read_and_do_not_write(desk: Client, garage: int) -> None:
    shown = text_of(desk.get(AT))
    assert "Bygge garasje" in shown
    assert "Publish now" not in shown
    assert desk.get(f"{AT}write/").status_code == 403
    assert desk.get("/en/desk/content/new/").status_code == 403
    for deed in ("publish", "withdraw", "undo", "drop", "history/1/back", "clarity"):
        assert desk.post(f"{AT}{deed}/", {"seen": "1"}).status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_there_in_every_language(editor: Client, garage: int, language: str) -> None:
    for path in ("", "new/", "new/service/", "pages/", *(f"pages/garasje/{one}" for one in ("", "write/", "history/"))):
        answer = editor.get(f"/{language}/desk/content/{path}")
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in text_of(answer)


def test_a_page_that_was_given_an_owner_with_many_others_is_shown(editor: Client, eli: Staff, garage: int) -> None:
    Page.objects.filter(pk=garage).update(owner=None)
    assert adopt(eli, by=eli, now=timezone.now()) == 1
    shown = editor.get(AT)
    assert shown.status_code == 200
    assert 'name="event"' not in text_of(shown)
