"""The database: models, services that write, selectors that read. Nobody else knows Django's ORM."""
