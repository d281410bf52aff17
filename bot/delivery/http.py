"""One HTTP session to one Bot API server, which says of every failure whether the request left.

aiohttp never repeats a POST; neither do we.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import aiohttp
from yarl import URL

from db.failpoints import Point, reached

#: Idle connections are closed by us before a server or a middlebox does it silently, in seconds.
KEEP_ALIVE = 20
#: Longest wait for a connection, in seconds.
CONNECT = 15


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``body`` is None where it was no JSON object."""

    status: int
    body: Mapping[str, object] | None
    raw: bytes = b""


class Http:
    """Posts and downloads. The addresses hold the token, so they are never logged nor shown."""

    def __init__(self, *, token: str, api_url: str, proxy_url: str = "") -> None:
        self._base = f"{api_url}/bot{token}/"
        self.file_url = f"{api_url}/file/bot{token}/"
        self._proxy = proxy_url or None
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(_mark_as_sent)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT),
            trace_configs=[trace],
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(
        self, method: str, body: Mapping[str, object], files: Sequence[Upload], *, within: timedelta
    ) -> Answer:
        """One request, one answer. Raises NotSent or Ambiguous."""
        mark = SimpleNamespace(sent=False)
        data: aiohttp.FormData | bytes = _form(body, files) if files else json.dumps(body).encode()
        try:
            # no write timeout exists; this one wraps the HTTP call and nothing that writes to the database
            async with (
                asyncio.timeout(within.total_seconds()),
                self._opened().post(
                    self._url(method),
                    data=data,
                    headers=None if files else _JSON,
                    proxy=self._proxy,
                    trace_request_ctx=mark,
                    allow_redirects=False,
                ) as response,
            ):
                reached(Point.ANSWER_BEGUN)
                raw = await response.read()
                reached(Point.ANSWERED)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _failure(mark, error) from error
        return Answer(response.status, _object(raw), raw)

    async def get_file(self, file_path: str, *, most_bytes: int, within: timedelta) -> bytes:
        """A file that getFile named. Raises NotSent, Ambiguous, or FileTooBig."""
        mark = SimpleNamespace(sent=False)
        url = URL(self.file_url + file_path)
        try:
            async with (
                asyncio.timeout(within.total_seconds()),
                self._opened().get(url, proxy=self._proxy, trace_request_ctx=mark) as response,
            ):
                if response.status != 200:
                    raise NotSent(f"the file server answered {response.status}")
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk
                    if len(content) > most_bytes:
                        raise FileTooBig
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _failure(mark, error) from error
        return bytes(content)

    def _url(self, method: str) -> URL:
        if method not in self._urls:
            self._urls[method] = URL(self._base + method)
        return self._urls[method]

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NotSent("the wire is not open")
        return self._session


_JSON = {"Content-Type": "application/json"}


async def _mark_as_sent(_session: object, context: SimpleNamespace, _parameters: object) -> None:
    context.trace_request_ctx.sent = True
    reached(Point.HEADERS_SENT)


def _failure(mark: SimpleNamespace, error: BaseException) -> NotSent | Ambiguous:
    kind = type(error).__name__
    return Ambiguous(kind) if mark.sent else NotSent(kind)


def _form(body: Mapping[str, object], files: Sequence[Upload]) -> aiohttp.FormData:
    # quoted fields would reach Telegram as Jadwal%20Rapat.xlsx
    form = aiohttp.FormData(quote_fields=False)
    for name, value in body.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for file in files:
        form.add_field(file.field, file.content, filename=file.filename, content_type=file.media_type)
    return form


def _object(raw: bytes) -> Mapping[str, object] | None:
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
