"""What managers and officers are handed: tables and pages made from stored rows."""
