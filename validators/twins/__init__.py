"""Submissions beside each other: fingerprints and what is alike."""
