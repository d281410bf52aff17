"""Who plays in the practice room. All names are practice names, none is an official of that region."""

from dataclasses import dataclass

BOT_USERNAME = "permas_latihan_bot"
BOT_NAME = "Permas (latihan)"

SEKDA = "Sekretaris Daerah"
INSPEKTUR = "Inspektur"


@dataclass(frozen=True)
class Person:
    """One member of the cast. ``code`` is the deep-link payload this person has been handed, if any."""

    telegram_id: int
    first_name: str
    post: str
    region: str | None = None
    region_code: str | None = None
    zone: str = "Asia/Jakarta"
    zone_label: str = "WIB"
    phone: str = ""
    started: bool = True
    code: str | None = None
    username: str | None = None

    @property
    def label(self) -> str:
        """The name on the page, marked as a practice name."""
        return f"{self.first_name} (nama latihan)"


def _official(
    number: int, first_name: str, post: str, region: tuple[str, str, str, str], *, started: bool = True
) -> Person:
    code, name, zone, zone_label = region
    return Person(
        telegram_id=FIRST_ID + number,
        first_name=first_name,
        post=post,
        region=name,
        region_code=code,
        zone=zone,
        zone_label=zone_label,
        phone=f"62800000{number:04}",
        started=started,
    )


#: past 2**31, so that nobody keeps a Telegram id in 32 bits
FIRST_ID = 7_000_000_000
BANGKA_TENGAH = ("19.04", "Kabupaten Bangka Tengah", "Asia/Jakarta", "WIB")
BONTANG = ("64.74", "Kota Bontang", "Asia/Makassar", "WITA")
MAROS = ("73.09", "Kabupaten Maros", "Asia/Makassar", "WITA")
MANGGARAI_BARAT = ("53.15", "Kabupaten Manggarai Barat", "Asia/Makassar", "WITA")

PAK_JOKO = Person(FIRST_ID + 1, "Pak Joko", "Petugas Dit. Permas", phone="628000000001")
SEKDA_BANGKA_TENGAH = _official(2, "Iwan", SEKDA, BANGKA_TENGAH)
BUDI = _official(3, "Budi", INSPEKTUR, BANGKA_TENGAH)
SEKDA_BONTANG = _official(4, "Wati", SEKDA, BONTANG)
SARI = _official(5, "Sari", INSPEKTUR, BONTANG)
SEKDA_MAROS = _official(6, "Ani", SEKDA, MAROS, started=False)
INSPEKTUR_MAROS = _official(7, "Tuti", INSPEKTUR, MAROS)
SEKDA_MANGGARAI_BARAT = _official(8, "Anton", SEKDA, MANGGARAI_BARAT)
INSPEKTUR_MANGGARAI_BARAT = _official(9, "Rina", INSPEKTUR, MANGGARAI_BARAT)
STRANGER = Person(FIRST_ID + 10, "Tamu", "Orang luar", phone="628000000010", started=False)

CAST = (
    PAK_JOKO,
    SEKDA_BANGKA_TENGAH,
    BUDI,
    SEKDA_BONTANG,
    SARI,
    SEKDA_MAROS,
    INSPEKTUR_MAROS,
    SEKDA_MANGGARAI_BARAT,
    INSPEKTUR_MANGGARAI_BARAT,
    STRANGER,
)
