"""Carrying: the wire to Telegram, the postman that empties the outbox, the inbox that loses nothing."""
