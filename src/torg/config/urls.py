"""Every address: machines first, then the people's pages under their language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("torg.faces.hooks.urls")),
    path("", include("torg.faces.parts.urls")),
    path("", include("torg.faces.portal.site_urls")),
    *i18n_patterns(
        path("desk/", include("torg.faces.desk.urls")),
        path("", include("torg.faces.portal.urls")),
    ),
]
