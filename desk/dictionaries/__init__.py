"""Dictionaries: the lists that the office keeps, and what the rules and readers go by."""
