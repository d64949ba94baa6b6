"""The addresses of this screen."""

from __future__ import annotations

from django.urls import path

from desk.findings import views, views_bulk, views_decide, views_files

urlpatterns = [
    path("", views.listed, name="findings"),
    path("<int:pk>/", views.one, name="finding"),
    path("<int:pk>/page/<int:file>-<int:number>.png", views_files.page, name="finding-page"),
    path("<int:pk>/original/<int:file>/", views_files.original, name="finding-original"),
    path("<int:pk>/decide/", views_decide.decide, name="finding-decide"),
    path("<int:pk>/countersign/", views_decide.countersign, name="finding-countersign"),
    path("<int:pk>/hold/", views_decide.hold, name="finding-hold"),
    path("<int:pk>/release/", views_decide.release, name="finding-release"),
    path("<int:pk>/same/", views_bulk.same, name="finding-same"),
    path("undo/<int:decision>/", views_decide.undo, name="finding-undo"),
]
