"""Writes a report as HTML, Word, PDF and Excel, and reads what was written again."""

SOURCES = "sources.html"  # the page that shows where each number of a plan stands
