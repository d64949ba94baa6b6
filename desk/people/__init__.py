"""Logging in and out, passwords; for administrators, who may log in."""
