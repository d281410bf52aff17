"""Every text about files of sittings, whole, as people see it."""

from __future__ import annotations

import pytest

from bot.messages import materials
from bot.messages.render import mistake
from bot.rules.materials import MaterialsFull, MaterialView
from bot.rules.outbox import Text
from tests.golden.compare import golden
from tests.golden.meeting_views import ASSISTANT, BONTANG, RAKOR, TO

FILES = [
    MaterialView(7, BONTANG.item, "Paparan <KPK>.pdf", "f", is_photo=False),
    MaterialView(8, BONTANG.item, "Gambar 2", "g", is_photo=True),
]

TEXTS: dict[str, Text | str] = {
    "card": materials.card(RAKOR, BONTANG, FILES, may_set=True),
    "card_over": materials.card(RAKOR, BONTANG, FILES, may_set=True, is_over=True),
    "card_none": materials.card(RAKOR, BONTANG, [], may_set=True),
    "card_viewer": materials.card(RAKOR, BONTANG, FILES, may_set=False),
    "ask": materials.ask(RAKOR, BONTANG),
    "use_a_file": materials.use_a_file(BONTANG.item),
    "added": materials.added(BONTANG, "Paparan.pdf", count=2),
    "there_already": materials.there_already(BONTANG, "Paparan.pdf"),
    "removed": materials.removed("Paparan.pdf"),
    "handed_out": materials.handed_out(RAKOR, BONTANG, to=TO, count=2),
    "handed_out_none": materials.handed_out(RAKOR, BONTANG, to=TO, count=0),
    "caption": materials.caption(BONTANG, FILES[0], to=TO),
    "own": materials.own([materials.Own(RAKOR, BONTANG, TO, 2), materials.Own(RAKOR, BONTANG, ASSISTANT, 1)]),
    "own_none": materials.own([]),
    "for_staff": materials.for_staff(),
    "MaterialsFull": mistake(MaterialsFull()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"materials/{name}", TEXTS[name])
