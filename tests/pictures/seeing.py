"""How pictures are looked at in tests."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageColor


def decoded(png: bytes) -> Image.Image:
    """The picture as a telephone reads it; it has to be one Telegram takes as a photo."""
    image = Image.open(io.BytesIO(png))
    image.load()
    assert (image.format, image.mode) == ("PNG", "RGB")
    width, height = image.size
    assert width + height <= 10_000 and max(width, height) <= 20 * min(width, height)
    assert len(png) <= 10_000_000
    return image


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box around everything in which two pictures differ."""
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (part / 255 for part in ImageColor.getrgb(colour)[:3])
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """Of two masks of one size: the share of their squares whose ink differs by more than half."""
    histogram = ImageChops.difference(one, other).histogram()
    return sum(histogram[128:]) / sum(histogram)
