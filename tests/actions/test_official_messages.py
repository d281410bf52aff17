"""Whatever officials and applicants are told unasked ends with a number to check it by."""

from __future__ import annotations

import ast
from pathlib import Path

#: Unasked, and about something that matters to its reader.
OFFICIAL = {"CORRECTION", "INVITATION", "ALERT", "REMINDER", "BROADCAST"}
#: Edits of what has a number, calls that show nothing, what goes to staff; files follow a text with a number.
EXCEPTIONS = {"holdings.py": "edits", "groups.py": "leaves a group", "staff_roles.py": "to staff"}


def unchecked() -> dict[str, int]:
    """Files and lines of ``tell`` without a ``title``, which is what gives a message its number."""
    found = {}
    for file in sorted(Path("bot/actions").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "tell":
                given = {one.arg: ast.unparse(one.value) for one in node.keywords}
                kind = given.get("message_class", "").rpartition(".")[2]
                if (
                    kind in OFFICIAL
                    and "title" not in given
                    and "file_id" not in given
                    and file.name not in EXCEPTIONS
                ):
                    found[file.name] = node.lineno
    return found


def test_every_official_message_has_a_number_to_check_it_by():
    assert unchecked() == {}
