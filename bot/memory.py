"""How often the garbage collector looks, for a process that lives for weeks and drops much at once.

What is imported and built at the start stays until the end, and Python's own threshold (700 objects)
walks through it again and again: with 256 messages in flight that was an eighth of all work.
"""

from __future__ import annotations

import gc

#: So many more objects made than dropped, and the young ones are looked through.
YOUNG = 20_000


def settle_in() -> None:
    """What is here now is looked through no more; call it when everything is imported and built."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
