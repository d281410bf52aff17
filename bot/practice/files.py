"""Files both ways: ids, sizes, and the limits of Telegram."""

import hashlib
import mimetypes
import struct
from dataclasses import dataclass, field

from bot.practice.params import Params, Upload
from bot.practice.refusals import bad_request, refusal

DOWNLOAD_LIMIT_BYTES = 20 << 20
UPLOAD_LIMIT_BYTES = 50 << 20
PHOTO_LIMIT_BYTES = 10 << 20
PHOTO_LONGEST_SIDES = 10_000
PHOTO_LARGEST_RATIO = 20


@dataclass(frozen=True)
class StoredFile:
    """Bytes Telegram keeps. A photo has ``width`` and ``height`` in pixels, a document has neither."""

    file_id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def is_photo(self) -> bool:
        """Sent as a picture, not as a document."""
        return self.width > 0

    @property
    def path(self) -> str:
        """What getFile answers; the last part of the download address."""
        folder = "photos" if self.is_photo else "documents"
        return f"{folder}/{self.unique_id}{mimetypes.guess_extension(self.mime_type) or ''}"

    def api(self) -> dict[str, object]:
        """What File, Document and PhotoSize share."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def content_api(self) -> dict[str, object]:
        """The field of a Message this file stands in."""
        if self.is_photo:
            return {"photo": [{**self.api(), "width": self.width, "height": self.height}]}
        return {"document": {**self.api(), "file_name": self.name, "mime_type": self.mime_type}}


class FileStore:
    """Every file ever sent; a file_id stays good for ever."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, name: str, content: bytes, *, mime_type: str = "", photo: bool = False) -> StoredFile:
        """Keep the bytes. Raises a Refusal for what Telegram does not take."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > UPLOAD_LIMIT_BYTES:
            raise refusal(413)
        if photo and len(content) > PHOTO_LIMIT_BYTES:
            raise bad_request("file is too big")
        width, height = _checked_size(content) if photo else (0, 0)
        number = len(self._by_id) + 1
        digest = hashlib.sha256(content).hexdigest()
        file = StoredFile(
            file_id=f"{'AgAC' if photo else 'BQAC'}{number:06}{digest[:24]}",
            unique_id=f"AQAD{number:06}{digest[:8]}",
            name=name,
            mime_type="image/jpeg" if photo else _mime_type(name, mime_type),
            content=content,
            width=width,
            height=height,
        )
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file behind a download address."""
        return self._by_path.get(path)

    def from_params(self, params: Params, name: str) -> StoredFile:
        """The file a send names: an upload, ``attach://…`` or a known file_id. Raises a Refusal."""
        given = params.text(name)
        upload = params.uploads.get(
            given.removeprefix("attach://") if given.startswith("attach://") else name
        )
        if upload is not None:
            return self._uploaded(upload, photo=name == "photo")
        if not given or given.startswith("attach://"):
            raise bad_request(f"there is no {name} in the request")
        if given.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        known = self._by_id.get(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.is_photo != (name == "photo"):
            raise bad_request(
                f"can't use file of type {'Photo' if known.is_photo else 'Document'} as {name.title()}"
            )
        return known

    def _uploaded(self, upload: Upload, *, photo: bool) -> StoredFile:
        return self.add(upload.name, upload.content, mime_type=upload.content_type, photo=photo)


def _mime_type(name: str, given: str) -> str:
    return mimetypes.guess_type(name)[0] or given or "application/octet-stream"


def _checked_size(content: bytes) -> tuple[int, int]:
    size = picture_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > PHOTO_LONGEST_SIDES or max(size) > PHOTO_LARGEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + length
    return None
