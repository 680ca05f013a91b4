"""Public pages: no log-in, and a plain answer while there is no strategy in force."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from torg.editions.queries import NoStrategy
from torg.people.queries import NoFrontLine

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def open_to_all(view: View[P]) -> View[P]:
    """Marks a page as public; where the house is not set up yet it says so (503)."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NoStrategy, NoFrontLine):
            return render(request, "parts/not_ready.html", status=503)

    return login_not_required(answer)
