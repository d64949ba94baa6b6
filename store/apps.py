"""Django's handle on this room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store as a Django app."""

    name = "store"
    default_auto_field = "django.db.models.BigAutoField"
