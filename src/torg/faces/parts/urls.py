"""Addresses that all pages share and that are the same in every language."""

from __future__ import annotations

from django.urls import path

from torg.faces.parts import icons, languages
from torg.faces.parts.files import give
from torg.faces.parts.theme import theme_css

app_name = "parts"
urlpatterns = [
    path("", languages.front, name="front"),
    path("language/<str:code>/", languages.choose, name="language"),
    path("icon.svg", icons.svg_icon, name="icon"),
    path("icon-whole.svg", icons.svg_icon, {"whole": "yes"}, name="icon_whole"),
    path("icon.png", icons.png_icon, name="icon_png"),
    path("theme.css", theme_css, name="theme"),
    path("files/<str:signed>/<str:name>", give, name="file"),
]
