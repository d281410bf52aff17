"""How a fault looks on the wire."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.practice.faults import Fault, FaultKind, Faults
from bot.practice.refusals import Refusal, refusal, too_many_requests

PROXY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)


async def strike(
    faults: Faults,
    fault: Fault,
    request: web.Request,
    run: Callable[[], Awaitable[web.Response]],
    refused: Callable[[Refusal], web.Response],
) -> web.StreamResponse:
    """Let the call take effect or not, then spoil its answer."""
    if fault.kind is FaultKind.HOLD:
        await _pause(faults, fault.seconds)
        return await run()

    true_answer = await run() if fault.after_deliver else None
    match fault.kind:
        case FaultKind.RESET:
            return _reset(request)
        case FaultKind.HANG:
            await faults.released.wait()
            return _reset(request)
        case FaultKind.ERROR_500:
            return refused(refusal(500, "restart"))
        case FaultKind.BAD_GATEWAY:
            return web.Response(status=502, text=PROXY_PAGE, content_type="text/html")
        case FaultKind.HTML_200:
            return web.Response(status=200, text=PROXY_PAGE, content_type="text/html")
        case FaultKind.FLOOD:
            return refused(too_many_requests(int(fault.seconds)))
        case FaultKind.TRUNCATED:
            return await _truncated(request, true_answer)


async def _pause(faults: Faults, seconds: float) -> None:
    try:
        await asyncio.wait_for(faults.released.wait(), seconds)
    except TimeoutError:
        return


def _reset(request: web.Request) -> web.Response:
    """Close the connection with RST: whatever was on its way is lost."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT_AT_ALL)
        transport.abort()
    return web.Response()


async def _truncated(request: web.Request, true_answer: web.Response | None) -> web.StreamResponse:
    """Promise a whole body, send half of it, close."""
    body = true_answer.body if true_answer is not None else None
    whole = body if isinstance(body, bytes) else b'{"ok":true,"result":{"message_id":1}}'
    response = web.StreamResponse(
        headers={"Content-Length": str(len(whole)), "Content-Type": "application/json"}
    )
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
