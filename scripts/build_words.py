"""Make `src/triage_cli/narrative/words.txt`: everyday words that are never taken for a misspelt cue.

Run once, by hand, where the Debian packages `wamerican` and `wspanish` are installed:

    python scripts/build_words.py

Sources: SCOWL (Kevin Atkinson, permissive licence, notice in `words.LICENSE`) as packaged in
`wamerican`; the public-domain Spanish list of `wspanish`.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

LISTS = (Path("/usr/share/dict/american-english"), Path("/usr/share/dict/spanish"))
SHORTEST = 4
"""Shorter words are never corrected, so they need not be listed."""
OUTPUT = Path(__file__).parents[1] / "src" / "triage_cli" / "narrative" / "words.txt"


def plain(word: str) -> str:
    """The word as the reader sees it: lower case, no accents."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def main() -> None:
    """Write the list, one word a line, sorted as bytes so that it can be searched by halving."""
    words = {plain(line.strip()) for path in LISTS for line in path.read_text("utf-8").splitlines()}
    kept = sorted(word for word in words if len(word) >= SHORTEST and word.isascii() and word.isalpha())
    OUTPUT.write_text("\n".join(["", *kept, ""]), encoding="ascii")
    print(f"{len(kept)} words, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
