"""What the tests of the protocol's files share."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Folder


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """A small protocol folder that is right as it stands."""
    return Folder(tmp_path / "protocol")
