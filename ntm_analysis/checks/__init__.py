"""Holds every number, name and date of a plan against the others."""

from ntm_analysis.checks.audit import audit, findings, run, summary
from ntm_analysis.checks.finding import line_range, lines_in
from ntm_analysis.checks.sums import MONEY

__all__ = ["MONEY", "audit", "findings", "line_range", "lines_in", "run", "summary"]
