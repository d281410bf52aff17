"""The command line: python -m bot run | demo | migrate | import | invite | doctor.

Exit codes: 0 done, 1 it could not be done, 2 called or set up wrongly.
"""

from __future__ import annotations

from bot.commands.line import main

__all__ = ["main"]
