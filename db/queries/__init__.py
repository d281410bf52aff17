"""Named questions to the database. Every one that speaks of a region is asked for given regions."""
