"""How long what is kept: proposals for KPK's own archive rules; docs/privacy.md has the reasons."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.rules.clocks import WIB, local_date

#: Requests that were refused, taken back or not decided: then nobody needs the name any more.
REQUESTS = timedelta(days=30)
#: Updates as Telegram gave them; Telegram itself forgets them after a day.
UPDATES = timedelta(days=30)
#: The words of messages that were sent. That, when and to which post they were sent stays.
MESSAGE_BODIES = timedelta(days=90)
#: Tries to send, with what Telegram answered.
ATTEMPTS = timedelta(days=365)
#: Wrong codes and questions nobody answered.
LEFTOVERS = timedelta(days=30)
#: Groups the bot is in no more.
GROUPS = timedelta(days=30)
#: Words and files of questions, after the question was closed.
QUESTIONS = timedelta(days=180)
#: Rows of sheets of officials, after they were confirmed or discarded.
SHEET_ROWS = timedelta(days=30)
#: Proposals and decisions about criterion 8 that do not stand any more.
CASES = timedelta(days=30)
#: People who act for no seat any more.
FORMER_OFFICIALS = timedelta(days=365)

#: Before this hour, on the clock of the capital, the job does not run.
_HOUR = 2


def day_to_run(now: datetime) -> date | None:
    """The day whose job is due by now (it runs once a day, at night), or None before its hour."""
    return local_date(now, WIB) if now.astimezone(WIB).hour >= _HOUR else None
