import json
from pathlib import Path

import pytest

from lapwing.documents.language import languages
from tests.documents.make import ENGLISH

OTHERS = {
    "es": (
        "La policía detuvo el lunes a tres hombres que, según el gobierno, habían colocado una bomba "
        "cerca del puerto. Los sospechosos fueron llevados a la capital."
    ),
    "fr": (
        "La police a arrêté lundi trois hommes qui, selon le gouvernement, avaient posé une bombe "
        "près du port. Les suspects ont été conduits dans la capitale."
    ),
    "de": (
        "Die Polizei hat am Montag drei Männer festgenommen, die nach Angaben der Regierung eine "
        "Bombe in der Nähe des Hafens gelegt hatten."
    ),
    "it": (
        "La polizia ha arrestato lunedì tre uomini che, secondo il governo, avevano messo una bomba "
        "vicino al porto. I sospettati sono stati portati nella capitale."
    ),
    "pt": (
        "A polícia prendeu na segunda-feira três homens que, segundo o governo, colocaram uma bomba "
        "perto do porto. Os suspeitos foram levados para a capital."
    ),
    "nl": (
        "De politie heeft maandag drie mannen opgepakt die volgens de regering een bom bij de haven "
        "hadden gelegd. De verdachten zijn naar de hoofdstad gebracht."
    ),
    "tr": (
        "Polis pazartesi günü limanın yakınına bomba koyduğu öne sürülen üç kişiyi gözaltına aldı ve "
        "şüpheliler için başkente bir ekip gönderildi, olay ile ilgili bir açıklama daha yapıldı."
    ),
    "id": (
        "Polisi menangkap tiga orang yang diduga menaruh bom di dekat pelabuhan pada hari Senin dan "
        "mereka akan dibawa ke ibu kota untuk diperiksa."
    ),
    "sw": (
        "Polisi waliwakamata watu watatu siku ya Jumatatu kwa madai ya kuweka bomu karibu na "
        "bandari, na walipelekwa katika mji mkuu wa nchi hiyo."
    ),
    "so": (
        "Booliisku waxay Isniintii qabteen saddex nin oo lagu tuhmayo inay bam dhigeen dekedda "
        "agteeda, waana la geeyay caasimadda ka dib."
    ),
    "ru": (
        "Полиция задержала в понедельник трёх мужчин, которые, по данным правительства, заложили "
        "бомбу рядом с портом."
    ),
    "ar": "اعتقلت الشرطة يوم الاثنين ثلاثة رجال يشتبه في أنهم زرعوا قنبلة قرب الميناء.",
    "fa": "پلیس روز دوشنبه سه مرد را که گفته می‌شود بمبی در نزدیکی بندر کار گذاشته بودند بازداشت کرد.",
    "zh": "警方星期一逮捕了三名男子，据政府称，他们在港口附近放置了炸弹。",
    "sv": (
        "Polisen grep på måndagen tre män som enligt regeringen hade lagt en bomb vid hamnen och som "
        "har förts till huvudstaden för att förhöras."
    ),
    "pl": (
        "Policja zatrzymała w poniedziałek trzech mężczyzn, którzy według rządu podłożyli bombę w "
        "pobliżu portu, a teraz są przesłuchiwani przez prokuratora, jak podało ministerstwo, które "
        "nie podało szczegółów."
    ),
    "ha": (
        "A ranar Litinin ne 'yan sanda suka kama mutane uku da ake zargin sun dasa bam a kusa da "
        "tashar jirgin ruwa, kuma an kai su babban birnin."
    ),
    "vi": (
        "Cảnh sát hôm thứ Hai đã bắt ba người đàn ông được cho là đã đặt bom gần cảng và các nghi "
        "phạm được đưa về thủ đô."
    ),
}


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_another_language_is_named(code: str) -> None:
    assert languages(OTHERS[code]).main == code


@pytest.mark.parametrize("code", sorted(set(OTHERS) - {"pl", "so"}))
def test_paragraphs_of_another_language_are_found_in_an_english_page(code: str) -> None:
    text = f"{ENGLISH}\n\n{OTHERS[code]}\n\n{ENGLISH}"
    found = languages(text)
    assert found.main == "en"
    assert [(part.language, part.span.quote(text)) for part in found.foreign] == [(code, OTHERS[code])]


@pytest.mark.parametrize("join", ["\n", "\n\n"])
def test_lines_count_as_paragraphs_where_no_empty_lines_part_them(join: str) -> None:
    text = join.join([ENGLISH, OTHERS["fr"], ENGLISH])
    assert [part.language for part in languages(text).foreign] == ["fr"]


def test_a_page_with_one_english_line_is_not_english() -> None:
    assert languages(f"Port Weekly\n\n{OTHERS['es']}\n\n{OTHERS['es']}").main == "es"


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH.upper(), "BOMB KILLS TWO IN PORT CITY", "Three dead", "Port City: bomb kills two, wounds ten",
        "Los Angeles police hunt El Salvador gang boss",
        "Suspects: Abdul Karim bin Yusuf, Ali Hassan el-Masri, Omar de la Cruz, Jean du Pont",
        "A QUANTITY OF EXPLOSIVES WAS FOUND BY TROOPS IN THE DEPARTMENT OF LA UNION.",
    ],
)  # fmt: skip
def test_short_english_and_english_in_capitals_are_english(text: str) -> None:
    assert languages(text) == ("en", ())


def test_a_sentence_quoted_in_another_language_stays() -> None:
    assert languages(f'{ENGLISH} "No pasarán los enemigos de la paz," he said in Spanish.').foreign == ()


def test_numbers_alone_have_no_language() -> None:
    assert languages("12 345 !").main is None


@pytest.mark.shared
@pytest.mark.parametrize("name", ["data/muc4/dev.jsonl", "gold/dev.jsonl"])
def test_real_english_is_english_throughout(shared: Path, name: str) -> None:
    for line in (shared / name).read_text("utf-8").splitlines():
        assert languages(json.loads(line)["text"]) == ("en", ())
