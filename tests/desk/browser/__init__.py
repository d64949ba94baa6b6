"""The desk in a real browser over the real server."""
