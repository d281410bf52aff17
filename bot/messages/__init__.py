"""Every text the bot says: one typed function per template."""
