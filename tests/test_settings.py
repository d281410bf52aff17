"""Settings: every problem at once, in sentences, and no secret in any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import EXPLAINED, Settings, WrongSettings, check, read_settings

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def settings_of(needs_token: bool = False, **environment: str) -> Settings:
    return check(environment, {}, needs_token=needs_token)


def problems_of(
    environment: dict[str, str], in_file: dict[str, str] | None = None, **more: bool
) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        check(environment, in_file or {}, needs_token=more.get("needs_token", False))
    return wrong.value.problems


def test_nothing_set_is_enough_without_a_token():
    assert settings_of() == Settings()


def test_all_of_them():
    assert settings_of(
        BOT_TOKEN=f" {TOKEN} ",
        ADMIN_IDS="7000000001, 2,,7000000001",
        DATABASE_URL="postgres://permas:rahasia@db/permas?sslmode=require",
        TELEGRAM_API_URL="http://127.0.0.1:8081/",
        PROXY_URL="http://u:p@proxy:3128",
        WEBHOOK_URL="https://bot.example.go.id/hook/",
        WEBHOOK_SECRET="s" * 32,
        PORT="443",
        HEALTH_PORT="8081",
        SEND_RATE="0",
        LOG_LEVEL="debug",
        LOG_FORMAT="JSON",
    ) == Settings(
        bot_token=TOKEN,
        admin_ids=(7000000001, 2),
        database_url="postgres://permas:rahasia@db/permas?sslmode=require",
        telegram_api_url="http://127.0.0.1:8081",
        proxy_url="http://u:p@proxy:3128",
        webhook_url="https://bot.example.go.id/hook",
        webhook_secret="s" * 32,
        port=443,
        health_port=8081,
        send_rate=0.0,
        log_level="DEBUG",
        log_format="json",
    )


def test_every_problem_at_once_and_no_secret():
    secrets = ["rahasia-token", "rahasia-sandi", "rahasia-proxy", "rahasia-kait"]
    problems = problems_of(
        {
            "BOT_TOKEN": "rahasia-token",
            "ADMIN_IDS": f"1,@joko,{TOKEN},-5,{'9' * 5000}",
            "DATABASE_URL": "postgresql://u:rahasia-sandi/x@host/db",
            "TELEGRAM_API_URL": "127.0.0.1:8081",
            "PROXY_URL": "socks5://u:rahasia-proxy@host",
            "WEBHOOK_URL": "http://host",
            "WEBHOOK_SECRET": "rahasia-kait",
            "PORT": "9" * 5000,
            "SEND_RATE": "nan",
            "LOG_LEVEL": "laut",
            "LOG_FORMAT": "xml",
            "ADMIN_ID": "1",
        },
        {TOKEN: "", "WARNA": "merah", "LOG_LEVLE": "INFO"},
    )
    assert [problem.split(":")[0].split(" must")[0][:34] for problem in problems] == [
        "A line in .env is not of the form ",
        "WARNA in .env is not a setting of ",
        "LOG_LEVLE in .env is not a setting",
        "ADMIN_ID in the environment is not",
        "BOT_TOKEN does not look like a tok",
        "ADMIN_IDS",
        "ADMIN_IDS",
        "ADMIN_IDS",
        "ADMIN_IDS",
        "DATABASE_URL cannot be read",
        "TELEGRAM_API_URL",
        "PROXY_URL",
        "WEBHOOK_URL",
        "WEBHOOK_SECRET is needed with WEBH",
        "PORT",
        "SEND_RATE",
        "LOG_LEVEL",
        "LOG_FORMAT",
    ]
    assert not [secret for secret in [*secrets, TOKEN, "999"] if secret in " ".join(problems)]


def test_settings_do_not_show_themselves():
    assert TOKEN not in repr(settings_of(BOT_TOKEN=TOKEN, WEBHOOK_SECRET="s" * 32))


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///var/permas.db",
        "sqlite:////abs/with space/permas.db",
        "sqlite+aiosqlite:///a.db",
        "postgresql://u:p%40ss@host:5432/db",
        "postgresql+psycopg://host/db?sslmode=require",
        "postgresql://u@/db?host=/var/run/postgresql",
    ],
)
def test_databases_we_can_use(url):
    assert settings_of(DATABASE_URL=url).database_url == url


@pytest.mark.parametrize(
    "url",
    [
        "var/permas.db",
        "sqlite:///",
        "sqlite://",
        "sqlite:///var/",
        "sqlite:///:memory:",
        "sqlite://user:rahasia@host/file.db",
        "mysql://u:rahasia@host/db",
        "postgresql:u:rahasia@host",
        "postgresql://u:rahasia@host:abc/db",
        "postgresql://u:rah@sia@host/db",
    ],
)
def test_databases_we_cannot_use(url):
    (problem,) = problems_of({"DATABASE_URL": url})
    assert problem.startswith("DATABASE_URL ")
    assert "rahasia" not in problem


def test_a_token_is_asked_for_where_it_is_needed():
    (problem,) = problems_of({}, needs_token=True)
    assert problem.startswith("BOT_TOKEN is missing")


def test_a_near_miss_is_named_with_what_may_be_meant():
    assert problems_of({"BOT_TOKE": "x"}) == [
        "BOT_TOKE in the environment is not a setting of this bot; perhaps BOT_TOKEN is meant."
    ]


def test_other_names_in_the_environment_are_not_ours():
    assert settings_of(PATH="/bin", HOME="/", DATABASE_POOL="3", HTTPS_PROXY="x") == Settings()


def test_a_disk_that_does_not_last_is_refused():
    (problem,) = problems_of({"DYNO": "worker.1"})
    assert problem == (
        "DATABASE_URL is a SQLite file on a dyno, whose disk does not last: set it to a PostgreSQL database,"
        " or set ALLOW_EPHEMERAL_DISK=yes if the file is on a disk that lasts or may be lost."
    )
    places = {
        "K_SERVICE": "Cloud Run",
        "RENDER": "Render",
        "KUBERNETES_SERVICE_HOST": "Kubernetes",
        "FLY_APP_NAME": "a Fly machine",
        "RAILWAY_ENVIRONMENT_NAME": "Railway",
        "CONTAINER_APP_NAME": "Azure Container Apps",
        "WEBSITE_INSTANCE_ID": "Azure App Service",
        "VERCEL": "Vercel",
    }
    for name, place in places.items():
        assert problems_of({name: "x"})[0].startswith(f"DATABASE_URL is a SQLite file on {place}, ")
    assert settings_of(DYNO="worker.1", ALLOW_EPHEMERAL_DISK="yes") == Settings()
    assert settings_of(DYNO="worker.1", DATABASE_URL="postgres://h/d").database_url == "postgres://h/d"


@pytest.mark.parametrize("rate", ["31", "1000", "-1", "inf", "0"])
def test_more_than_telegram_allows_is_refused(rate):
    (problem,) = problems_of({"SEND_RATE": rate})
    assert problem.startswith("SEND_RATE") and "30 messages a second" in problem


def test_up_to_what_telegram_allows():
    assert [settings_of(SEND_RATE=rate).send_rate for rate in ("30", "0.5")] == [30.0, 0.5]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost:8081", "http://[::1]:8081"])
def test_no_limit_is_for_a_server_on_this_machine(url):
    assert settings_of(SEND_RATE="0", TELEGRAM_API_URL=url).send_rate == 0
    for elsewhere in ("http://10.0.0.7:8081", "http://localhost.example.org", "http://127.0.0.1.nip.io"):
        assert problems_of({"SEND_RATE": "0", "TELEGRAM_API_URL": elsewhere})


def env_file(directory: Path, content: bytes) -> Path:
    (directory / ".env").write_bytes(content)
    return directory


def test_a_file_below_the_environment(tmp_path, monkeypatch):
    for name in EXPLAINED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORT", "1234")
    monkeypatch.setenv("BOT_TOKEN", "")  # set to nothing is not set
    # as Notepad saves it: with a byte order mark, and a password that looks like a variable
    content = f"\ufeffBOT_TOKEN={TOKEN}\r\nPORT=99\r\nWEBHOOK_SECRET=a${{HOME}}b\r\n".encode()
    found = read_settings(directory=env_file(tmp_path, content))
    assert (found.bot_token, found.port, found.webhook_secret) == (TOKEN, 1234, "a${HOME}b")


def test_a_file_that_is_no_text(tmp_path):
    with pytest.raises(WrongSettings) as wrong:
        read_settings(directory=env_file(tmp_path, "PORT=1".encode("utf-16")))
    assert wrong.value.problems == [".env is not a text file in UTF-8: save it again as UTF-8."]
