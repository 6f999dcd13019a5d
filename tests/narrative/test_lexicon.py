"""Terms are found wherever they stand, and nothing else is: against a search that tries everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from triage_cli.errors import Problem
from triage_cli.narrative.lexicon import GAP_WORDS, Lexicon, pack, pack_chain
from triage_cli.narrative.spelling import Plain
from triage_cli.protocol.compiler import _Phrases
from triage_cli.protocol.source import Words
from triage_cli.protocol.terms import Step, parse

WORDS = ["he", "in", "gun", "ledge", "not", "red", "sea"]
STEP = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)
CHOICE = st.lists(STEP, min_size=1, max_size=3).map(lambda options: f"[{'|'.join(options)}]")
TERM = st.lists(CHOICE, min_size=1, max_size=3).map(" ... ".join)
TEXT = st.lists(st.sampled_from([*WORDS, ".", "so"]), max_size=20)


def lexicon_of(terms: list[str]) -> Lexicon:
    problems: list[Problem] = []
    phrases = _Phrases(Plain(), Words(), problems)
    for number, term in enumerate(terms):
        phrases.add_cue(number, term, "here")
    assert not problems
    packed = {word: pack(uses.items()) for word, uses in phrases.table().items()}
    return Lexicon({}, {}, packed, list(map(pack_chain, phrases.anchored())))


def stands(words: list[str], steps: list[Step]) -> bool:
    """Whether the first two steps stand near each other anywhere, and each further one next after them."""

    def places(step: Step, start: int, farthest: int) -> list[tuple[int, int]]:
        found = [
            (at, -at - len(phrase.split()))
            for at in range(start, min(farthest + 1, len(words)))
            for phrase in step.phrases
            if words[at : at + len(phrase.split())] == phrase.split()
        ]
        return [(at, -minus_end) for at, minus_end in sorted(found)]

    def follows(end: int, rest: list[Step], *, nearest: bool) -> bool:
        if not rest:
            return True
        within = [
            (at, its_end)
            for at, its_end in places(rest[0], end, end + rest[0].gap)
            if "." not in words[end:at]
        ]
        # Any second step will do; from there on the nearest is taken.
        if nearest:
            first = places(rest[0], end, end + GAP_WORDS + 2)[:1]
            within = [place for place in first if place in within]
        return any(follows(its_end, rest[1:], nearest=True) for _, its_end in within)

    return any(follows(end, steps[1:], nearest=False) for _, end in places(steps[0], 0, len(words)))


@given(st.lists(TERM, min_size=1, max_size=6), st.lists(TEXT, min_size=1, max_size=6))
def test_a_term_is_found_where_it_stands_and_nowhere_else(terms: list[str], texts: list[list[str]]) -> None:
    lexicon = lexicon_of(terms)
    for words in texts:
        hits, _ = lexicon.find(lexicon.read(" ".join(words)))
        expected = {number for number, term in enumerate(terms) if stands(words, parse(term, {}))}
        assert {hit.cue for hit in hits} == expected


@given(st.lists(TERM, min_size=1, max_size=6), TEXT)
def test_the_first_texts_are_read_as_all_others(terms: list[str], words: list[str]) -> None:
    lexicon = lexicon_of(terms)
    reading = lexicon.read(" ".join(words))
    early = [lexicon.find(reading, always=True) for _ in range(2)]
    for _ in range(5):
        lexicon.find(reading)
    assert all(found == lexicon.find(reading, always=True) for found in early)


@given(st.lists(TERM, min_size=1, max_size=4), TEXT)
def test_the_words_between_are_no_part_of_a_term(terms: list[str], words: list[str]) -> None:
    lexicon = lexicon_of(terms)
    for hit in lexicon.find(lexicon.read(" ".join(words)))[0]:
        assert all(hit.first < first < end < hit.end for first, end in hit.gaps)
