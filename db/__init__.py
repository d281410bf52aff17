"""The database: tables, named questions, outbox and inbox, migrations, reference facts."""
