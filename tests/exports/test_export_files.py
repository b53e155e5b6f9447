"""Where exports are written: whole or not at all, and never over what is there unless asked to."""

import io
from pathlib import Path

import pytest

from lapwing.errors import ExportError
from lapwing.exports import EXPORTERS, publish
from lapwing.exports.files import whole_file
from tests.exports.make import ROWS, exported


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_same_rows_give_the_same_bytes(format):
    assert exported(format) == exported(format)


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_file_and_a_stream_hold_the_same(format, tmp_path):
    assert publish(ROWS, format, tmp_path / "out") == 3
    assert (tmp_path / "out").read_bytes() == exported(format)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_stream_stays_open():
    out = io.BytesIO()
    for format in EXPORTERS:
        publish(ROWS, format, out)
    assert not out.closed


def test_a_file_that_exists_is_not_overwritten_unless_forced(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("precious")
    with pytest.raises(ExportError, match="exists already") as caught:
        publish(ROWS, "csv", path)
    assert "--force" in caught.value.hint
    assert path.read_text() == "precious"
    publish(ROWS, "csv", path, force=True)
    assert path.read_bytes() == exported("csv")


def test_an_export_that_fails_leaves_the_older_file_and_no_other(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("older")

    def rows():
        yield ROWS[0]
        raise KeyError("a fault half-way")

    with pytest.raises(KeyError):
        publish(rows(), "csv", path, force=True)
    assert [found.name for found in tmp_path.iterdir()] == ["events.csv"]
    assert path.read_text() == "older"


def test_a_disk_that_fills_up_is_an_error_with_a_hint(tmp_path):
    path = tmp_path / "events.csv"
    with pytest.raises(ExportError, match="No space left") as caught, whole_file(path, force=False):
        raise OSError(28, "No space left on device")
    assert "disk" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["", "no/such/folder/out.csv"])
def test_a_place_that_cannot_be_written_is_an_error_with_a_hint(tmp_path, path):
    with pytest.raises(ExportError) as caught:
        publish(ROWS, "csv", Path(tmp_path / path))
    assert caught.value.hint


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(ExportError, match="xlsx") as caught:
        publish(ROWS, "xlsx", io.BytesIO())
    assert "csv, geojson, jsonl, parquet" in caught.value.hint
