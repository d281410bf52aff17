"""What was sent to whom as PDF, for the file: headings and page numbers on every page, no row broken."""

from __future__ import annotations

from bot.pictures.drawing import GREY, OFFICE
from bot.pictures.printed_tables import PrintedTable
from bot.rules.clocks import WIB, moment_in_words
from bot.rules.deliveries import DeliveryPaper
from bot.rules.sheets import DeliveryLine

_COLUMNS = {
    "No.": 11,
    "Waktu": 47,
    "Kepada": 48,
    "Pesan": 82,
    "Hasil dan jawaban": 50,
    "No. pesan Telegram": 35,
}
#: Characters of a message that are printed; the whole of it is shown by its number, and in the sheet.
_EXCERPT = 300


def deliveries_pdf(paper: DeliveryPaper) -> bytes:
    """A4 across. The newest first."""
    table = PrintedTable("Bukti penyampaian", _COLUMNS)
    table.new_page()
    _draw_head(table, paper)
    table.rows(_cells(number, line) for number, line in enumerate(paper.lines, 1))
    return table.finished(f"{paper.printed} Memuat data pribadi.", share=0.75)


def _draw_head(table: PrintedTable, paper: DeliveryPaper) -> None:
    table.say(OFFICE, size=9, colour=GREY)
    heading = f"Bukti penyampaian: {paper.heading}" if paper.heading else "Bukti penyampaian"
    table.say(heading, size=15, bold=True)
    table.rule()
    table.say(paper.printed, size=9.5)
    table.say(paper.extent, size=9.5)
    table.skip(2)


def _cells(number: int, line: DeliveryLine) -> tuple[str, ...]:
    wib = moment_in_words(line.at, WIB)
    version = f" (waktu sesi versi {line.version})" if line.version else ""
    text = " ".join(line.text.split())
    excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()} …"
    came_of_it = (line.result, line.answers, line.read)
    numbers = (str(line.message_id or "-"), f"/cek_{line.proof_code}" if line.proof_code else "")
    return (
        str(number),
        "\n".join(dict.fromkeys((wib, line.local_time))),
        "\n".join(words for words in (line.post, line.name) if words) or "-",
        "\n".join(words for words in (f"{line.title}{version}", excerpt) if words),
        "\n".join(words for words in came_of_it if words),
        "\n".join(words for words in numbers if words),
    )
