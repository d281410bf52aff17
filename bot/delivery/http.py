"""One HTTP session to one Bot API server, which says of every failure whether the request left.

aiohttp never repeats a POST; neither do we.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from yarl import URL

from bot.delivery.outcome import Outcome, code_of, outcome_of
from db.failpoints import Point, reached

#: Idle connections are closed by us before a server or a middlebox does it silently, in seconds.
KEEP_ALIVE = 20
#: Longest wait for a connection, in seconds.
CONNECT = 15
#: Bytes a second of the slowest line a file is still sent over.
SLOWEST = 50_000


class NotSent(Exception):
    """The request certainly did not leave. ``wait``: the pause Telegram asked for, if that is why."""

    def __init__(self, reason: str, *, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Ambiguous(Exception):
    """The request left, or may have; no usable answer came back."""


class FileTooBig(Exception):
    """The file is larger than the caller wants."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as bytes: a handle could not be sent a second time."""

    field: str
    filename: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Answer:
    """What came back. ``body`` is None where it was no JSON object; ``retry_after`` is the header."""

    status: int
    body: Mapping[str, object] | None
    raw: bytes = b""
    retry_after: str = ""

    @cached_property
    def outcome(self) -> Outcome:
        """What it means for the message; several ask."""
        return outcome_of(self.status, self.body, self.retry_after)


class Http:
    """Posts and downloads. The addresses hold the token, so they are never logged nor shown."""

    def __init__(self, *, token: str, api_url: str, proxy_url: str = "") -> None:
        self._base = f"{api_url}/bot{token}/"
        self.file_url = f"{api_url}/file/bot{token}/"
        self._proxy = proxy_url or None
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT),
            cookie_jar=aiohttp.DummyCookieJar(),  # Telegram sets none, and looking costs with every request
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(
        self, method: str, body: Mapping[str, object], files: Sequence[Upload], *, within: timedelta
    ) -> Answer:
        """One request, one answer. Raises NotSent or Ambiguous.

        ``within`` is for the answer; files have the time besides that they take on the slowest line.
        """
        leaving = (
            await _form(body, files) if files else _Leaving(json.dumps(body).encode(), content_type=_JSON)
        )
        try:
            # no write timeout exists; this one wraps the HTTP call and nothing that writes to the database
            async with (
                asyncio.timeout(within.total_seconds() + _upload_time(files)),
                self._opened().post(
                    self._url(method),
                    data=leaving,
                    proxy=self._proxy,
                    allow_redirects=False,
                ) as response,
            ):
                reached(Point.ANSWER_BEGUN)
                raw = await response.read()
                reached(Point.ANSWERED)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            kind = type(error).__name__
            raise (Ambiguous(kind) if leaving.has_begun else NotSent(kind)) from error
        said = _object(raw)
        return Answer(code_of(response.status, said), said, raw, response.headers.get("Retry-After", ""))

    async def get_file(self, file_path: str, *, most_bytes: int, within: timedelta) -> bytes:
        """A file that getFile named. Raises NotSent, Ambiguous, or FileTooBig."""
        url = URL(self.file_url + file_path)
        try:
            async with (
                asyncio.timeout(within.total_seconds()),
                self._opened().get(url, proxy=self._proxy) as response,
            ):
                if response.status != 200:
                    raise NotSent(f"the file server answered {response.status}")
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk
                    if len(content) > most_bytes:
                        raise FileTooBig
        except aiohttp.ClientConnectorError as error:
            raise NotSent(type(error).__name__) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise Ambiguous(type(error).__name__) from error
        return bytes(content)

    def _url(self, method: str) -> URL:
        if method not in self._urls:
            self._urls[method] = URL(self._base + method)
        return self._urls[method]

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NotSent("the wire is not open")
        return self._session


_JSON = "application/json"


class _Leaving(aiohttp.BytesPayload):
    """A body that knows whether its first byte may have left: without its body no request does anything."""

    has_begun = False

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        self.has_begun = True
        reached(Point.BODY_BEGUN)
        await super().write_with_length(writer, content_length)


def _upload_time(files: Sequence[Upload]) -> float:
    return sum(len(file.content) for file in files) / SLOWEST


async def _form(body: Mapping[str, object], files: Sequence[Upload]) -> _Leaving:
    # quoted fields would reach Telegram as Jadwal%20Rapat.xlsx
    form = aiohttp.FormData(quote_fields=False)
    for name, value in body.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for file in files:
        form.add_field(file.field, file.content, filename=file.filename, content_type=file.media_type)
    parts = form()
    return _Leaving(await parts.as_bytes(), content_type=parts.content_type)


def _object(raw: bytes) -> Mapping[str, object] | None:
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
