"""Running text → mentions: which quantity, of what, in which year, stated where."""
