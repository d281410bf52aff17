"""Every scale with numbers as its publisher prints it, typed by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """A scale as its publisher prints it: first and last year, limits, and each band from its first to its
    last value in hundredths. Typed by hand, so that a slip in scales.csv is found."""

    criterion: str
    instrument: str
    years: tuple[int, int]
    bands: tuple[tuple[str, str, str], ...]


#: An open span begins in 2000, the first year that is recorded, or ends in 2030.
PRINTED = (
    Printed(
        "mcp",
        "MCP",
        (2000, 2024),
        # 75 is where green starts
        (("hijau", "75", "100"), ("biru", "50", "74.99"), ("kuning", "25", "49.99"), ("merah", "0", "24.99")),
    ),
    Printed("mcp", "MCSP", (2025, 2030), ()),  # no bands were found, so none are invented
    Printed("spi", "SPI", (2000, 2021), ()),
    Printed(
        "spi",
        "SPI",
        (2022, 2023),
        # printed to one decimal (0-67,9; 68-73,6; 73,7-77,4): what lies between belongs to the lower band
        (
            ("terjaga", "77.5", "100"),
            ("waspada", "73.7", "77.49"),
            ("rentan", "68", "73.69"),
            ("sangat rentan", "0", "67.99"),
        ),
    ),
    Printed(
        "spi",
        "SPI",
        (2024, 2030),
        (("terjaga", "78", "100"), ("waspada", "73", "77.99"), ("rentan", "0", "72.99")),
    ),
    Printed(
        "sakip",
        "SAKIP",
        (2000, 2030),
        # a grade begins above its figure: 90 itself is still A
        (
            ("AA", "90.01", "100"),
            ("A", "80.01", "90"),
            ("BB", "70.01", "80"),
            ("B", "60.01", "70"),
            ("CC", "50.01", "60"),
            ("C", "30.01", "50"),
            ("D", "0", "30"),
        ),
    ),
    Printed(
        "kepatuhan",
        "Kepatuhan Ombudsman",
        (2021, 2021),
        (("hijau", "81", "100"), ("kuning", "51", "80.99"), ("merah", "0", "50.99")),
    ),
    Printed(
        "kepatuhan",
        "Kepatuhan Ombudsman",
        (2022, 2024),
        (
            ("A", "88", "100"),
            ("B", "78", "87.99"),
            ("C", "54", "77.99"),
            ("D", "32", "53.99"),
            ("E", "0", "31.99"),
        ),
    ),
    Printed("kepatuhan", "Opini Ombudsman", (2025, 2030), ()),  # words, but no cut-offs
    Printed(
        "spip",
        "Maturitas SPIP",
        (2021, 2030),
        # uneven steps: the fourth and the fifth level are half as wide
        (
            ("Optimum", "4.5", "5"),
            ("Terkelola dan Terukur", "4", "4.49"),
            ("Terdefinisi", "3", "3.99"),
            ("Berkembang", "2", "2.99"),
            ("Rintisan", "1", "1.99"),
        ),
    ),
    Printed(
        "spbe",
        "SPBE",
        (2000, 2025),
        (
            ("Memuaskan", "4.2", "5"),
            ("Sangat Baik", "3.5", "4.19"),
            ("Baik", "2.6", "3.49"),
            ("Cukup", "1.8", "2.59"),
            ("Kurang", "1", "1.79"),
        ),
    ),
    Printed(
        "spbe",
        "Indeks Pemdi",
        (2026, 2030),
        # the same words, other figures
        (
            ("Memuaskan", "4", "5"),
            ("Sangat Baik", "3.5", "3.99"),
            ("Baik", "2.5", "3.49"),
            ("Cukup", "1.5", "2.49"),
            ("Kurang", "1", "1.49"),
        ),
    ),
)
