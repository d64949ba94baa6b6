"""Screen 4, 专家工作台: statements, assignments, opinions, second readings."""
