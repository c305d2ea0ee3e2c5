"""Writes a report as HTML, Word, PDF and Excel, and reads what was written again."""
