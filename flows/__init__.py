"""The ways through the house: one submission (plain), a batch and the night (Prefect)."""
