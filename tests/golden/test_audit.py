"""/audit as admins see it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.messages import audit_trail
from bot.rules.chain import Break, Damage
from bot.rules.sheets import AuditLine
from tests.golden.compare import golden

LINE = AuditLine(
    number=41,
    at=datetime(2025, 3, 11, 2, 5, tzinfo=UTC),
    who="Joko (petugas 2)",
    action="membuat kode undangan",
    object="seat 4",
    detail="code_id=7",
    hash="9f" * 32,
)
OTHER = AuditLine(40, LINE.at, "sistem", "menyiapkan pengingat", "", "", "8e" * 32)


def test_page():
    golden("audit/page", audit_trail.page([LINE, OTHER], older_than=40))
    golden("audit/page_empty", audit_trail.page([], older_than=None))


def test_verified():
    golden("audit/verified", audit_trail.verified(number=41, hash=LINE.hash, breaks=[]))
    breaks = [Break(3, Damage.CHANGED), Break(9, Damage.MISSING), Break(42, Damage.CUT)]
    golden("audit/verified_broken", audit_trail.verified(number=41, hash=LINE.hash, breaks=breaks))
