"""Words by which an entry is found: how text is cut into them and what each is worth."""

from __future__ import annotations

from triage_cli.directory.model import Resource

STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "near",
        "of",
        "on",
        "or",
        "the",
        "to",
        "who",
        "with",
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "para",
        "y",
    ]
)
GENDER_WORDS = {
    "men": "men", "mens": "men", "man": "men", "male": "men", "males": "men", "hombre": "men",
    "hombres": "men",
    "women": "women", "womens": "women", "woman": "women", "womans": "women", "female": "women",
    "females": "women", "ladies": "women", "mujer": "women", "mujeres": "women",
    "trans": "trans", "transgender": "trans", "nonbinary": "nonbinary",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of a text in the form in which they are compared: no accents, apostrophes or capitals."""
    if not text.isascii():
        import unicodedata

        text = text.replace("’", "'").replace("‘", "'")
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.casefold().replace("'", "")
    return "".join(c if c.isalnum() else " " for c in text).split()


def terms_of(resource: Resource) -> dict[str, float]:
    """Each word of an entry with its weight: 1 in the name, less elsewhere. A secret place is left out."""
    fields: list[tuple[float, tuple[str, ...]]] = [
        (1.0, (resource.name, resource.slug)),
        (0.95, resource.aliases),
        (0.85, resource.keywords),
        (0.8, tuple(kind.replace("_", " ") for kind in resource.kind)),
        (0.75, resource.services),
        (0.6, (resource.operator or "",)),
        (0.5, (resource.description or "",)),
    ]
    if not resource.confidential:
        fields.append((0.5, (resource.city or "", resource.zip or "")))
    weights: dict[str, float] = {}
    for weight, texts in fields:
        for text in texts:
            for word in words_of(text):
                if word not in STOP and weights.get(word, 0.0) < weight:
                    weights[word] = weight
    for word in ("".join(words_of(resource.name)), "".join(words_of(resource.slug))):
        weights.setdefault(word, 0.95)  # "harborhouse" in one word
    return weights
