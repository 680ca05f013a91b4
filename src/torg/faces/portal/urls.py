"""Addresses of the citizens' pages, under the language."""

from __future__ import annotations

from django.urls import path

from torg.faces.parts.sections import word
from torg.faces.portal import (
    accessibility,
    catalogue,
    contact,
    feeds,
    follow,
    front,
    lists,
    look,
    offline,
    pages,
    panel,
    search,
    surveys,
    useful,
)

app_name = "portal"
urlpatterns = [
    path("", front.home, name="home"),
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
    path("look/<str:token>/", look.show, name="look"),
    path(word("search", "/"), search.search, name="search"),
    path(word("search", "/suggest/"), search.suggestions, name="suggest"),
    path(word("changes", ".atom"), feeds.changes, name="changes"),
    path("news.atom", feeds.news, name="news_feed"),
    path("<kind:kind>/", lists.pages, name="pages"),
    path("<kind:kind>/<slug:slug>/", catalogue.page, name="page"),
    path("<group:group>/<slug:slug>/", lists.group, name="group"),
    path(word("declaration", "/", "<kind:kind>/<slug:slug>/"), catalogue.declaration, name="declaration"),
]
