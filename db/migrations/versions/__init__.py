"""One file per step; LATEST in db/migrate.py names the newest."""
