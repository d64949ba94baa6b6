"""The addresses of this screen."""

from __future__ import annotations

from django.urls import path

from desk.nightly import views

urlpatterns = [
    path("", views.listed, name="reports"),
    path("<str:name>/", views.report, name="report"),
    path("<str:name>/<str:file>", views.file, name="report-file"),
]
