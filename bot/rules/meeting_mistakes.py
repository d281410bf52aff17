"""What goes wrong with buttons and texts about meetings, long after or a moment too late."""

from __future__ import annotations

from bot.rules.clocks import Moment
from bot.rules.errors import Problem, UserMistake


class MeetingUnknown(UserMistake):
    """No such meeting, or a draft thrown away."""


class NotADraft(UserMistake):
    """The meeting was published already; it changes by revisions now."""


class BeingPublished(UserMistake):
    """Terbitkan was pressed a moment ago; until the time runs out it can be taken back."""

    def __init__(self, seconds: int) -> None:
        super().__init__(str(seconds))
        self.seconds = seconds  #: until the invitations go out


class NotBeingPublished(UserMistake):
    """Too late, or too early, to take the publication back."""


class NothingToPublish(UserMistake):
    """Every sitting of the draft has started or been taken out."""


class OnlySitting(UserMistake):
    """The only sitting of a draft was to be taken out; a meeting without one is thrown away instead."""


class AlreadyCopied(UserMistake):
    """A copy of this meeting is an open draft already."""

    def __init__(self, meeting: int) -> None:
        super().__init__(str(meeting))
        self.meeting = meeting  #: the draft


class MeetingChanged(UserMistake):
    """The card spoke of an earlier revision of the meeting."""

    def __init__(self, meeting: int) -> None:
        super().__init__(str(meeting))
        self.meeting = meeting


class SittingTimeMistake(UserMistake):
    """The new time of a sitting cannot be read or cannot be."""

    def __init__(self, problem: Problem, *, day: str) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.day = day  #: an example of a date


class SameTime(UserMistake):
    """The sitting has this time already."""


class SameLink(UserMistake):
    """The sitting has this link, ID and passcode already."""


class NoPartner(UserMistake):
    """No other region of the meeting could exchange its sitting with this one."""


class SittingOver(UserMistake):
    """The sitting has ended; nothing can be answered or changed."""


class SittingCancelled(UserMistake):
    """The sitting was cancelled."""


class SittingPostponed(SittingCancelled):
    """The sitting has no time for now, so that nothing can be answered."""


class SameInvitees(UserMistake):
    """All of these are invited already, or none of them is."""


class SameWords(UserMistake):
    """The agenda or the title is this one already."""


class NothingAhead(UserMistake):
    """No sitting of the meeting could be cancelled or postponed."""


class NotInvited(UserMistake):
    """The seat is not, or no longer, invited to this sitting."""


class SittingMoved(UserMistake):
    """The button belongs to a former time of the sitting."""

    def __init__(self, when: Moment) -> None:
        super().__init__(str(when))
        self.when = when  #: the time that holds now


class LetterNotPdf(UserMistake):
    """A file that is no PDF was sent as the letter."""


class LetterTooSoon(UserMistake):
    """The letter came while the meeting is still put together, so that it could only reach another draft."""


class LetterTooBig(UserMistake):
    """The letter is larger than Telegram lets a bot fetch (20 MB)."""


class NoteTooLong(UserMistake):
    """The name or reason is longer than we keep."""

    def __init__(self, longest: int) -> None:
        super().__init__(str(longest))
        self.longest = longest


class TooEarly(UserMistake):
    """Nobody can have joined a sitting hours before it starts."""


class ScreenCodeUnreadable(UserMistake):
    """What was typed for the code on the screen is not six digits; that counts as no try."""
