"""Addresses of the citizens' pages, under the language."""

from __future__ import annotations

from django.urls import path

from torg.faces.portal import contact, follow, pages

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("contact/", contact.write, name="contact"),
    path("contact/received/", contact.received, name="received"),
    path("receipt/<str:token>/", follow.receipt, name="receipt"),
    path("follow/", follow.look_up, name="look_up"),
    path("follow/<str:token>/", follow.story, name="follow"),
    path("promises/", pages.promises, name="promises"),
]
