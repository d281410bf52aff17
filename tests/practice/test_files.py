"""Documents and pictures both ways."""

import io

import aiohttp
import pytest
from PIL import Image

from bot.practice.cast import SARI

CHAT = SARI.telegram_id


def picture(width: int = 40, height: int = 30, *, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, kind)
    return stream.getvalue()


@pytest.fixture
def upload(server, http):
    """Send a file as multipart and return the whole answer."""

    async def send(method: str, field: str, name: str, content: bytes, **params: str) -> dict:
        form = aiohttp.FormData({"chat_id": str(CHAT), **params}, quote_fields=False)
        form.add_field(field, content, filename=name)
        async with http.post(f"{server.url}/bot{server.world.token}/{method}", data=form) as response:
            return await response.json()

    return send


async def test_a_document_goes_both_ways(server, call, http, upload):
    answer = await upload(
        "sendDocument", "document", "Jadwal Rapat.pdf", b"%PDF-1", caption="<i>Surat</i>", parse_mode="HTML"
    )
    document = answer["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "Jadwal Rapat.pdf",
        "application/pdf",
        6,
    )
    assert answer["result"]["caption"] == "Surat"
    assert answer["result"]["caption_entities"] == [{"type": "italic", "offset": 0, "length": 5}]

    path = (await call("getFile", file_id=document["file_id"]))["result"]["file_path"]
    async with http.get(f"{server.url}/file/bot{server.world.token}/{path}") as response:
        assert await response.read() == b"%PDF-1"

    again = await call("sendDocument", chat_id=CHAT, document=document["file_id"])
    assert again["result"]["document"] == document
    assert server.log[-1].file_name == "Jadwal Rapat.pdf"


async def test_an_attached_document(server, http):
    form = aiohttp.FormData({"chat_id": str(CHAT), "document": "attach://berkas"})
    form.add_field("berkas", b"isi", filename="a.txt")
    async with http.post(f"{server.url}/bot{server.world.token}/sendDocument", data=form) as response:
        assert (await response.json())["result"]["document"]["file_name"] == "a.txt"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
async def test_a_picture_shows_its_size(server, call, upload, kind):
    answer = await upload("sendPhoto", "photo", "a", picture(kind=kind))
    (size,) = answer["result"]["photo"]
    assert (size["width"], size["height"]) == (40, 30)
    refused = await call("sendDocument", chat_id=CHAT, document=size["file_id"])
    assert refused["description"] == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"bukan gambar", "Bad Request: IMAGE_PROCESS_FAILED"),
        (b"", "Bad Request: file must be non-empty"),
        (picture(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (picture() + b"0" * (10 << 20), "Bad Request: file is too big"),
    ],
)
async def test_pictures_telegram_does_not_take(upload, content, description):
    assert (await upload("sendPhoto", "photo", "a.png", content))["description"] == description


async def test_files_from_people_are_fetched_like_any_other(server, call, http):
    sari = server.person(SARI)
    await sari.send_file("nilai.csv", b"a;b\n", caption="Nilai /nilai")
    await sari.send_file("foto.png", picture(), as_photo=True)
    document, photo = [update["message"] for update in (await call("getUpdates"))["result"]]
    assert document["caption_entities"] == [{"type": "bot_command", "offset": 6, "length": 6}]
    assert photo["photo"][0]["width"] == 40
    path = (await call("getFile", file_id=document["document"]["file_id"]))["result"]["file_path"]
    async with http.get(f"{server.url}/file/bot{server.world.token}/{path}") as response:
        assert await response.read() == b"a;b\n"
