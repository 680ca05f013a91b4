"""Addresses for machines."""

from django.urls import path

from torg.faces.hooks import health, linked

app_name = "hooks"
urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("catalogue.ttl", linked.show, {"name": "ttl"}, name="catalogue_turtle"),
    path("catalogue.jsonld", linked.show, {"name": "jsonld"}, name="catalogue_json"),
]
