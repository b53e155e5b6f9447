import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.decode import decode, mend
from tests.documents.make import ENGLISH

ACCENTED = f"{ENGLISH} “It was loud,” said José Muñoz of the café — the nearest one."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_english_is_read_in_the_encodings_it_comes_in(encoding: str) -> None:
    assert decode(ACCENTED.encode(encoding)).text == ACCENTED


def test_latin_1_is_read() -> None:
    text = f"{ENGLISH} José Muñoz saw it."
    assert decode(text.encode("latin-1")).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_declared_encoding_is_taken_where_it_fits(encoding: str) -> None:
    russian = "Полиция задержала трёх мужчин у порта."
    assert decode(russian.encode(encoding), declared=encoding).text == russian


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "utf-8", "", "a\0b"])
def test_a_wrong_declaration_is_passed_over(declared: str) -> None:
    assert decode(ACCENTED.encode("cp1252"), declared=declared).text == ACCENTED


def test_a_page_that_declares_latin_1_means_windows_1252() -> None:
    assert decode(ACCENTED.encode("cp1252"), declared="iso-8859-1").text == ACCENTED


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"\x89PNG\r\n",
        b"\x1f\x8b\x08",
        bytes(range(256)) * 4,
        b"a\0b\0\0c" * 50,
        b"\x01\x02text",
    ],
)
def test_binary_data_is_told_from_text(data: bytes) -> None:
    assert decode(data).fault == "binary"


def test_lost_characters_are_counted_and_too_many_are_refused() -> None:
    few = decode((ENGLISH * 2).encode() + b"\x81")
    assert (few.lost, few.fault) == (1, None)
    assert decode(("word \ufffd " * 20).encode()).fault == "bad_encoding"


@pytest.mark.parametrize("text", ["the group’s “claim” – a café’s", "Muñoz, Łódź? €5 … João 20° ½"])
def test_text_that_was_decoded_wrongly_is_mended(text: str) -> None:
    garbled = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    mended, count = mend(garbled)
    assert count > 0
    assert mended.replace("Å\x81", "Ł") == text


@pytest.mark.parametrize(
    "text", ["“IRMÔ", "SÃO PAULO", "Â la carte", "Škoda Åland", "â€ is not certain", "A ½"]
)
def test_what_may_be_right_is_left(text: str) -> None:
    assert mend(text) == (text, 0)


@given(st.text())
def test_utf_8_always_comes_back(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded.fault is not None or decoded.text is not None
    if decoded.text is not None and not text.startswith("\ufeff"):
        assert decoded.text == text


@given(
    st.binary(max_size=200), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "utf-7", "idna", "rot13"])
)
def test_no_bytes_break_decoding(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared=declared)
    assert (decoded.text is None) == (decoded.fault is not None)
