"""Who applies: names, codes, titles, certificates."""
