"""Holds every number, name and date of a plan against the others."""

from ntm_analysis.checks.audit import audit, findings, run, summary
from ntm_analysis.checks.finding import line_range, lines_in

__all__ = ["audit", "findings", "line_range", "lines_in", "run", "summary"]
