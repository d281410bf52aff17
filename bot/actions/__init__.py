"""Verbs: each reads, decides, writes and enqueues in one transaction."""
