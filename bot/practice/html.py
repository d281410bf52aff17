"""Telegram's HTML, read as strictly as Telegram reads it (TDLib's parse_html, its words included)."""

import re
from dataclasses import dataclass, field, replace
from typing import NoReturn

from bot.practice.entities import Entity, Formatted, ordered, units
from bot.practice.tags import TAGS, cannot_parse, decoded, entity_of

_SPACE = " \t\r\n\0\v"
_SPECIAL = re.compile("[<&]")
_NAME = re.compile(f"[^{_SPACE}>]*")
_ATTRIBUTE = re.compile(f"[^{_SPACE}=]*")
_BLANKS = re.compile(f"[{_SPACE}]*")
_EXPANDABLE = re.compile(f"expandable(?=[{_SPACE}>])")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass(frozen=True)
class _Open:
    """A tag that waits for its end. ``offset`` in UTF-16 units; ``part``: pieces written before it."""

    name: str
    attributes: dict[str, str]
    offset: int
    part: int


@dataclass
class _Reader:
    """Walks over the markup once; byte offsets are worked out only for an error."""

    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    offset: int = 0
    open: list[_Open] = field(default_factory=list)
    found: list[Entity] = field(default_factory=list)

    def read(self) -> Formatted:
        """Raises a Refusal with Telegram's words."""
        while self.at < len(self.source):
            special = _SPECIAL.search(self.source, self.at)
            stop = special.start() if special else len(self.source)
            self._write(self.source[self.at : stop])
            self.at = stop
            if special is None:
                break
            if special.group() == "&":
                self._reference()
            elif self.source.startswith("</", stop):
                self._end_tag(stop)
            else:
                self._start_tag(stop)
        if self.open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        # only a code block inside <pre> has a language
        plain = [replace(entity, language=None) if entity.type == "code" else entity for entity in self.found]
        return Formatted("".join(self.parts), ordered(plain))

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.offset += units(text)

    def _reference(self) -> None:
        character, self.at = decoded(self.source, self.at)
        self._write(character)

    def _start_tag(self, begin: int) -> None:
        name = self._take(_NAME, begin + 1).lower()
        if self.at == len(self.source):
            self._fail("Unclosed start tag", begin)
        if name not in TAGS:
            self._fail(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, attributes, self.offset, len(self.parts)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._take(_BLANKS, self.at)
            if self.source.startswith(">", self.at):
                self.at += 1
                return attributes
            # an attribute without a value stands only right before the end, as in <blockquote expandable>
            bare = _EXPANDABLE.match(self.source, self.at) if tag == "blockquote" else None
            if bare:
                attributes["expandable"], self.at = "", bare.end()
                continue
            name = self._take(_ATTRIBUTE, self.at)
            if not name:
                self._fail(f'Empty attribute name in the tag "{tag}"', begin)
            self._take(_BLANKS, self.at)
            if not self.source.startswith("=", self.at):
                self._fail(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
            self._take(_BLANKS, self.at + 1)
            if self.at == len(self.source):
                self._fail(f'Unclosed start tag "{tag}"', begin)
            attributes[name] = self._value()
            if self.at >= len(self.source):
                self._fail("Unclosed start tag", begin)

    def _value(self) -> str:
        quote = self.source[self.at]
        if quote not in "'\"":
            begin = self.at
            token = self._take(_TOKEN, begin).lower()
            if self.at < len(self.source) and self.source[self.at] not in _SPACE + ">":
                self._fail("Unexpected end of name token", begin)
            return token

        self.at += 1
        value = []
        while self.at < len(self.source) and self.source[self.at] != quote:
            if self.source[self.at] == "&":
                character, self.at = decoded(self.source, self.at)
            else:
                character, self.at = self.source[self.at], self.at + 1
            value.append(character)
        self.at += 1
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            self._fail("Unexpected end tag", begin)
        name = self._take(_NAME, begin + 2).lower()
        self._take(_BLANKS, self.at)
        if not self.source.startswith(">", self.at):
            self._fail("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            self._fail("Unmatched end tag", begin, f', expected "</{tag.name}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity = entity_of(tag.name, tag.attributes, tag.offset, self.offset, "".join(self.parts[tag.part :]))
        last = self.found[-1] if self.found else None
        if last and entity and (last.offset, last.length) == (entity.offset, entity.length):
            pair = {last.type, entity.type}
            if pair == {"pre", "code"} and (last.language or entity.language):
                self.found.pop()
                language = last.language or entity.language
                entity = Entity("pre", entity.offset, entity.length, language=language)
        if entity:
            self.found.append(entity)

    def _take(self, pattern: re.Pattern[str], begin: int) -> str:
        match = pattern.match(self.source, begin)
        # every pattern here matches the empty string, too
        self.at = match.end() if match else begin
        return match.group() if match else ""

    def _fail(self, words: str, at: int, rest: str = "") -> NoReturn:
        raise cannot_parse(f"{words} at byte offset {len(self.source[:at].encode())}{rest}")


def parse_html(source: str) -> Formatted:
    """Plain text and entities of ``source``; raises a Refusal as Telegram words it."""
    return _Reader(source).read()
