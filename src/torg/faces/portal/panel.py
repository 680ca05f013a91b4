"""The panel: sign up, confirm by the link in the mail, and leave with one press (DRA-12)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue.topics import TOPICS, topic_name
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.open_to_all import open_to_all
from torg.participation.actions import panel
from torg.participation.queries.surveys import is_member


class JoinForm(forms.Form):
    """An address, and what one wants to be asked about."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=320,
        help_text=_("Used for our questions to you and for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address"),
            "invalid": _("Write an e-mail address such as name@example.org"),
        },
    )
    interests = forms.MultipleChoiceField(
        label=_("What do you want to be asked about?"),
        required=False,
        help_text=_("Choose nothing, and we ask you about everything."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offered = self.fields["interests"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = [(key, topic_name(key, language())) for key in TOPICS]


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """What the panel is, and the form; whoever signs up gets a letter with a link."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            panel.sign_up(said["email"], interests=said["interests"], language=language(), now=timezone.now())
        except panel.TooMany:
            form.add_error(None, _("Very many sign up just now. Try again in some minutes."))
        else:
            return redirect("portal:panel_sent")
    return render(request, "portal/panel.html", {"form": form, "here": ""}, status=422 if form.errors else 200)


@open_to_all
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render(request, "portal/panel_said.html", {"here": "", "what": "sent"})


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: a button, because programs that look through mail open links too."""
    if request.method == "POST" and panel.confirm(token, now=timezone.now()):
        return render(request, "portal/panel_said.html", {"here": "", "what": "joined"})
    if not is_member(token):
        return render(request, "portal/panel_said.html", {"here": "", "what": "past"}, status=404)
    return render(request, "portal/panel_button.html", {"here": "", "what": "confirm"})


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Out with one press; who is out already is told the same."""
    if request.method == "POST":
        panel.leave(token)
    if not is_member(token):
        return render(request, "portal/panel_said.html", {"here": "", "what": "left"})
    return render(request, "portal/panel_button.html", {"here": "", "what": "leave"})
