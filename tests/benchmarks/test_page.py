from benchmarks.page import Row, markdown_table, write_section


def test_a_section_is_added_and_then_rewritten_in_place(tmp_path):
    page = tmp_path / "docs" / "quality.md"
    write_section("quality", "first", page)
    write_section("speed", "fast", page)
    write_section("quality", "second \\1", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Quality")
    assert "first" not in text
    assert text.index("second \\1") < text.index("fast")
    assert text.count("<!-- quality -->") == 1


def test_rewriting_the_same_changes_nothing(tmp_path):
    page = tmp_path / "quality.md"
    write_section("quality", "figures", page)
    before = page.read_bytes()
    write_section("quality", "figures", page)
    assert page.read_bytes() == before


def test_a_row_says_whether_its_target_was_reached():
    table = markdown_table([Row("record F1", "dev", "0.5", "≥ 0.4", True).cells, Row("x", "y", "1").cells])
    assert table.splitlines()[2:] == ["| record F1 | dev | 0.5 | ≥ 0.4 | yes |", "| x | y | 1 |  |  |"]
