"""Figures: data and axes in, axes out; nothing is saved here."""
