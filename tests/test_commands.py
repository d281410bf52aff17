"""The command line: honest exit codes, a sentence for every failure, and no secret in any."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.commands.line import app
from bot.practice.library import PRACTICE_TOKEN, practice_server
from bot.settings import EXPLAINED

ROOT = Path(__file__).parents[1]
MEASUREMENTS = ROOT / "db/reference/measurements.csv"


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """python -m bot in an empty directory, with nothing set but what is given."""
    monkeypatch.chdir(tmp_path)
    for name in EXPLAINED:
        monkeypatch.delenv(name, raising=False)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield lambda *arguments, **environment: CliRunner().invoke(app, list(arguments), env=environment)
    root.handlers[:], root.level = handlers, level
    for name in logging.Logger.manager.loggerDict:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def telegram() -> Iterator[str]:
    """The address of a local Telegram, served beside the test."""
    loop = asyncio.new_event_loop()
    address: list[str] = []
    ready = threading.Event()
    stop = asyncio.Event()

    async def serve() -> None:
        async with practice_server() as server:
            address.append(server.url)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    yield address[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def test_backup_and_restore_say_what_they_did_and_end_honestly(run: Run) -> None:
    assert run("import", "measurements", str(MEASUREMENTS), "--quiet").exit_code == 0
    kept = run("backup", "cadangan.zip", "--json")
    assert kept.exit_code == 0 and json.loads(kept.stdout)["rows"] > 500
    again = run("backup", "cadangan.zip")
    assert again.exit_code == 1 and "not overwritten" in again.stderr
    assert run("backup", "other.zip", "--quiet").stdout == ""
    assert "not empty" in run("restore", "cadangan.zip").stderr
    back = run("restore", "cadangan.zip", "--yes")
    assert back.stderr == ""
    assert "are in place" in back.stdout and "is held" in back.stdout
    Path("cadangan.zip").write_text("bukan cadangan")
    broken = run("restore", "cadangan.zip", "--yes")
    assert broken.exit_code == 1 and "no whole backup" in broken.stderr


def test_wrong_settings_are_sentences_and_exit_code_2(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in EXPLAINED}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(ROOT), "ADMIN_IDS": "joko", "PORT": "0", "BOT_TOKEN": "rahasia"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 3
    assert "Traceback" not in done.stderr and "rahasia" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["terbang"], ["import", "measurements", "tidak-ada.csv"], ["import", "x", "y"]]
)
def test_called_wrongly_is_exit_code_2(tmp_path, run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr and done.stderr


def test_migrate_twice_and_a_database_from_the_future(tmp_path, run):
    assert run("migrate").exit_code == 0
    assert run("migrate").stdout.startswith("The database is ready")
    with contextlib.closing(sqlite3.connect(tmp_path / "var/permas-bot.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    done = run("migrate")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "newer version" in done.stderr


@pytest.mark.parametrize("url", ["sqlite:////dev/null/permas.db", "postgresql://u:rahasia@127.0.0.1:1/db"])
def test_a_database_that_cannot_be_used_is_one_sentence(tmp_path, run, url):
    done = run("migrate", DATABASE_URL=url)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("The database cannot be used:") and "rahasia" not in done.stderr


def test_a_second_practice_room_is_refused_and_the_first_keeps_its_data(tmp_path, run):
    (tmp_path / "var").mkdir()
    kept = tmp_path / "var" / "ruang-latihan.db"
    kept.write_bytes(b"in use")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("demo", "--port", str(taken.getsockname()[1]), "--no-browser")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "is busy" in done.stderr
    assert kept.read_bytes() == b"in use"


def test_invite_prints_code_link_and_expiry(tmp_path, run, telegram):
    known = {"BOT_TOKEN": PRACTICE_TOKEN, "TELEGRAM_API_URL": telegram}
    done = run("invite", "--region", "bontang", "--post", "inspektur", "--json", **known)
    assert done.exit_code == 0, done.stderr
    made = json.loads(done.stdout)
    assert set(made) == {"code", "link", "expires_at"}
    assert made["link"] == f"https://t.me/permas_latihan_bot?start={made['code']}"
    with contextlib.closing(sqlite3.connect(tmp_path / "var/permas-bot.db")) as database:
        assert made["code"] not in "\n".join(database.iterdump())

    said = run("invite", "--region", "64.74", "--post", "sekda", **known)
    assert said.stdout.splitlines()[0] == "Sekretaris Daerah Kota Bontang"
    near = run("invite", "--region", "kota bontanq", "--post", "sekda", **known)
    assert near.stderr == (
        "No region is called 'kota bontanq'. If Kota Bontang is meant, use its code: --region 64.74\n"
    )
    for region, post in (("blitar", "sekda"), ("64.74", "camat")):
        refused = run("invite", "--region", region, "--post", post, **known)
        assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)


def test_a_cohort_is_invited_by_files_for_the_owner_alone(tmp_path, run, telegram):
    known = {"BOT_TOKEN": PRACTICE_TOKEN, "TELEGRAM_API_URL": telegram}
    asked = ["invite", "--cohort", "2026", "--pdf", "kode.pdf", "--xlsx", "kode.xlsx"]
    done = run(*asked, "--json", **known)
    assert done.exit_code == 0, done.stderr
    made = json.loads(done.stdout.splitlines()[-1])
    assert made["sheet"] == "2026-1" and made["files"] == ["kode.pdf", "kode.xlsx"]
    assert (made["codes"], made["held"], made["replaced"]) == (8, 0, 0)
    files = [tmp_path / "kode.pdf", tmp_path / "kode.xlsx"]
    assert [oct(file.stat().st_mode & 0o777) for file in files] == ["0o600", "0o600"]
    sheet = load_workbook(files[1]).worksheets[0]
    codes = [str(cell.value) for cell in sheet["D"]][5:]
    with contextlib.closing(sqlite3.connect(tmp_path / "var/permas-bot.db")) as database:
        stored = "\n".join(database.iterdump())
    assert len(codes) == 8
    for code in codes:
        assert code.replace(" ", "") not in stored + done.stdout + done.stderr

    before = [file.read_bytes() for file in files]
    again = run(*asked, **known)
    assert (again.exit_code, again.stderr) == (1, "kode.pdf exists already; it is not overwritten.\n")
    half = run("invite", "--cohort", "2026", "--pdf", "lain.pdf", "--xlsx", "kode.xlsx", **known)
    assert half.exit_code == 1 and not (tmp_path / "lain.pdf").exists()
    assert [file.read_bytes() for file in files] == before

    one = run("invite", "--cohort", "2026", "--post", "inspektur", "--pdf", "inspektur.pdf", **known)
    assert one.stdout.splitlines()[-4].endswith("Sheet 2026-2: 4 codes for Inspektur."), one.output
    assert "Earlier codes replaced: 4." in one.stdout
    nobody = run("invite", "--cohort", "1999", "--pdf", "x.pdf", **known)
    assert nobody.stderr.startswith("There is no cohort 1999; there are: 2026")
    assert nobody.exit_code == 1 and not (tmp_path / "x.pdf").exists()
    for wrong in (["--cohort", "2026"], [], ["--region", "64.74"], ["--region", "64.74", "--cohort", "2026"]):
        assert run("invite", *wrong, **known).exit_code == 2


def test_what_only_takes_out_refuses_a_database_that_is_not_there_and_makes_none(run, tmp_path, telegram):
    (tmp_path / "empty.db").touch()
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE note (words TEXT)")
        other.commit()
    before = {one.name for one in tmp_path.iterdir()}
    for name in ("typo.db", "deeper/typo.db", "empty.db", "other.db"):
        for command in (
            ["backup", "cadangan.zip"],
            ["export", "contacts", "kontak.csv"],
            ["export", "recap", "rekap.csv"],
            ["audit", "verify"],
            ["doctor"],
        ):
            done = run(
                *command,
                DATABASE_URL=f"sqlite:///{tmp_path / name}",
                BOT_TOKEN=PRACTICE_TOKEN,
                TELEGRAM_API_URL=telegram,
            )
            assert done.exit_code == 1 and "There is no database of this bot here" in done.output, command
            assert str(tmp_path / name) in done.output
    assert {one.name for one in tmp_path.iterdir()} - before <= {"other.db-wal", "other.db-shm"}
    assert (tmp_path / "empty.db").stat().st_size == 0


def test_a_backup_of_a_database_nothing_was_entered_in_is_refused(run, tmp_path):
    assert run("migrate").exit_code == 0
    done = run("backup", "cadangan.zip")
    assert done.exit_code == 1 and "Nothing was ever entered" in done.stderr
    assert not (tmp_path / "cadangan.zip").exists()


def test_a_refused_token_is_not_shown(tmp_path, run, telegram):
    token = "1000000001:salah-sama-sekali"
    for arguments in (["invite", "--region", "64.74", "--post", "sekda"], ["doctor"], ["run"]):
        done = run(*arguments, BOT_TOKEN=token, TELEGRAM_API_URL=telegram)
        assert done.exit_code == 1
        assert token not in done.stdout + done.stderr and "Traceback" not in done.stderr
        assert "copy it again from @BotFather" in done.stdout + done.stderr


def test_doctor_says_how_the_first_admin_comes_in(tmp_path, run, telegram):
    run("migrate")
    done = run("doctor", BOT_TOKEN=PRACTICE_TOKEN, TELEGRAM_API_URL=telegram)
    assert done.exit_code == 1
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("Admins: "))
    assert line == ("Admins: none. `run` shows a code by which the first one comes in; or set ADMIN_IDS.")


def test_doctor_names_the_admin_who_has_not_pressed_start(tmp_path, run, telegram):
    run("migrate")
    done = run("doctor", BOT_TOKEN=PRACTICE_TOKEN, TELEGRAM_API_URL=telegram, ADMIN_IDS="7000000001")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["Database", "Outbox", "Processes", "Admins", "Token"]
    assert "7000000001 has not pressed Start" in lines[3]
    assert "@permas_latihan_bot" in lines[4]


def test_the_seats_are_exported_the_empty_ones_too(run, tmp_path):
    run("migrate")
    done = run("export", "contacts", "kontak.csv")
    assert (done.exit_code, done.output) == (0, "8 lines written to kontak.csv.\n")
    assert "Kota Bontang;Inspektur" in (tmp_path / "kontak.csv").read_text("utf-8-sig").replace(",", ";")


def test_the_values_are_exported_and_the_log_says_so(run, tmp_path):
    run("migrate")
    done = run("export", "measurements", "nilai.csv")
    assert (done.exit_code, done.output) == (0, "0 lines written to nilai.csv.\n")
    assert (tmp_path / "nilai.csv").read_text("utf-8-sig").startswith("region_code,criterion,")
    unknown = run("export", "measurements", "nilai.xlsx", "--cohort", "1999")
    assert (unknown.exit_code, "no cohort 1999" in unknown.output) == (1, True)
    assert run("export", "audit", "jejak.csv").exit_code == 0
    assert "mengekspor nilai" in (tmp_path / "jejak.csv").read_text("utf-8-sig")


def test_the_attendance_of_a_meeting_is_exported_by_its_number(run):
    run("migrate")
    assert run("export", "attendance", "hadir.xlsx").exit_code == 1
    none = run("export", "attendance", "hadir.pdf", "--meeting", "7")
    assert (none.exit_code, "no published meeting 7" in none.output) == (1, True)
    wrong = run("export", "attendance", "hadir.txt", "--meeting", "7")
    assert (wrong.exit_code, "ends in .csv, .xlsx or .pdf" in wrong.output) == (1, True)


def test_the_audit_log_is_exported_and_verified(run, tmp_path, telegram):
    invited = run(
        "invite",
        "--region",
        "64.74",
        "--post",
        "inspektur",
        BOT_TOKEN=PRACTICE_TOKEN,
        TELEGRAM_API_URL=telegram,
    )
    assert invited.exit_code == 0, invited.output
    exported = run("export", "audit", "jejak.csv")
    assert (exported.exit_code, exported.output) == (0, "1 lines written to jejak.csv.\n")
    assert "membuat kode undangan" in (tmp_path / "jejak.csv").read_text(encoding="utf-8-sig")
    sound = run("audit", "verify")
    assert sound.exit_code == 0 and "holds from its first entry to its last" in sound.output
    with contextlib.closing(sqlite3.connect(tmp_path / "var" / "permas-bot.db")) as database:
        database.execute("DROP TRIGGER audit_entry_no_update")
        database.execute("UPDATE audit_entry SET actor_id = 99 WHERE number = 2")
        database.commit()
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert "Entry 2: changed.\n" in broken.output
    wrong = run("export", "audit", "jejak.pdf")
    assert wrong.exit_code == 1 and "ends in .csv or .xlsx" in wrong.output


def test_meetings_are_imported_as_drafts_and_nothing_of_a_bad_file(run, tmp_path):
    head, row = "title,date,start,end,regions", "Rakor,11-03-{year},09.00,10.00,semua"
    (tmp_path / "good.csv").write_text(f"{head}\n{row.format(year=datetime.now(UTC).year + 1)}\n")
    (tmp_path / "bad.csv").write_text(f"{head}\n{row.format(year=2020)}\n")
    assert run("import", "meetings", "good.csv", "--quiet").exit_code == 2
    assert run("import", "contacts", "good.csv", "--publish").exit_code == 2
    bad = run("import", "meetings", "bad.csv")
    assert (bad.exit_code, bad.stdout.splitlines()[0]) == (1, "Row 2: '11-03-2020 09.00-10.00' has passed")
    good = run("import", "meetings", "good.csv")
    assert (good.exit_code, good.stdout.splitlines()[0]) == (0, "Drafted 1: Rakor (1)")


def test_the_recap_is_exported_as_list_workbook_and_picture(run, tmp_path):
    assert run("import", "measurements", str(MEASUREMENTS), "--quiet").exit_code == 0
    done = run("export", "recap", "rekap.csv")
    assert (done.exit_code, done.output) == (0, "28 lines written to rekap.csv.\n")
    assert "73.09,Kabupaten Maros,calon,SPI,waspada,SPI,2025,70.26" in (tmp_path / "rekap.csv").read_text(
        "utf-8-sig"
    )
    older = run("export", "recap", "rekap.xlsx", "--cohort", "2024")
    assert (older.exit_code, older.output) == (0, "28 lines written to rekap.xlsx.\n")
    drawn = run("export", "recap", "rekap.png")
    assert (drawn.exit_code, drawn.output) == (0, "4 regions drawn in rekap.png.\n")
    assert (tmp_path / "rekap.png").read_bytes()[:4] == b"\x89PNG"


def test_a_recap_that_cannot_be_exported_says_why(run):
    run("migrate")
    for arguments, why in (
        (("recap", "rekap.pdf"), "ends in .csv, .xlsx or .png"),
        (("recap", "rekap.csv", "--cohort", "1999"), "no cohort 1999"),
        (("contacts", "kontak.csv", "--cohort", "2024"), "--cohort goes with recap"),
    ):
        done = run("export", *arguments)
        assert (done.exit_code, why in done.output) == (1, True), done.output
