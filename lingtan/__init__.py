"""The command line, its settings, and the Django settings module."""
