"""The addresses of this screen."""

from __future__ import annotations

from django.urls import path

from desk.log import views

urlpatterns = [
    path("", views.listed, name="log"),
    path("verify/", views.verify, name="log-verify"),
]
