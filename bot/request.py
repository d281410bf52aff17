"""Our wire, dressed as the request class python-telegram-bot expects, for direct replies."""

from __future__ import annotations

from urllib.parse import unquote

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.delivery.replies import PATIENCE
from bot.delivery.wire import Ambiguous, NotSent, Upload, Wire


class WireRequest(BaseRequest):
    """Sends PTB's calls over the wire, so that direct replies obey gate and pace too."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def read_timeout(self) -> float | None:
        return PATIENCE.total_seconds()

    async def initialize(self) -> None:
        """The roof opens the wire."""

    async def shutdown(self) -> None:
        """The roof closes the wire."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Raises NetworkError (certainly not sent) or TimedOut (perhaps sent)."""
        try:
            if method == "GET":
                return 200, await self._wire.download(_file_path(url))
            name = url.rsplit("/", 1)[-1]
            body = request_data.parameters if request_data else {}
            files = _uploads(request_data) if request_data else []
            answer = await self._wire.call(name, body, files, patience=PATIENCE, persevere=True)
        except NotSent as error:
            raise NetworkError("The request did not leave") from error
        except Ambiguous as error:
            raise TimedOut("The request may have been received") from error
        return answer.status, answer.raw


def _file_path(url: str) -> str:
    """The path getFile named. PTB percent-encodes the whole address, the colon of the token too."""
    return unquote(url).partition("/file/bot")[2].partition("/")[2]


def _uploads(data: RequestData) -> list[Upload]:
    multipart = data.multipart_data or {}
    return [
        Upload(field, name, content, media_type)
        for field, (name, content, media_type) in multipart.items()
        if isinstance(content, bytes)  # an open file could not be sent twice; nobody here hands one over
    ]
