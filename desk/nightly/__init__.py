"""质量日报: the archived reports of the nights."""
