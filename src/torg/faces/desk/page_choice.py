"""A published page, chosen from all of them by its title."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.catalogue.queries.pages import titles_of
from torg.faces.parts.templatetags.torg import language


class PageChoiceForm(forms.Form):
    """A form with the choice of a page; blocks are none, since nobody goes to one."""

    page = forms.TypedChoiceField(
        label=_("Another page"),
        coerce=int,
        error_messages={"required": _("Choose a page"), "invalid_choice": _("Choose a page that is published")},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        chosen = self.fields["page"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", gettext("Choose a page")), *titles_of(language())]
