"""Every address of the desk, room by room."""

from __future__ import annotations

from django.urls import include, path

from desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("", include("desk.people.urls")),
    path("batches/", include("desk.batches.urls")),
    path("submissions/", include("desk.submissions.urls")),
    path("findings/", include("desk.findings.urls")),
    path("expert/", include("desk.expert.urls")),
    path("papers/", include("desk.papers.urls")),
    path("log/", include("desk.log.urls")),
    path("search/", include("desk.search.urls")),
    path("reports/", include("desk.nightly.urls")),
    path("dictionaries/", include("desk.dictionaries.urls")),
]
handler403 = views.denied
handler404 = views.missing
handler500 = views.broken
