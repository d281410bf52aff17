"""Who plays in the practice room. All names are practice names, none is an official of that region."""

from dataclasses import dataclass

BOT_USERNAME = "permas_latihan_bot"
BOT_NAME = "Permas (latihan)"

PRACTICE_NAME = "nama latihan"
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
    #: "admin" or "officer" of Dit. Permas
    staff: str | None = None
    #: stands behind the name on the page
    note: str = PRACTICE_NAME

    @property
    def label(self) -> str:
        """The name on the page, marked as a practice name."""
        return f"{self.first_name} ({self.note})"

    @property
    def is_seated(self) -> bool:
        """Holds a seat from the beginning."""
        return self.region_code is not None and self.started


@dataclass(frozen=True)
class Group:
    """A group chat the bot is not in yet. The first of ``members`` owns it."""

    chat_id: int
    title: str
    members: tuple[int, ...]
    kind: str = "group"


#: past 2**31, so that nobody keeps a Telegram id in 32 bits
FIRST_ID = 7_000_000_000


def _staff(number: int, first_name: str, post: str, role: str) -> Person:
    return Person(FIRST_ID + number, first_name, post, phone=_phone(number), staff=role)


def _newcomer(
    number: int, first_name: str, post: str, zone: tuple[str, str], note: str = PRACTICE_NAME
) -> Person:
    return Person(
        FIRST_ID + number, first_name, post, None, None, *zone, phone=_phone(number), started=False, note=note
    )


def _phone(number: int) -> str:
    """Has the form of a mobile number, for WhatsApp links; 0840 is a prefix of no operator we know of."""
    return f"62840000{number:04}"


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
        phone=_phone(number),
        started=started,
    )


BANGKA_TENGAH = ("19.04", "Kabupaten Bangka Tengah", "Asia/Jakarta", "WIB")
BONTANG = ("64.74", "Kota Bontang", "Asia/Makassar", "WITA")
MAROS = ("73.09", "Kabupaten Maros", "Asia/Makassar", "WITA")
MANGGARAI_BARAT = ("53.15", "Kabupaten Manggarai Barat", "Asia/Makassar", "WITA")

WITA = ("Asia/Makassar", "WITA")

PAK_JOKO = _staff(1, "Pak Joko", "Administrator Dit. Permas", "admin")
SEKDA_BANGKA_TENGAH = _official(2, "Iwan", SEKDA, BANGKA_TENGAH)
BUDI = _official(3, "Budi", INSPEKTUR, BANGKA_TENGAH)
SEKDA_BONTANG = _official(4, "Wati", SEKDA, BONTANG)
SARI = _official(5, "Sari", INSPEKTUR, BONTANG)
SEKDA_MAROS = _official(6, "Ani", SEKDA, MAROS, started=False)
INSPEKTUR_MAROS = _official(7, "Tuti", INSPEKTUR, MAROS)
SEKDA_MANGGARAI_BARAT = _official(8, "Anton", SEKDA, MANGGARAI_BARAT)
INSPEKTUR_MANGGARAI_BARAT = _official(9, "Rina", INSPEKTUR, MANGGARAI_BARAT)
STRANGER = _newcomer(10, "Tamu", "Orang luar", ("Asia/Jakarta", "WIB"))
BU_RATNA = _staff(11, "Bu Ratna", "Petugas Dit. Permas", "officer")
PAK_HASAN = _staff(12, "Pak Hasan", "Administrator Dit. Permas", "admin")
#: the same person with another Telegram account
SARI_NEW_PHONE = _newcomer(13, "Sari", "Telepon baru Inspektur Kota Bontang", WITA, "akun baru")
ASSISTANT = _newcomer(14, "Dimas", "Ajudan Sekda Kota Bontang", WITA)
DELEGATE = _newcomer(15, "Yuni", "Mewakili Inspektur Kota Bontang", WITA)
SUCCESSOR = _newcomer(16, "Lukman", "Pengganti Inspektur Kabupaten Maros", WITA)

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
    BU_RATNA,
    PAK_HASAN,
    SARI_NEW_PHONE,
    ASSISTANT,
    DELEGATE,
    SUCCESSOR,
)

STAFF_GROUP = Group(
    -4_000_000_001,
    "Tim Dit. Permas",
    (PAK_JOKO.telegram_id, BU_RATNA.telegram_id, PAK_HASAN.telegram_id),
)
BONTANG_GROUP = Group(
    -4_000_000_002,
    "Koordinasi Kota Bontang",
    (SARI.telegram_id, SEKDA_BONTANG.telegram_id, ASSISTANT.telegram_id),
)
GROUPS = (STAFF_GROUP, BONTANG_GROUP)
