"""The addresses of this screen."""

from __future__ import annotations

from django.urls import URLPattern, path

from desk.submissions import views, views_acts, views_files

urlpatterns: list[URLPattern] = [
    path("<int:pk>/", views.figures, name="submission"),
    path("<int:pk>/findings/", views.findings, name="submission-findings"),
    path("<int:pk>/score/", views.score, name="submission-score"),
    path("<int:pk>/changes/", views.changes, name="submission-changes"),
    path("<int:pk>/text/", views.text, name="submission-text"),
    path("<int:pk>/papers/", views.papers, name="submission-papers"),
    path("<int:pk>/log/", views.log, name="submission-log"),
    path("<int:pk>/files/<int:file>/", views_files.file, name="submission-file"),
    path("<int:pk>/correct/", views_acts.correct, name="submission-correct"),
    path("<int:pk>/reveal/", views_acts.reveal, name="submission-reveal"),
    path("<int:pk>/stage/", views_acts.stage, name="submission-stage"),
]
