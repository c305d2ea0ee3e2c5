"""Boundary files of any origin: read, checked against register and place, imported."""
