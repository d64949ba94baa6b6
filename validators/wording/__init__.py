"""The running text and the template's own words."""
