"""The addresses of this screen."""

from __future__ import annotations

from django.urls import path

from desk.search import views

urlpatterns = [path("", views.found, name="search")]
