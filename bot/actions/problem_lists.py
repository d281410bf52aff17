"""Bad rows: the first ones in the card, all of them in a file when they are many."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence

from bot.actions.work import Work
from bot.messages import imports as messages
from bot.rules.errors import Problem
from db.tables import Attachment

#: More than this many do not read well in a chat.
MOST_IN_CARD = 40
FILENAME = "baris-keliru.csv"


async def problem_list(work: Work, problems: Sequence[Problem]) -> tuple[Sequence[Problem], int | None]:
    """The problems for the card; the id of a file with all of them if they are many."""
    if len(problems) <= MOST_IN_CARD:
        return problems, None
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["baris", "keterangan"])
    writer.writerows((problem.line, messages.plain_problem(problem)) for problem in problems)
    content = file.getvalue().encode("utf-8-sig")
    attachment = Attachment(
        filename=FILENAME,
        media_type="text/csv",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=work.now,
    )
    work.session.add(attachment)
    await work.session.flush()
    return problems[:MOST_IN_CARD], attachment.id
