"""Reads written reports again, by another path than the one that wrote them, and compares.

All that a reader of a file could see must be accounted for, and nothing else may be in it: the
text is read block by block and held against what the notebook and the tables give (`pieces`); each
part of the container is held against a list of those that our files have (`form` and the modules
whose names end so).
"""
