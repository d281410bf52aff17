"""The only file that meets Jinja: finished Telegram HTML out of templates and plain values."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.rules.errors import UserMistake

_environment = Environment(
    loader=PackageLoader("templates", package_path=""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=False,
    auto_reload=False,
)


def render(template: str, /, **values: object) -> str:
    """The text of ``templates/<template>.html.j2`` with these values, without outer blank lines."""
    return _environment.get_template(f"{template}.html.j2").render(**values).strip()


def mistake(error: UserMistake) -> str:
    """What to tell the user about a mistake of theirs, and what to do next."""
    return render(f"errors/{type(error).__name__}", error=error)
