"""The points of annex 1: formulas, inputs, evidence, claims."""
