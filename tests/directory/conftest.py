"""Directories made for a test: real files in a folder of its own, a cache of its own."""

from __future__ import annotations

import datetime
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from triage_cli.directory import Directory

MONDAY_NOON = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=-7)))
"""A Monday, 12:00 in Denver."""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("TRIAGE_RESOURCES", raising=False)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of the agency; the default is its resources.toml."""

    def make(text: str, name: str = "resources.toml") -> Path:
        path = tmp_path / "agency" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def load(write: Callable[..., Path]) -> Callable[..., Directory]:
    """A directory from the text of its file."""

    def make(text: str, **options: Any) -> Directory:
        return Directory.load(write(text), timezone="America/Denver", **options)

    return make


def entry(slug: str, **keys: str) -> str:
    """The text of an entry; each value is written as TOML, the needed keys have defaults."""
    name = slug.replace("-", " ").title()
    values = {"name": f'"{name}"', "kind": '["shelter"]', "phones": '[{ number = "+13035550100" }]', **keys}
    return f"[resource.{slug}]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value)


def call(
    *needs: str, flags: tuple[str, ...] = (), age: int | None = None, gender: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Any:  # fmt: skip
    """What an assessment tells the directory."""
    return types.SimpleNamespace(
        needs=needs, flags=flags, barriers=(), answers=answers or {}, age=age, gender=gender
    )


def ids(found: Any) -> list[str]:
    """The ids of referrals in their order."""
    return [item.id for item in found]
