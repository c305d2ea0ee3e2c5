"""A sentence from the press or a briefing -> its numbers, each judged by the plan's own figures."""
