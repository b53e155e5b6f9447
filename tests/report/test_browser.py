"""The page in a real browser: it runs under its own policy, and keyboard and mouse lead to the words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from lapwing.records import Coding, Document
from lapwing.report import page, pages

pytestmark = pytest.mark.browser
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1280,900 --force-prefers-reduced-motion"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("needs chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield opened
    opened.quit()


@pytest.fixture
def shown(browser: webdriver.Chrome, tmp_path: Path, document: Document, coding: Coding) -> webdriver.Chrome:
    # A long tail makes sure that leading to the words has to scroll.
    longer = document.model_copy(update={"text": document.text + "\nNothing else was reported.\n" * 200})
    file = tmp_path / "page.html"
    file.write_text(page(longer, coding), encoding="utf-8")
    browser.get(file.as_uri())
    return browser


def value(browser: webdriver.Chrome, field: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, f'a.words[data-field="{field}"]')


def outlined(browser: webdriver.Chrome) -> str:
    return "".join(mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "mark.shown"))


def in_view(browser: webdriver.Chrome, css: str) -> bool:
    script = (
        "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return r.top >= 0 && r.bottom <= innerHeight;"
    )
    return bool(browser.execute_script(script, css))


def test_a_click_on_a_value_outlines_its_words(shown: webdriver.Chrome) -> None:
    shown.execute_script("scrollTo(0, document.body.scrollHeight)")
    value(shown, "killed, event 1").click()
    assert outlined(shown) == "at least 12 people"
    assert in_view(shown, "mark.shown")


def test_enter_does_the_same_and_escape_comes_back(shown: webdriver.Chrome) -> None:
    link = value(shown, "detained, event 3")
    shown.execute_script("arguments[0].focus()", link)
    link.send_keys(Keys.ENTER)
    assert outlined(shown).endswith("and two other suspects")
    assert shown.switch_to.active_element.tag_name == "mark"
    said = shown.find_element(By.ID, "said").get_attribute("textContent")
    assert said is not None
    assert said.startswith("detained, event 3: ")
    shown.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert shown.switch_to.active_element == link
    assert outlined(shown) == ""


def test_only_one_value_is_outlined_at_a_time(shown: webdriver.Chrome) -> None:
    value(shown, "killed, event 1").click()
    value(shown, "date, event 2").click()
    assert outlined(shown) == "on Tuesday"
    assert len(shown.find_elements(By.CSS_SELECTOR, "a[aria-current]")) == 1


def test_words_tell_what_they_are_evidence_for(shown: webdriver.Chrome) -> None:
    value(shown, "group, event 1").click()
    title = shown.find_element(By.CSS_SELECTOR, "mark.shown").get_attribute("title")
    assert title == "event 1: group; event 2: reported here, actors, group"


def test_a_number_in_the_text_leads_to_its_event(shown: webdriver.Chrome) -> None:
    shown.find_element(By.CSS_SELECTOR, 'a.badge[href="#d1e4"]').click()
    assert in_view(shown, "#d1e4 h4")


def test_the_page_breaks_none_of_its_own_rules(shown: webdriver.Chrome) -> None:
    assert shown.get_log("browser") == []
    colour = shown.find_element(By.CSS_SELECTOR, ".card").value_of_css_property("border-left-width")
    assert colour == "5px"


def test_a_script_in_an_article_never_runs(
    browser: webdriver.Chrome, tmp_path: Path, document: Document
) -> None:
    evil = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    file = tmp_path / "evil.html"
    coded = document.model_copy(update={"text": evil, "title": evil})
    file.write_text(pages([(coded, Coding(doc_id="d", coder="c"))]), encoding="utf-8")
    browser.get(file.as_uri())
    assert browser.title.startswith("<script>")
    assert browser.find_elements(By.TAG_NAME, "img") == []


def test_a_narrow_screen_needs_no_sideways_scrolling(shown: webdriver.Chrome) -> None:
    shown.set_window_size(500, 800)
    wide = shown.execute_script("return document.documentElement.scrollWidth > innerWidth + 1")
    shown.set_window_size(1280, 900)
    assert wide is False
