"""Addresses for machines."""

from django.urls import path

from torg.faces.hooks import health, identifiers, linked

app_name = "hooks"
urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("id/<slug:key>", identifiers.lead, name="identifier"),
    path("id/<slug:key>/<path:rest>", identifiers.lead, name="identifier_part"),
    path("catalogue.ttl", linked.show, {"name": "ttl"}, name="catalogue_turtle"),
    path("catalogue.jsonld", linked.show, {"name": "jsonld"}, name="catalogue_json"),
]
