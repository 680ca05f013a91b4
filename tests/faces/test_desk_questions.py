"""At the desk: what people ask is answered with one press, what was learnt is looked through, and figures are shown."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.assistant.loop.asking import ask, grouped
from tests.faces.town import PASSWORD, Town
from torg.assistant.actions import expected, learn, measure
from torg.assistant.models import Conversation, Expected, QuestionGroup, Sample, Wording
from torg.assistant.queries.outlook import MOST_TRIES
from torg.assistant.queries.trial import came
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.jobs.worker import foretell
from torg.participation.actions.use import note_search
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

SHED = ("hvor stort skur kan jeg ha", "skur", "hvor stort skur")
QUESTIONS = "/en/desk/questions/"


@pytest.fixture
def eli(town: Town) -> Staff:
    return set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice", password=PASSWORD)


@pytest.fixture
def editor(eli: Staff, client: Client) -> Client:
    assert client.login(username="eli", password=PASSWORD)
    return client


@pytest.fixture
def garage(eli: Staff) -> Page:
    words = {"nb": {"title": "Bygge garasje", "summary": "Når du må søke."}}
    unit = Unit.objects.get(key="teknisk").pk
    made = make_page("garage", "service", Content(words), Belonging(unit), by=eli, now=timezone.now())
    return publish(made.pk, by=eli, now=timezone.now())


def text_of(client: Client, path: str, status: int = 200) -> str:
    found = client.get(path)
    assert found.status_code == status, path
    return found.content.decode()


def press(client: Client, path: str, status: int = 200, **said: object) -> str:
    found = client.post(path, said, follow=True)
    assert found.status_code == status, path
    return found.content.decode()


def test_what_is_not_answered_stands_first_and_an_answer_is_one_press_away(editor: Client, garage: Page) -> None:
    number = grouped(SHED, timezone.now())
    for _ in range(3):
        note_search("drone", "nb", 0, now=timezone.now())
    listed = text_of(editor, QUESTIONS)
    assert "asked 3 times" in listed
    assert "3 got no answer" in listed
    assert "drone" in listed
    written = press(editor, f"{QUESTIONS}{number}/write/")
    assert 'value="skur"' in written
    assert "hvor stort skur kan jeg ha" in written
    assert "No such questions" in text_of(editor, QUESTIONS)
    decided = text_of(editor, f"{QUESTIONS}?show=decided")
    assert "An answer was written" in decided
    page = text_of(editor, f"{QUESTIONS}{number}/")
    assert "measured from when the page is published" in page
    assert "would" not in page
    assert "Somebody else has seen to it meanwhile" in press(editor, f"{QUESTIONS}{number}/write/")


def test_what_naming_a_page_would_do_is_seen_first_and_done_and_undone(editor: Client, garage: Page) -> None:
    number = grouped(SHED, timezone.now())
    trial = text_of(editor, f"{QUESTIONS}{number}/?try={garage.pk}")
    assert "With “Bygge garasje”, 3 of 3 wordings are answered; now it is 0" in trial
    assert not Wording.objects.exists()
    done = press(editor, f"{QUESTIONS}{number}/link/", page=garage.pk)
    assert "2 wordings lead to the page from now on" in done
    assert "It has not been asked since" in done
    assert "3 of 3 wordings are answered now" in done
    assert "3 questions are added" in press(editor, f"{QUESTIONS}{number}/expect/", page=garage.pk)
    assert "0 of 3 wordings are answered now" in press(editor, f"{QUESTIONS}{number}/undo/")


def test_a_page_is_mended_with_the_wordings_and_opens_to_be_written(editor: Client, garage: Page) -> None:
    number = grouped(SHED, timezone.now())
    mended = press(editor, f"{QUESTIONS}{number}/mend/", page=garage.pk)
    assert "3 wordings are put among the words of the page" in mended
    assert "hvor stort skur kan jeg ha" in mended
    assert "With “Bygge garasje”" in text_of(editor, f"{QUESTIONS}{number}/")
    publish(garage.pk, by=None, now=timezone.now())
    assert "It has not been asked since" in text_of(editor, f"{QUESTIONS}{number}/")


def test_a_page_must_be_chosen_and_a_planned_one_is_left_alone(editor: Client, garage: Page) -> None:
    number = grouped(SHED, timezone.now())
    assert "Choose a page" in press(editor, f"{QUESTIONS}{number}/link/", status=422, page="")
    assert "Choose a page that is published" in press(editor, f"{QUESTIONS}{number}/mend/", status=422, page="999999")
    said = {"title": "Bygge garasje", "summary": "Søk først."}
    write(garage.pk, Content({"nb": said}), seen=garage.version, by=None, now=timezone.now())
    Page.objects.filter(pk=garage.pk).update(state="planned", publish_at=timezone.now())
    waits = press(editor, f"{QUESTIONS}{number}/mend/", page=garage.pk)
    assert "waits to be published" in waits
    assert "It is left" in press(editor, f"{QUESTIONS}{number}/leave/")
    assert editor.post(f"{QUESTIONS}{number}/burn/").status_code == 404
    assert editor.get(f"{QUESTIONS}999999/").status_code == 404


def test_others_read_but_decide_nothing(client: Client, town: Town, garage: Page) -> None:
    number = grouped(SHED, timezone.now())
    assert client.login(username="kari", password=PASSWORD)
    assert "Write an answer" not in text_of(client, f"{QUESTIONS}{number}/")
    for path in (f"{number}/leave/", "learnt/1/keep/", "samples/1/", "expected/1/remove/"):
        assert client.post(f"{QUESTIONS}{path}").status_code == 403, path
    assert client.get(f"{QUESTIONS}figures/").status_code == 403
    assert QuestionGroup.objects.get(pk=number).deed == ""


def test_what_was_learnt_is_seen_with_its_proof_kept_removed_and_brought_back(
    editor: Client, garage: Page, eli: Staff
) -> None:
    assert "Nothing has been learnt yet" in text_of(editor, f"{QUESTIONS}learnt/")
    wording = learn.confirm("Hvor stort skur kan jeg ha?", garage.pk, by=eli, now=timezone.now())
    listed = text_of(editor, f"{QUESTIONS}learnt/")
    assert "stort skur" in listed
    assert "said so at the desk: 1" in listed
    assert "Kept by an editor" in press(editor, f"{QUESTIONS}learnt/{wording}/keep/")
    assert "Nothing has been learnt yet" in press(editor, f"{QUESTIONS}learnt/{wording}/never/")
    assert "Never again" in text_of(editor, f"{QUESTIONS}learnt/?show=gone")
    assert "stort skur" in press(editor, f"{QUESTIONS}learnt/{wording}/undo/", show="used")
    assert editor.post(f"{QUESTIONS}learnt/{wording}/burn/").status_code == 404
    assert "Nothing waits to be proved" in text_of(editor, f"{QUESTIONS}learnt/?show=seen")


def test_questions_that_must_stay_right_are_added_shown_and_brought_back(editor: Client, garage: Page) -> None:
    path = f"{QUESTIONS}expected/"
    assert "No question is here yet" in text_of(editor, path)
    assert "Write a question" in press(editor, path, status=422, text="", language="nb", page=garage.pk)
    kept = press(editor, path, status=422, text="bygge garasje", language="nb", page="")
    assert 'value="bygge garasje"' in kept
    added = press(editor, path, text="bygge garasje", language="nb", page=garage.pk)
    assert "1 of 1 come first now" in added
    number = Expected.objects.get().pk
    gone = press(editor, f"{path}{number}/remove/")
    assert "is taken away" in gone
    assert "1 of 1 come first now" in press(editor, f"{path}back/")
    lines = "\n".join(json.dumps({"question": q, "language": "nb", "expected": ["garage"]}) for q in SHED)
    file = SimpleUploadedFile("set.jsonl", f"{lines}\nnonsense".encode())
    taken = press(editor, path, do="file", file=file)
    assert "3 questions are added" in taken
    assert "Lines that could not be used: 4" in taken
    assert "Choose a file" in press(editor, path, status=422, do="file")
    assert "not text in UTF-8" in press(
        editor, path, status=422, do="file", file=SimpleUploadedFile("x", b"\xff\xfe\x00")
    )


def test_a_drop_is_shown_where_the_page_is_published_and_it_can_be_published_all_the_same(
    editor: Client, garage: Page, eli: Staff
) -> None:
    expected.add("bygge garasje", garage.pk, language="nb", by=eli, now=timezone.now())
    said = {"title": "Lekestativ", "summary": "Til hagen."}
    write(garage.pk, Content({"nb": said}), seen=garage.version, by=eli, now=timezone.now())
    before = "/en/desk/content/pages/garage/"
    assert f"{before}questions/" in text_of(editor, before)
    assert "It is not known yet what the draft does to 1 question." in text_of(editor, f"{before}questions/")
    part = editor.get(f"{before}questions/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in part  # it goes on by itself where there are scripts
    assert foretell() == 1
    assert foretell() == 0  # asked for twice, it is worked out once
    whole = text_of(editor, f"{before}questions/")
    assert "1 of 1 questions would get worse" in whole
    part = editor.get(f"{before}questions/", headers={"HX-Request": "true"}).content.decode()
    assert "bygge garasje" in part
    assert "<html" not in part
    assert "every 2s" not in part
    said_then = press(editor, f"{before}publish/", seen=garage.version + 1)
    assert "Published. Citizens see it now" in said_then
    assert "was not known yet" not in said_then
    assert "All that is written is published" in text_of(editor, f"{before}questions/")


def test_it_can_be_published_without_waiting_and_then_it_is_said_what_is_not_known(
    editor: Client, garage: Page, eli: Staff
) -> None:
    expected.add("bygge garasje", garage.pk, language="nb", by=eli, now=timezone.now())
    write(
        garage.pk,
        Content({"nb": {"title": "Bod", "summary": "Til hagen."}}),
        seen=garage.version,
        by=eli,
        now=timezone.now(),
    )
    before = "/en/desk/content/pages/garage/"
    text_of(editor, f"{before}questions/")
    said = press(editor, f"{before}publish/", seen=garage.version + 1)
    assert "What it does to the questions that must stay right was not known yet." in said


def test_how_far_it_is_stands_on_the_page_and_trouble_is_told_and_tried_again(
    editor: Client, garage: Page, eli: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        expected.add(f"bygge garasje {number}", garage.pk, language="nb", by=eli, now=timezone.now())
    write(
        garage.pk,
        Content({"nb": {"title": "Bod", "summary": "Til hagen."}}),
        seen=garage.version,
        by=eli,
        now=timezone.now(),
    )
    there = "/en/desk/content/pages/garage/questions/"
    assert "The pages are made ready for asking." in text_of(editor, there)
    monkeypatch.setattr("torg.assistant.queries.trial.TOLD_EVERY", 1)
    seen = []

    def looked(*args: Any, **rest: Any) -> Any:
        seen.append(text_of(editor, there))
        return came(*args, **rest)

    monkeypatch.setattr("torg.assistant.queries.trial.came", looked)
    assert foretell() == 1
    assert "1 of 3 are asked." in seen[2]
    assert "3 of 3 questions would get worse" in text_of(editor, there)
    press(editor, there)  # once more
    assert "It is not known yet" in text_of(editor, there)
    monkeypatch.setattr("torg.assistant.actions.foretelling.forecast", lambda key, tell: 1 / 0)
    monkeypatch.setattr("torg.assistant.actions.foretelling.LEASE", timedelta(seconds=-1))
    for _try in range(MOST_TRIES):
        with pytest.raises(ZeroDivisionError):
            foretell()
    assert foretell() == 0
    assert "It could not be found out" in text_of(editor, there)
    press(editor, there)
    assert "It is not known yet" in text_of(editor, there)


def test_answers_drawn_by_chance_are_graded_and_the_figures_tell_their_margin(
    editor: Client, garage: Page, town: Town
) -> None:
    now = timezone.now()
    empty = text_of(editor, f"{QUESTIONS}figures/")
    assert "Nothing was asked in this time" in empty
    for _ in range(3):
        ask("bygge garasje", now, garage, in_hours=False)
    ask("skur", now)
    measure.draw(now=now)
    for number, outcome in enumerate(("contained", "escalated", "abandoned")):
        Conversation.objects.create(
            token=f"t{number}", code=f"c{number}", language="nb", stage="ended", started_at=now, last_at=now,
            ended_at=now, outcome=outcome,
        )  # fmt: skip
    today = timezone.localdate()
    measure.add_up(today - timedelta(days=1), today, zone=timezone.get_current_timezone())
    waiting = text_of(editor, f"{QUESTIONS}samples/")
    assert waiting.count("Partly right") == 1
    assert "drawn 3 times, graded together" in waiting
    assert "1 answer waits to be graded" in waiting
    sample = Sample.objects.filter(question__text="bygge garasje").first()
    assert sample is not None
    assert "Graded. You can undo it below" in press(editor, f"{QUESTIONS}samples/{sample.pk}/", grade="right")
    assert Sample.objects.filter(grade="right").count() == 3
    figures = text_of(editor, f"{QUESTIONS}figures/?days=30")
    shares = re.findall(r">([0-9]+)</td><td[^>]*>([0-9]+) %<", figures)
    assert shares == [("1", "34"), ("1", "33"), ("1", "33"), ("4", "100"), ("1", "25"), ("3", "75")]
    assert "reports 9 %" in figures
    assert "100 % of the 3 answers that editors graded were right. The true share lies between 44 and 100 %" in figures
    table = editor.get(f"{QUESTIONS}figures/?days=7&form=csv").content.decode()
    assert table.startswith("\ufeffDay;Questions;Answered;")
    assert table.splitlines()[1:] == [f"{today};4;3;1;3;0;0;3;1;1;1;0;0;0"]
    assert "It is undone" in press(editor, f"{QUESTIONS}samples/{sample.pk}/", grade="")
    assert not Sample.objects.exclude(grade="").exists()


def test_every_link_and_every_group_is_reached_page_by_page(
    editor: Client, garage: Page, eli: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("queries.learnt", "queries.asked"):
        monkeypatch.setattr(f"torg.assistant.{place}.PAGE", 2)
    for name in ("learnt", "questions"):
        monkeypatch.setattr(f"torg.faces.desk.{name}.PAGE", 2)
    now = timezone.now()
    words = ("skur", "veranda", "terrasse", "carport", "drivhus")
    for text in words:
        learn.confirm(text, garage.pk, by=eli, now=now)
        QuestionGroup.objects.create(label=text, language="nb", first_at=now, last_at=now, asked=2, unknown=2)
    for path, found in ((f"{QUESTIONS}learnt/", set[str]()), (QUESTIONS, set[str]())):
        at: str | None = path
        for _page in range(5):
            if at is None:
                break
            shown = text_of(editor, at)
            here = {text for text in words if re.search(rf">{text}</(strong|a)>", shown)}
            assert not here & found, at
            found |= here
            more = re.search(r'rel="next" href="([^"]+)"', shown)
            at = more[1].replace("&amp;", "&") if more else None
        assert found == set(words), path
    assert text_of(editor, f"{QUESTIONS}learnt/?before=nonsense&show=used")
    assert text_of(editor, f"{QUESTIONS}?after=1-2-3")


def test_the_list_tells_what_is_answered_now_and_undoing_tells_that_the_page_stays(
    editor: Client, garage: Page, eli: Staff
) -> None:
    number = grouped(SHED, timezone.now())
    assert re.search(r"Now:</span>\s*<span[^>]*>offers several<", text_of(editor, QUESTIONS))
    learn.confirm("skur", garage.pk, by=eli, now=timezone.now())
    assert re.search(r"Now:</span>\s*<span[^>]*>answers</span> Bygge garasje", text_of(editor, QUESTIONS))
    press(editor, f"{QUESTIONS}{number}/write/")
    assert "The page that was drafted stays" in press(editor, f"{QUESTIONS}{number}/undo/")


def test_nobody_is_told_that_words_were_learnt_which_an_editor_never_wants(
    editor: Client, garage: Page, eli: Staff
) -> None:
    wording = learn.confirm("bygge garasje", garage.pk, by=eli, now=timezone.now())
    learn.never(wording, by=eli, now=timezone.now())
    assert editor.login(username="kari", password=PASSWORD)
    said = press(editor, "/en/desk/answers/teach/", q="bygge garasje", page=garage.pk)
    assert "An editor has decided that these words never lead to" in said
    assert Wording.objects.get().standing == "never"


def test_what_is_opened_from_a_search_tells_for_the_page_unless_it_came_first_anyway(
    client: Client, garage: Page, eli: Staff
) -> None:
    words = {"nb": {"title": "Garasjeport", "summary": "Porten skal åpne innover."}}
    made = make_page("port", "article", Content(words), Belonging(garage.unit_id), by=eli, now=timezone.now())
    publish(made.pk, by=eli, now=timezone.now())
    search = "http://testserver/nb/sok/?q=bygge+garasje"
    for path, came_from in (
        ("/nb/tjenester/bygge-garasje/", search),
        ("/nb/artikler/garasjeport/", "http://elsewhere.example/nb/sok/?q=bygge+garasje"),
        ("/nb/artikler/garasjeport/", "http://testserver/nb/?q=bygge+garasje"),
        ("/nb/artikler/garasjeport/", ""),
    ):
        assert client.get(path, headers={"User-Agent": "Firefox", "Referer": came_from}).status_code == 200
    assert not Wording.objects.exists()
    client.get("/nb/artikler/garasjeport/", headers={"User-Agent": "Firefox", "Referer": search})
    wording = Wording.objects.get()
    assert (wording.words, wording.page_id, wording.yes, wording.standing) == ("bygge garasje", made.pk, 1, "seen")
