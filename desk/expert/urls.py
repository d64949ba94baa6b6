"""The addresses of this screen."""

from __future__ import annotations

from django.urls import path

from desk.expert import views, views_assignments, views_blind

urlpatterns = [
    path("", views.home, name="expert"),
    path("<int:pk>/", views.one, name="expert_one"),
    path("<int:pk>/statement/", views.statement, name="expert_statement"),
    path("<int:pk>/opinion/", views.opinion, name="expert_opinion"),
    path("<int:pk>/findings/<int:finding>/", views.finding, name="expert_finding"),
    path("blind/", views_blind.waiting, name="expert_blind"),
    path("blind/<int:pk>/", views_blind.one, name="expert_blind_one"),
    path("assignments/", views_assignments.listed, name="expert_assignments"),
    path("assignments/<int:pk>/", views_assignments.one, name="expert_assignment"),
]
