"""Measurements: what the bot costs, beside bare bots of the libraries it is built on."""
