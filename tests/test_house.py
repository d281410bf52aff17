"""Promises of the house that no single test would notice being broken."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rules.audit_details import DETAILS, OBJECTS
from bot.rules.audit_words import ACTIONS
from bot.rules.errors import UserMistake
from bot.settings import EXPLAINED
from handlers import everything

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
OURS = ("bot", "db", "handlers")
LINES = 200

#: Everything that raises a UserMistake has been imported by the handlers above.
PAGES = sorted(TEMPLATES.glob("*.html.j2"))
WHOLE = [page for page in PAGES if not page.name.startswith("_")]
ERRORS = [page for page in sorted((TEMPLATES / "errors").glob("*.html.j2")) if not page.name.startswith("_")]


def name_of(page: Path) -> str:
    return page.name.removesuffix(".html.j2")


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in sorted((ROOT / folder).rglob("*.py")) if "versions" not in file.parts)


def trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for file in sources(*folders):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def mistakes(kind: type[UserMistake] = UserMistake) -> set[str]:
    found = set()
    for child in kind.__subclasses__():
        if child.__module__.startswith(OURS):
            found |= {child.__name__} | mistakes(child)
    return found


def users(page: Path) -> list[str]:
    """The functions a template's first line names, as module.function."""
    first = page.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"\{# (?:bot\.messages\.)?(\w+)\.(\w+)(?: and (\w+))? #\}", first)
    assert found is not None, f"{page.name}: {first}"
    return [f"{found[1]}.{function}" for function in (found[2], found[3]) if function]


def words_of_functions() -> dict[str, set[str]]:
    """Every text constant in every function of bot.messages, by module.function."""
    return {
        f"{file.stem}.{function.name}": {
            str(node.value) for node in ast.walk(function) if isinstance(node, ast.Constant)
        }
        for file, tree in trees("bot/messages")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
    }


def test_every_template_is_used_by_the_function_it_names():
    words = words_of_functions()
    wrong = {
        page.name: function
        for page in WHOLE
        for function in users(page)
        if name_of(page) not in words.get(function, set())
    }
    assert wrong == {}


def test_every_template_that_is_rendered_is_there():
    calls = [
        node
        for _, tree in trees("bot/messages")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render"
    ]
    names = {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}
    assert names - {name_of(page) for page in WHOLE} == set()
    assert len(names) > 50


def test_every_mistake_has_its_template():
    assert {name_of(page) for page in ERRORS} == mistakes()
    for page in ERRORS:
        assert page.read_text(encoding="utf-8").splitlines()[0] == f"{{# {name_of(page)} #}}"


def test_every_template_has_a_golden_file():
    tests = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests/golden").glob("test_*.py"))
    calls = set(re.findall(r"\b\w+\.(\w+)\(", tests))
    words = set(re.findall(r"\w+", tests))
    missing = [
        name_of(page)
        for page in [*WHOLE, *ERRORS]
        if name_of(page) not in words
        and not (page in WHOLE and calls & {function.partition(".")[2] for function in users(page)})
    ]
    assert missing == []


#: Words an official should not read, each with the reason.
UNWANTED = {
    r"\bAnda\b": "Bapak/Ibu",
    r"\bjam \d": "pukul",
    r"!(?!=)": "no exclamation marks",
    r"[\U0001F300-\U0001FAFF\u2705\u274C\u26A0]": "no emoji",
    r"\b(?:error|update|deadline|meeting|please|warning|invalid|submit|klik)\b": "no English",
    r"\bpengumuman\b|\bperingatan\b": "the glossary says pemberitahuan",
}


def visible(page: Path) -> str:
    """What a reader may see of a template: no comments, tags of Jinja or markup."""
    return re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )


@pytest.mark.parametrize("pattern", UNWANTED)
def test_sentences_read_like_an_office(pattern):
    found = {
        str(page.relative_to(TEMPLATES)): re.findall(pattern, visible(page))
        for page in TEMPLATES.rglob("*.html.j2")
        if re.search(pattern, visible(page))
    }
    assert found == {}, UNWANTED[pattern]


def test_settings_are_explained_where_people_look():
    example = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert example == list(EXPLAINED)
    readme = ROOT / "README.md"
    if readme.is_file():
        table = re.findall(r"^\| `([A-Z_]+)` \|", readme.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(set(table)) == sorted(EXPLAINED)


def test_the_guide_names_every_command_of_the_menu():
    guide = ROOT / "docs" / "panduan.md"
    if guide.is_file():
        text = guide.read_text(encoding="utf-8")
        shown = [item.command for item in everything.menu() if item.is_shown]
        assert [command for command in shown if f"/{command}" not in text] == []
        known = {item.command for item in everything.menu()} | {"help"}
        # what is not there yet may be named under its own heading
        promised = re.sub(r"\n#+ Belum tersedia\n.*?(?=\n#|\Z)", "", text, flags=re.DOTALL)
        named = set(re.findall(r"(?<![\w/.])/(?!cek_)([a-z][a-z_]*)(?![\w/.])", promised))
        assert named - known == set()


def test_every_plain_word_of_the_menu_is_heard():
    promised = {word for item in everything.menu() for word in item.plain}
    assert promised - set(everything.plain_words()) == set()


def test_commands_are_named_once_and_described_shortly():
    names = [item.command for item in everything.menu()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert all(3 <= len(item.words) <= 60 for item in everything.menu())


def waits_for_telegram(block: ast.AsyncWith) -> Iterator[str]:
    """Calls to Telegram between the opening and the closing of a transaction."""
    opened = {
        call.func.attr
        for item in block.items
        for call in ast.walk(item.context_expr)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    }
    if not opened & {"work", "reading", "viewing", "writing"}:
        return
    talking = {"show", "replace", "show_file", "clear_buttons", "download"}
    for node in ast.walk(block):
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
            function = node.value.func
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name in talking or "context.bot." in ast.unparse(function):
                yield ast.unparse(node)


def test_telegram_is_never_awaited_in_a_transaction():
    found = [
        f"{file.relative_to(ROOT)}: {call}"
        for file, tree in trees("handlers")
        for block in ast.walk(tree)
        if isinstance(block, ast.AsyncWith)
        for call in waits_for_telegram(block)
    ]
    assert found == []


def test_files_have_one_subject():
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in sources(*OURS)
    }
    assert {file: length for file, length in lengths.items() if length > LINES} == {}


#: English words for what the glossary calls otherwise, and Indonesian where code speaks English.
WORDS = re.compile(
    r"^(?:.*_)?(?:dinas|skpd|kab|kode|nilai|sesi|rapat|pejabat|regency|criterias|blast|spam|utils?|helpers?)(?:_.*)?$"
)


def test_names_in_code_follow_the_glossary():
    found = set()
    for file, tree in trees(*OURS):
        for node in ast.walk(tree):
            names = [getattr(node, "name", None), getattr(node, "arg", None)]
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.append(node.id)
            found |= {
                f"{file.relative_to(ROOT)}: {name}" for name in names if name and WORDS.match(str(name))
            }
    assert found == set()


FORBIDDEN = re.compile(r"\bTODO\b|\bFIXME\b|\bcast\(|time\.sleep\(|pytest\.skip|mark\.skip")


def test_nothing_is_left_for_later():
    everywhere = [*sources(*OURS, "tests"), *TEMPLATES.rglob("*.j2")]
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in everywhere
        if file != Path(__file__)
        for match in FORBIDDEN.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_code_in_service_arms_a_failpoint():
    named = {
        str(file.relative_to(ROOT))
        for file, tree in trees(*OURS)
        for node in ast.walk(tree)
        if "arm" in (getattr(node, "attr", ""), getattr(node, "id", ""), getattr(node, "name", ""))
    }
    assert named == {"db/failpoints.py"}


def audits() -> Iterator[ast.Call]:
    for _, tree in trees("bot"):
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "audit" and call.args:
                yield call


def audited_actions() -> set[str]:
    """Every name an audit entry may have, where the code says it in letters."""
    return {
        word.value
        for call in audits()
        for word in ast.walk(call.args[0])
        if isinstance(word, ast.Constant) and isinstance(word.value, str) and not word.value.endswith("_")
    }


def test_every_audited_action_has_words():
    assert audited_actions() - set(ACTIONS) == set()
    assert len(audited_actions()) > 30


def test_every_object_and_detail_of_an_audit_entry_has_words():
    objects = {call.args[1].value for call in audits() if isinstance(call.args[1], ast.Constant)}
    details = {keyword.arg for call in audits() for keyword in call.keywords}
    assert objects - set(OBJECTS) == set()
    assert details - set(DETAILS) - {"text", "about"} == set()
