"""Decisions. They know no library with I/O, no database and no clock."""
