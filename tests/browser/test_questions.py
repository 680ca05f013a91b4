"""What people ask, in a real browser: an answer is one press away, and the pages hold for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.assistant.loop.asking import ask, grouped
from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town
from torg.assistant.actions import expected, learn, measure
from torg.assistant.actions.foretelling import work_out
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)], ids=["desktop", "narrow and dark"])
def test_an_editor_answers_a_question_with_one_press_and_every_page_holds(
    visit: Callable[..., Visitor], town: Town, width: int, dark: bool
) -> None:
    now = timezone.now()
    eli = set_up_staff(username="eli", name="Eli Ord", role="manager", unit="innbyggarservice", password=PASSWORD)
    words = {"nb": {"title": "Bygge garasje", "summary": "Når du må søke."}}
    made = make_page(
        "garage", "service", Content(words), Belonging(Unit.objects.get(key="teknisk").pk), by=eli, now=now
    )
    publish(made.pk, by=eli, now=now)
    number = grouped(["hvor høyt gjerde kan jeg ha", "høyt gjerde", "høyt gjerde"], now)
    ask("bygge garasje", now, made)
    learn.confirm("Hvor leier jeg nøkkelkort?", made.pk, by=eli, now=now)
    expected.add("bygge garasje", made.pk, language="nb", by=eli, now=now)
    expected.run(now=now)
    measure.add_up(now.date(), now.date(), zone=timezone.get_current_timezone())
    measure.draw(now=now)
    draft = {"title": "Lekestativ", "summary": "Til hagen."}
    write(made.pk, Content({"nb": draft}), seen=made.version, by=eli, now=now)
    editor = visit("questions", width=width, dark=dark)
    editor.log_in("eli", PASSWORD)
    said = []
    paths = (
        "questions/", "questions/?show=all", f"questions/{number}/", f"questions/{number}/?try={made.pk}",
        "questions/learnt/", "questions/expected/", "questions/samples/", "questions/figures/",
        "content/pages/garage/questions/", "content/pages/garage/",
    )  # fmt: skip
    for path in paths:
        editor.go(f"/en/desk/{path}")
        editor.picture(path.partition("?")[0].strip("/").replace("/", "-"))
        if path == "content/pages/garage/":
            while work_out(timezone.now):  # the worker does what the page has asked for
                pass
            editor.page.reload()
            expect(editor.page.get_by_text("1 of 1 questions would get worse")).to_be_visible()
        said += faults(editor)
        said += [f"{path} is {overflow(editor)} px too wide"] if overflow(editor) else []
    assert said == []
    editor.go(f"/en/desk/questions/{number}/")
    editor.page.get_by_role("button", name="Write an answer").click()
    expect(editor.page.get_by_label("Question")).to_have_value("høyt gjerde")
    editor.page.locator("[name=summary]").fill("Inntil 1,8 meter uten å søke.")
    editor.page.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor.page.get_by_text("Saved as a draft")).to_be_visible()
    editor.go(f"/en/desk/questions/{number}/")
    expect(editor.page.get_by_role("status").filter(has_text="wordings are answered; now it is 0")).to_be_visible()
    assert editor.complaints == []
