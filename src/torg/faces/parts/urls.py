"""Addresses that all pages share and that are the same in every language."""

from __future__ import annotations

from django.urls import path

from torg.faces.parts.files import give
from torg.faces.parts.theme import theme_css

app_name = "parts"
urlpatterns = [
    path("theme.css", theme_css, name="theme"),
    path("files/<str:signed>/<str:name>", give, name="file"),
]
