"""The chat page: whole, offline, and never reading a message as markup."""

import re
from pathlib import Path

import pytest

import bot.practice
from bot.practice.cast import CAST, GROUPS

PAGE = Path(bot.practice.__file__).parent / "page"
SCRIPTS = sorted(PAGE.glob("*.js"))
STYLES = sorted(PAGE.glob("*.css"))
EXPORT = r"export (?:async )?(?:function|class|const) (\w+)"
INDEX = (PAGE / "index.html").read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_no_script_turns_data_into_markup(script):
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function"
    assert re.findall(forbidden, script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_every_import_is_a_file_of_the_page_and_exports_what_is_asked(script):
    text = script.read_text(encoding="utf-8")
    for names, module in re.findall(r"import \{([^}]*)\} from \"\./([\w-]+\.js)\"", text):
        exported = set(re.findall(EXPORT, (PAGE / module).read_text(encoding="utf-8")))
        assert {name.strip() for name in names.split(",")} <= exported
    assert len(re.findall(r"^import ", text, re.M)) == len(re.findall(r" from \"\./[\w-]+\.js\";", text))


@pytest.mark.parametrize("file", [*SCRIPTS, *STYLES], ids=named)
def test_files_stay_small(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 200


def test_the_page_loads_only_its_own_files():
    loaded = re.findall(r'<(?:script|link|img)[^>]*?(?:src|href)="([^"]+)"', INDEX)
    own = [address for address in loaded if not address.startswith("data:")]
    assert [address for address in own if not (PAGE / address.removeprefix("/static/")).is_file()] == []
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in INDEX
    for style in STYLES:
        assert re.findall(r"url\(|@import", style.read_text(encoding="utf-8")) == []


def test_every_element_and_picture_the_scripts_ask_for_is_in_the_page():
    ids = set(re.findall(r'\bid="([^"]+)"', INDEX))
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        assert set(re.findall(r'byId\("([^"]+)"\)', text)) <= ids
        assert {f"icon-{name}" for name in re.findall(r'icon\("([^"]+)"\)', text)} <= ids
    assert set(re.findall(r'<use href="#([^"]+)"', INDEX)) <= ids


def test_the_page_says_that_its_people_are_not_real():
    assert "Ruang latihan: semua nama di sini rekaan; data capaian nyata bersumber." in INDEX


def test_every_step_of_the_guide_finds_somebody_to_play_it():
    text = (PAGE / "guide-steps.js").read_text(encoding="utf-8")
    people = dict(re.findall(r"const (\w+) = \{ post: (/.+/i?), region: /.+/i? \};", text))
    groups = dict(re.findall(r"const (\w+) = \{ group: /(.+)/i \};", text))
    roles = set(re.findall(r"who: (\w+),", text))
    assert roles == {*people, *groups}
    for pattern in re.findall(r"post: /(.+?)/i", text):
        assert any(re.search(pattern, person.post, re.I) for person in CAST)
    for pattern in groups.values():
        assert any(re.search(pattern, group.title, re.I) for group in GROUPS)
