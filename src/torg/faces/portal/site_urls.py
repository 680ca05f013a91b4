"""Addresses that belong to the site as a whole and are the same in every language."""

from __future__ import annotations

from django.urls import path

from torg.faces.portal import offline, sitemap

app_name = "site"
urlpatterns = [
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("service-worker.js", offline.worker, name="worker"),
]
