"""Django's handle on this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk as a Django app: templates and static files, no tables of its own."""

    name = "desk"
