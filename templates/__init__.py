"""Every sentence the bot says, one template per function of bot.messages."""
