"""Submission → findings: pure rules, one file each; no files, no clock, no network."""
