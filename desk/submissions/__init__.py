"""Screen 2, 企业材料: one submission with its files, figures, findings, score."""
