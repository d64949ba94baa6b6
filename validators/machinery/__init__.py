"""Equipment: what models, plates and remarks tell."""
