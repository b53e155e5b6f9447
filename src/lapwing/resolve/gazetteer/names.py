"""When two spellings name one place, and which spellings are worth keeping."""

import re
from collections.abc import Iterator

from lapwing.text.fold import fold

_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset("al el ad ar as ash at an az".split())
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'‘’ʻ`][A-Za-zÀ-ÿĀ-ɏḀ-ỿ'‘’ʻʼ`. -]+")
_CODE = re.compile(r"[A-Z]{1,4}")
_GENERIC = frozenset(
    """province governorate oblast region district county state krai republic prefecture department division
    parish borough municipality city metropolitan territory autonomous okrug
    muhafazat wilaya shahrestan e rayon raion kabupaten kota huyen powiat gemeente okres obshtina kommun kommune
    provincia departamento municipio comuna barrio amphoe liwa markaz tumani audany ilcesi shi gun jaras
    opcina opstina respublika arrondissement cercle politischer bezirk canton partido qada nahiyat mudiriyat
    wuleswali uluswali""".split()
)
ARABIC = frozenset(
    "DZA BHR TCD COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM ISR".split()
)


def place_key(name: str) -> str:
    """What the gazetteer looks a name up by: folded, "St." as "saint", without a leading "the"."""
    words = fold(name).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(_WORDS.get(word, word) for word in words)


def worth_keeping(name: str) -> bool:
    """Whether an alternate name may stand in English news: Latin letters, no code, no transliteration."""
    return 3 < len(name) <= 40 and not _CODE.fullmatch(name) and bool(_LATIN.fullmatch(name))


def without_article(key: str) -> str | None:
    """The key without a leading Arabic article, ``None`` when it has none or little would be left."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and len(rest) > 3 else None


def bare_name(key: str) -> str:
    """The key of a province or district without the words for its kind, in English or its own language."""
    words = [word for word in key.split() if word not in _GENERIC]
    return " ".join(words) or key


def spelling_keys(name: str, country: str | None) -> Iterator[str]:
    """The keys under which a populated place can be found."""
    key = place_key(name)
    if key:
        yield key
        if country in ARABIC and (rest := without_article(key)):
            yield rest
