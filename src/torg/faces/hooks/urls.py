"""Addresses for machines."""

from django.urls import path

from torg.faces.hooks import health

app_name = "hooks"
urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
