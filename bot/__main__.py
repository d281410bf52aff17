"""python -m bot: run, demo, migrate, import, invite, doctor."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one deserves a sentence, not a traceback
    sys.exit("permas-bot needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

from bot.commands import main

if __name__ == "__main__":
    main()
