"""Any plan file -> numbered lines and tables with addresses -> recognisers -> `Plan`."""
