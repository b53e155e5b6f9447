import json
from pathlib import Path

import pytest

from lapwing.coding import get_coder
from lapwing.coding.weights import weights
from lapwing.errors import CoderError, FittingError
from lapwing.fitting.weights import ModelFolder, numbered, tables, version_of, weights_file
from lapwing.linear import Linear
from lapwing.records import Document

SHIPPED = weights("cues")
ARTICLE = Document(doc_id="d", text="Gunmen killed three soldiers in Gao, Mali, on Monday.")


def kept(folder: Path, **models: Linear) -> Path:
    """A weights file with the shipped models but for those given."""
    fitted = numbered({**SHIPPED.models, **models})
    return ModelFolder(folder).keep(weights_file("cues", fitted, parent=SHIPPED.version, about={"n": 1}))


def altered(file: Path, **changes: object) -> str:
    data = json.loads(file.read_text(encoding="utf-8")) | changes
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def test_the_version_is_that_of_the_weights() -> None:
    one, other = ({"mention": Linear({"a": weight})} for weight in (1.0, 2.0))
    assert version_of(tables(one)) == numbered(one).version != numbered(other).version


def test_a_coder_named_by_a_weights_file_codes_with_its_weights(tmp_path: Path) -> None:
    never = kept(tmp_path, event=Linear({"bias": -50.0}))
    coder = get_coder(str(never))
    assert coder.name == "cues"
    assert coder.version != get_coder("cues").version
    assert get_coder("cues").code(ARTICLE).events
    assert not coder.code(ARTICLE).events


def test_a_model_folder_is_the_model_it_names(tmp_path: Path) -> None:
    file = kept(tmp_path, event=Linear({"bias": -50.0}))
    ModelFolder(tmp_path).adopt(file, instead_of="cues")
    assert get_coder(str(tmp_path)).version == get_coder(str(file)).version


def test_going_back_leads_through_all_that_was_in_use_to_the_shipped_weights(tmp_path: Path) -> None:
    folder = ModelFolder(tmp_path)
    first, second = (kept(tmp_path, event=Linear({"bias": bias})) for bias in (-1.0, -2.0))
    folder.adopt(first, instead_of="cues")
    folder.adopt(second, instead_of="ignored, since something was in use")
    assert folder.history() == ["cues", first.name, second.name]
    assert folder.revert() == first.name
    assert folder.revert() == "cues"
    assert get_coder(str(tmp_path)).version == get_coder("cues").version
    assert first.exists()
    assert second.exists()
    with pytest.raises(FittingError, match="nothing to go back to"):
        folder.revert()


def test_a_damaged_note_of_what_is_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text("{")
    with pytest.raises(FittingError, match=r"current\.json"):
        ModelFolder(tmp_path).history()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FittingError, match="cannot be written"):
        kept(tmp_path / "taken")


def test_a_folder_without_a_model_is_no_coder(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="no adopted model"):
        get_coder(str(tmp_path))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"coder": "cues", "models": {}}'])
def test_a_file_of_another_kind_is_no_coder(tmp_path: Path, text: str) -> None:
    (tmp_path / "w.json").write_text(text)
    with pytest.raises(CoderError, match="no weights file"):
        get_coder(str(tmp_path / "w.json"))


def test_weights_fitted_from_others_than_those_that_ship_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="fitted from the weights 0123"):
        get_coder(altered(kept(tmp_path), shipped="0123"))


def test_weights_that_lack_a_stage_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match=r"lacks the weights of: .*country"):
        get_coder(altered(kept(tmp_path), models={"event": {}}))


def test_weights_for_an_unknown_coder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="no weights ship for 'magic'"):
        get_coder(altered(kept(tmp_path), coder="magic"))
