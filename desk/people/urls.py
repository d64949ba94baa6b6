"""The addresses of logging in, and of the people."""

from __future__ import annotations

from django.urls import path

from desk.people import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.leave, name="logout"),
]
