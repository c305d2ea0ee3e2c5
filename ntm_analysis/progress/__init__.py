"""Results of the year against the plan: template, checks, states, dates, money, what changed."""
