"""The batch: a catalogue of reports is checked, executed job by job, verified and published."""
