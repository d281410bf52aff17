"""Logs: no token and no secret, not even in a traceback; nothing of what people typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs
from tests.builders import STRANGER, joko
from tests.fakes import World

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "kait-rahasia-yang-panjang-sekali-123"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Where the logs go; everything is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    yield stream
    root.handlers[:], root.level = handlers, level
    for name in logging.Logger.manager.loggerDict:
        logging.getLogger(name).setLevel(logging.NOTSET)


def set_up(stream: io.StringIO, level: str, log_format: str) -> None:
    logs.set_up(level, log_format, secrets_=(TOKEN, SECRET, ""))
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)


def fail() -> None:
    raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe with {SECRET}")


def log_a_fault() -> None:
    log = logging.getLogger("somebody")
    try:
        fail()
    except ValueError:
        log.exception("Fault at %s for 987654321%%3AAAHdqTcvCH1vGWJxfSeofSAs0K5PALDxxx", TOKEN)
    log.warning("postgresql://permas:sandi-basis@db/permas through http://u:sandi-proxy@proxy:3128")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_secrets_are_taken_out_of_messages_and_tracebacks(written, log_format):
    set_up(written, "INFO", log_format)
    log_a_fault()
    text = written.getvalue()
    assert "[secret]" in text and "[token]" in text and "Traceback" in text
    for secret in (TOKEN, SECRET, "sandi-basis", "sandi-proxy", "AAHdqTcvCH1v"):
        assert secret not in text


def test_json_is_one_object_a_line(written):
    set_up(written, "INFO", "json")
    log_a_fault()
    first, second = [json.loads(line) for line in written.getvalue().splitlines()]
    assert set(first) == {"at", "level", "logger", "message", "traceback"}
    assert second["message"] == "postgresql://[secret]@db/permas through http://[secret]@proxy:3128"


async def test_at_debug_nothing_of_what_people_typed_is_logged(written, sqlite_url, clock):
    set_up(written, "DEBUG", "text")
    async with World(sqlite_url, clock) as world:
        await joko(world.sessions)
        await world.say(STRANGER, "/daftar", name="Kenari Nama")
        await world.press(STRANGER, "Setuju", name="Kenari Nama")
        await world.say(STRANGER, "kenari teks 0812345678")
        await world.say(STRANGER, "/start KENA-RIKE-NARI-KENA")
        assert await world.say(STRANGER, "/start KENARI")
    logging.getLogger("canary").debug("the log is on")
    text = written.getvalue()
    assert "the log is on" in text
    assert "kenari" not in text.casefold()
    assert "0812345678" not in text


def test_a_reference_code_can_be_read_aloud():
    made = {logs.reference_code() for _ in range(100)}
    assert len(made) > 90
    assert not set("".join(made)) & set("01ILOU")
