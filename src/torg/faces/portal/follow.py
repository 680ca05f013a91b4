"""The sender's own pages: the receipt, the story behind the secret link, and getting the link again."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from torg.editions.queries import in_force
from torg.enquiries.actions.send_link import send_link_again
from torg.enquiries.numbers import is_right
from torg.enquiries.queries.following import FollowPage, follow
from torg.enquiries.receipts import follow_link
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal import gate
from torg.faces.portal.form import new_token, read_token
from torg.faces.portal.more import write_more
from torg.faces.portal.open_to_all import open_to_all


class LookUpForm(forms.Form):
    """Number and address together bring the link again, by e-mail."""

    number = forms.CharField(
        label=_("The number of your enquiry"),
        max_length=30,
        help_text=_("It stands in the receipt, for example 4821 9357."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={"required": _("Write the number of your enquiry")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one you wrote from."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address"),
            "invalid": _("Write an e-mail address such as name@example.org"),
        },
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not is_right(number):
            raise forms.ValidationError(_("This is not one of our numbers. Is a digit wrong, or missing?"))
        return number


class MoreForm(forms.Form):
    """What the sender adds to their enquiry, or answers when we have asked."""

    message = forms.CharField(
        label=_("Your message"),
        max_length=20_000,
        help_text=_("Do not write national identity numbers or details about health here."),
        widget=forms.Textarea(attrs={"rows": 6, "cols": None}),
        error_messages={"required": _("Write your message")},
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@open_to_all
@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """It has arrived: the number, what was understood, when the answer comes and why then, and the secret link."""
    return _own_page(request, "portal/receipt.html", _found(token))


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, token: str) -> HttpResponse:
    """Everything said in both directions, the promises, and who has the enquiry now; and a way to write more.

    Behind a code when something in it is sensitive; to write more needs none, and shows nothing.
    """
    found = _found(token)
    if request.method == "POST" and "message" in request.POST:
        form = MoreForm(request.POST)
        if form.is_valid():
            write_more(token, form.cleaned_data["message"], name=read_token(form.cleaned_data["token"]).name)
            return redirect(f"{reverse('portal:follow', kwargs={'token': token})}?written=1")
        if gate.is_open(request, found):
            return _own_page(request, "portal/follow.html", found, form=form, written=False, status=422)
    if not gate.is_open(request, found):
        return _secret(gate.answer(request, found))
    form = MoreForm(initial={"token": new_token()})
    return _own_page(request, "portal/follow.html", found, form=form, written="written" in request.GET)


def _found(token: str) -> FollowPage:
    found = follow(token)
    if found is None:
        raise Http404
    return found


def _own_page(
    request: HttpRequest, template: str, page: FollowPage, *, status: int = 200, **more: object
) -> HttpResponse:
    code, town = language(), in_force(timezone.now()).strategy.municipality
    promise = page.promise
    shown = {
        "here": "follow",
        "page": page,
        "is_open": gate.is_open(request, page),
        "promise": promise,
        "because": promise.sentences(code) if promise else [],
        "promises": [(one, one.sentences(code)) for one in page.promises],
        "question": page.question,
        "link": follow_link(page.token, code),
        "phone": page.unit_phone or town.phone,
        "document": town.document,
        **more,
    }
    return _secret(render(request, template, shown, status=status))


def _secret(response: HttpResponse) -> HttpResponse:
    """A page whose address is a secret tells no other site, and no search engine keeps it."""
    # The address is the secret, and no other site is told it. Not "no-referrer": under that a browser does not say
    # where a form comes from, and the form is refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Sends the link again; the answer is the same whether or not number and address belong together."""
    form = LookUpForm(request.POST or None)
    sent = form.is_valid()
    if sent:
        send_link_again(form.cleaned_data["number"], form.cleaned_data["email"], now=timezone.now())
    status = 422 if form.errors else 200
    return render(request, "portal/look_up.html", {"here": "follow", "form": form, "sent": sent}, status=status)
