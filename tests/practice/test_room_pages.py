"""What the room serves besides JSON, and to whom."""

import aiohttp
import pytest

from bot.practice.cast import SARI

CHAT = SARI.telegram_id


async def test_files_for_the_page(server, http):
    file = server.world.files.add("surat.pdf", b"%PDF")
    async with http.get(f"{server.url}/room/file/{file.file_id}") as response:
        assert (await response.read(), response.content_type) == (b"%PDF", "application/pdf")
    async with http.get(f"{server.url}/room/file/BQACx") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("kode-angkatan-2026.pdf", "application/pdf"),
        ("cakupan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("kontak.csv", "text/csv"),
        ("data-saya.json", "application/json"),
        ("cakupan.png", "image/png"),
    ],
)
async def test_what_the_bot_sends_can_be_kept(server, http, name, kind):
    form = aiohttp.FormData({"chat_id": str(CHAT)})
    form.add_field("document", b"isi", filename=name)
    async with http.post(f"{server.url}/bot{server.world.token}/sendDocument", data=form) as response:
        document = (await response.json())["result"]["document"]
    async with http.get(f"{server.url}/room/file/{document['file_id']}") as response:
        assert (await response.read(), response.content_type) == (b"isi", kind)
        assert response.content_disposition.filename == name


async def test_an_upload_cannot_pose_as_a_page_of_the_room(server, http):
    file = server.world.files.add("halaman ini.html", b"<script>", mime_type="text/html")
    async with http.get(f"{server.url}/room/file/{file.file_id}") as response:
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''halaman%20ini.html"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_is_served(server, http):
    for path, kind in (("/", "text/html"), ("/static/chat.js", "text/javascript")):
        async with http.get(server.url + path) as response:
            assert (response.status, response.content_type) == (200, kind)


async def test_the_page_serves_only_its_own_files(server, http):
    async with http.get(f"{server.url}/static/..%2flibrary.py") as response:
        assert response.status == 404


async def test_pages_of_other_sites_cannot_reach_the_room(server, http):
    for headers in ({"Origin": "https://contoh.invalid"}, {"Host": "contoh.invalid"}):
        async with http.post(
            f"{server.url}/room/chat/{CHAT}/text", json={"text": "a"}, headers=headers
        ) as response:
            assert response.status == 403
    assert server.person(SARI).messages() == []
