"""What the options of a call mean: a level that a person sets."""

from __future__ import annotations

import pytest

from triage_cli.commands.asking import level_of
from triage_cli.errors import UsageError


@pytest.mark.parametrize(
    ("said", "level"), [("0", 0), (" 4 ", 4), ("none", 0), ("Urgent", 3), ("EMERGENCY", 4), ("٣", 3)]
)
def test_a_level_by_number_or_name(said: str, level: int) -> None:
    assert level_of(said, "--override") == level


@pytest.mark.parametrize("said", ["5", "-1", "²", "1.5", "9" * 5000, "", "highest"])
def test_what_is_no_level_is_a_usage_error(said: str) -> None:
    with pytest.raises(UsageError, match=r"^--override: '.*' is not a level"):
        level_of(said, "--override")


def test_a_name_nearly_right_names_the_level() -> None:
    with pytest.raises(UsageError, match=r"\n  Did you mean 'urgent'\?$"):
        level_of("urgnt", "--fail-at")
