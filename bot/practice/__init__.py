"""The practice room: a strict local Bot API server, its cast and its clock; for the demo and the tests."""
