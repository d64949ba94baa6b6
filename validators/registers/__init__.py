"""Official tables as CSV; source and date stand in each first line."""
