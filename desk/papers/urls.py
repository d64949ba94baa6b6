"""The addresses of this screen."""

from __future__ import annotations

from django.urls import path

from desk.papers import views, views_lists

urlpatterns = [
    path("", views.made, name="papers"),
    path("notice/<int:pk>/", views.notice, name="paper_notice"),
    path("opinion/<int:pk>/", views.opinion, name="paper_opinion"),
    path("summary/", views_lists.summary, name="paper_summary"),
    path("ledger/", views_lists.ledger, name="paper_ledger"),
    path("templates/<str:name>", views_lists.template, name="paper_template"),
    path("<int:pk>/confirm/", views.confirm, name="paper_confirm"),
    path("<int:pk>/file/", views.download, name="paper_file"),
]
