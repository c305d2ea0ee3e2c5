"""Reads written reports again, by another path than the one that wrote them, and compares."""
