"""The papers: notices, opinions, summaries, ledgers; made from editable templates."""
