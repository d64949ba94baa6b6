"""The addresses of the dictionaries."""

from __future__ import annotations

from django.urls import path

from desk.dictionaries import views, views_reference, views_save

urlpatterns = [
    path("", views.home, name="dictionaries"),
    path("lists/<str:kind>/", views.listed, name="dictionary-list"),
    path("lists/<str:kind>/preview/", views_save.preview, name="dictionary-preview"),
    path("lists/<str:kind>/save/", views_save.save, name="dictionary-save"),
    path("lists/<str:kind>/clear/", views_save.clear, name="dictionary-clear"),
    path("lists/<str:kind>/<int:number>/", views.edition, name="dictionary-edition"),
    path("lists/<str:kind>/<int:number>/export/", views.export, name="dictionary-export"),
    path("lists/<str:kind>/<int:number>/restore/", views_save.restore, name="dictionary-restore"),
    path("fields/", views_reference.fields, name="dictionary-fields"),
    path("figures/", views_reference.figures, name="dictionary-figures"),
    path("questions/", views_reference.questions, name="dictionary-questions"),
    path("rules/", views_reference.rules, name="dictionary-rules"),
]
