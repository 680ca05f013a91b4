"""Addresses of the citizens' pages, under the language."""

from __future__ import annotations

from django.urls import path

from torg.faces.portal import accessibility, contact, follow, offline, pages, panel, surveys, useful

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("contact/", contact.write, name="contact"),
    path("contact/received/", contact.received, name="received"),
    path("receipt/<str:token>/", follow.receipt, name="receipt"),
    path("follow/", follow.look_up, name="look_up"),
    path("follow/<str:token>/", follow.story, name="follow"),
    path("accessibility/", accessibility.statement, name="accessibility"),
    path("offline/", offline.offline, name="offline"),
    path("app.webmanifest", offline.manifest, name="manifest"),
    path("promises/", pages.promises, name="promises"),
    path("panel/", panel.join, name="panel"),
    path("panel/sent/", panel.sent, name="panel_sent"),
    path("panel/confirm/<str:token>/", panel.confirm, name="panel_confirm"),
    path("panel/leave/<str:token>/", panel.leave, name="panel_leave"),
    path("survey/thanks/", surveys.thanks, name="survey_thanks"),
    path("survey/page/<int:survey_id>/", surveys.on_page, name="survey_on_page"),
    path("survey/<str:token>/", surveys.by_link, name="survey"),
    path("useful/", useful.answer, name="useful"),
    path("useful/thanks/", useful.thanks, name="useful_thanks"),
    path("useful/<str:token>/", useful.more, name="useful_more"),
]
