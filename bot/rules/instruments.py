"""The names people use for criteria, instruments and opinions: old, new and as printed by the press."""

from __future__ import annotations

from functools import lru_cache

from bot.rules.criteria import CriterionKey

#: What a criterion is called, besides its key and its instruments.
CRITERION_NAMES: dict[str, CriterionKey] = {
    "mcp": CriterionKey.MCP,
    "mcsp": CriterionKey.MCP,
    "korsup": CriterionKey.MCP,
    "spi": CriterionKey.SPI,
    "survei penilaian integritas": CriterionKey.SPI,
    "sakip": CriterionKey.SAKIP,
    "akip": CriterionKey.SAKIP,
    "kepatuhan": CriterionKey.KEPATUHAN,
    "kepatuhan pelayanan publik": CriterionKey.KEPATUHAN,
    "kepatuhan ombudsman": CriterionKey.KEPATUHAN,
    "ombudsman": CriterionKey.KEPATUHAN,
    "opini ombudsman": CriterionKey.KEPATUHAN,
    "spip": CriterionKey.SPIP,
    "maturitas spip": CriterionKey.SPIP,
    "spbe": CriterionKey.SPBE,
    "indeks spbe": CriterionKey.SPBE,
    "pemdi": CriterionKey.SPBE,
    "indeks pemdi": CriterionKey.SPBE,
    "indeks pemerintah digital": CriterionKey.SPBE,
    "bpk": CriterionKey.BPK,
    "opini bpk": CriterionKey.BPK,
    "perkara": CriterionKey.PERKARA,
    "proses hukum": CriterionKey.PERKARA,
}

#: A typed instrument and the official ones it may mean. A name not listed means itself.
_INSTRUMENTS: dict[str, frozenset[str]] = {
    "mcp": frozenset({"MCP", "MCSP"}),
    "mcsp": frozenset({"MCP", "MCSP"}),
    "spi": frozenset({"SPI"}),
    "sakip": frozenset({"SAKIP"}),
    "kepatuhan ombudsman": frozenset({"Kepatuhan Ombudsman"}),
    "opini ombudsman": frozenset({"Opini Ombudsman"}),
    "maturitas spip": frozenset({"Maturitas SPIP"}),
    "spip": frozenset({"Maturitas SPIP"}),
    "spbe": frozenset({"SPBE"}),
    "indeks spbe": frozenset({"SPBE"}),
    "pemdi": frozenset({"Indeks Pemdi"}),
    "indeks pemdi": frozenset({"Indeks Pemdi"}),
    "indeks pemerintah digital": frozenset({"Indeks Pemdi"}),
    "bpk": frozenset({"Opini BPK"}),
    "opini bpk": frozenset({"Opini BPK"}),
}

#: Names so general that they mean whatever the criterion's instrument is in that year.
_ANY_INSTRUMENT = frozenset({"", "ombudsman", "kepatuhan", "kepatuhan pelayanan publik"})

_OPINIONS: dict[str, str] = {
    "wajar tanpa pengecualian": "wtp",
    # WTP with an explanatory paragraph is a WTP
    "wtp-dpp": "wtp",
    "wtp dpp": "wtp",
    "wajar dengan pengecualian": "wdp",
    "disclaimer": "tmp",
    "tmp/disclaimer": "tmp",
    "tidak memberikan pendapat": "tmp",
    "tidak menyatakan pendapat": "tmp",
    "tidak wajar": "tw",
    "adverse": "tw",
}


def plain(words: str) -> str:
    """Lower case, single spaces: how typed names are compared."""
    return " ".join(words.replace("_", " ").casefold().split())


def criterion_named(words: str) -> CriterionKey | None:
    """The criterion somebody means, by key, number 1 to 8, or any known name."""
    name = plain(words)
    if name in CRITERION_NAMES:
        return CRITERION_NAMES[name]
    keys = tuple(CriterionKey)
    return keys[int(name) - 1] if name.isascii() and name.isdigit() and 1 <= int(name) <= len(keys) else None


def is_instrument(words: str) -> bool:
    """Whether these words name an instrument, and not only a criterion."""
    return plain(words) in _INSTRUMENTS


@lru_cache(maxsize=512)  # asked of every value that is judged
def instrument_names(criterion: CriterionKey, words: str) -> frozenset[str]:
    """Official instruments a typed name may mean; empty means any of the criterion's."""
    name = plain(words)
    if name in _ANY_INSTRUMENT or (name == criterion.value and name not in _INSTRUMENTS):
        return frozenset()
    return _INSTRUMENTS.get(name, frozenset({words.strip()}))


def same_words(criterion: CriterionKey, words: str) -> str:
    """A typed grade, level, colour or opinion in the one form bands are compared in."""
    name = plain(words)
    return _OPINIONS.get(name, name) if criterion is CriterionKey.BPK else name
