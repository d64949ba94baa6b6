"""The search box at the top of every page."""
