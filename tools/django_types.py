"""The least Django settings: only for mypy's Django plugin, which wants a module of its own."""

INSTALLED_APPS = ["store.apps.StoreConfig"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SECRET_KEY = "types"  # the plugin starts Django without serving anything
