"""Reports: tables for readers, the catalogue of jobs, the batch, pages and the index."""
