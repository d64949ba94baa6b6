"""The addresses of this screen."""

from __future__ import annotations

from django.urls import URLPattern, path

from desk.batches import views, views_bulk, views_steps, views_upload

urlpatterns: list[URLPattern] = [
    path("", views.board, name="batches"),
    path("progress/", views.progress, name="batches_progress"),
    path("views/", views.keep_view, name="batches_keep_view"),
    path("views/<int:pk>/drop/", views.drop_view, name="batches_drop_view"),
    path("bulk/", views_bulk.preview, name="batches_bulk"),
    path("bulk/do/", views_bulk.carry_out, name="batches_bulk_do"),
    path("upload/", views_upload.whole, name="batches_upload"),
    path("uploads/", views_upload.announce, name="batches_announce"),
    path(
        "uploads/<str:token>/pieces/<int:number>/<int:offset>/",
        views_upload.piece,
        name="batches_piece",
    ),
    path("uploads/<str:token>/received/", views_upload.received, name="batches_received"),
    path("uploads/<str:token>/start/", views_steps.start, name="batches_start"),
    path("uploads/<str:token>/pause/", views_steps.pause, name="batches_pause"),
    path("uploads/<str:token>/retry/", views_steps.retry, name="batches_retry"),
    path("uploads/<str:token>/discard/", views_steps.discard, name="batches_discard"),
    path("unlock/<int:pk>/", views_steps.unlock, name="batches_unlock"),
]
