"""Everything that is not text: pictures, sheets, calendar files."""
