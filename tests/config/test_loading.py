"""Settings are read whole, and all their faults are told at once."""

import datetime as dt
from pathlib import Path

import pytest

from lapwing.config import Settings, find, load
from lapwing.errors import ConfigError

SOURCE = '[[sources]]\nname = "Sarvan Courier"\nurl = "https://courier.example/rss.xml"\n'
CONTACT = 'contact = "desk@monitor.example"\n'


@pytest.fixture
def read(tmp_path: Path):
    def settings(text: str) -> Settings:
        file = tmp_path / "lapwing.toml"
        file.write_text(text, encoding="utf-8")
        return load(file)

    return settings


@pytest.fixture
def faults(read):
    def told(text: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            read(text)
        assert "docs/sources.md" in (caught.value.hint or "")
        return list(caught.value.faults)

    return told


def test_the_example_says_everything(repository: Path) -> None:
    settings = load(repository / "examples" / "lapwing.toml")
    assert [source.name for source in settings.sources][:2] == ["Sarvan Courier", "Lakeside Press Agency"]
    courier = settings.source("Sarvan Courier")
    assert courier is not None
    assert (courier.every, courier.start) == (dt.timedelta(minutes=15), dt.date(2024, 1, 1))
    assert courier.reliability == "C"
    assert settings.sources[1].reliability is None
    assert settings.sources[-1].path == str(repository / "examples" / "articles")
    assert settings.alerts[0].countries == ("MLI", "BFA", "NER")
    assert settings.smtp is not None
    assert settings.smtp.password_env == "LAPWING_SMTP_PASSWORD"


def test_an_empty_file_leaves_everything_open(read) -> None:
    assert read("") == Settings()


def test_paths_are_taken_from_the_folder_of_the_file(read, tmp_path: Path) -> None:
    settings = read('archive = "kept"\nstore = "a.sqlite"\n[[sources]]\nname = "Shelf"\npath = "shelf"\n')
    assert settings.archive == tmp_path / "kept"
    assert settings.store == str(tmp_path / "a.sqlite")
    assert settings.sources[0].path == str(tmp_path / "shelf")
    assert settings.sources[0].place == str(tmp_path / "shelf")


def test_an_address_of_a_store_stays_as_it_is(read) -> None:
    assert read('store = "postgresql://desk@db/news"').store == "postgresql://desk@db/news"


def test_all_faults_are_told_at_once_with_their_paths(faults) -> None:
    told = faults(
        'contact = "nobody"\ncolour = 1\n'
        '[[sources]]\nname = "A"\nurl = "ftp://a.example"\nkind = "fede"\nevery = "often"\n'
        '[[sources]]\nname = "A"\npath = "x"\nkind = "feed"\n'
        '[[sources]]\nurl = "https://c.example"\npath = "x"\nhome_country = "XXX"\n'
        '[[alerts]]\nname = "Q"\ntypes = ["atack"]\n'
    )
    assert {fault.split(":")[0] for fault in told} == {
        "contact", "colour", "sources[0].url (A)", "sources[0].kind (A)", "sources[0].every (A)",
        "sources[1].name (A)", "sources[1].kind (A)", "sources[2].name", "sources[2].home_country",
        "sources[2]", "alerts[0].types[0] (Q)", "alerts[0] (Q)",
    }  # fmt: skip
    assert "did you mean 'feed'?" in next(fault for fault in told if "sources[0].kind" in fault)
    assert "did you mean 'attack'?" in next(fault for fault in told if "types[0]" in fault)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("relability = 'A'", "sources[0].relability (Sarvan Courier): is not a setting here; did you mean 'reli"),
        ("license = 'CC BY'", "did you mean 'licence'?"),
        ("reliability = 'G'", "is none of 'A', 'B', 'C', 'D', 'E' or 'F'"),
        ("home_country = 'ml'", "no country code"),
        ("language = 'English'", "ISO 639"),
        ("start = 2024-05-01\nstop = 2024-04-01", "lies before start"),
        ("every = '0m'", "such as '15m'"),
        ("every = 15", "such as '15m'"),
        ("kind = 'files'", "does not go with a url"),
        ("path = 'x'", "either url or path, not both"),
        ("allowed_hosts = ['http://x']", "the name of a host"),
        ("limit = 0", "greater than or equal to 1"),
    ],
)  # fmt: skip
def test_a_fault_of_a_source_says_what_to_write(faults, line: str, words: str) -> None:
    (told,) = faults(CONTACT + SOURCE + line)
    assert words in told


def test_a_suggestion_is_not_made_up(faults) -> None:
    (told,) = faults(CONTACT + SOURCE + "zzz = 1")
    assert told.endswith("is not a setting here")


def test_fetching_needs_a_contact(faults, read) -> None:
    (told,) = faults(SOURCE)
    assert told.startswith("contact: is missing")
    assert read('[[sources]]\nname = "Shelf"\npath = "x"').contact is None
    assert read('contact = "https://monitor.example/about"\n' + SOURCE).contact is not None


def test_the_password_is_never_in_the_file(faults) -> None:
    (told,) = faults('[smtp]\nhost = "mail.example"\nsender = "a@monitor.example"\npassword = "x"')
    assert told.startswith("smtp.password: ")
    assert "password_env" in told


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("name = 'Q'", "a webhook or an email"),
        ("name = 'Q'\nemail = ['a@monitor.example']", "needs the table [smtp]"),
        ("name = 'Q'\nwebhook = 'hooks.example'", "http:// or https://"),
        ("name = 'Q'\nwebhook = 'https://h.example'\ngroups = ['Islamic Stat']", "did you mean 'Islamic State'?"),
        ("name = 'Q'\nwebhook = 'https://h.example'\ncountry = 'MLI'", "did you mean 'countries'?"),
    ],
)  # fmt: skip
def test_a_fault_of_an_alert_says_what_to_write(faults, table: str, words: str) -> None:
    (told,) = faults("[[alerts]]\n" + table)
    assert words in told


def test_hosts_that_are_vouched_for_are_those_of_all_sources(read) -> None:
    settings = read(
        'allowed_hosts = ["news.intranet"]\n' + CONTACT + SOURCE + 'allowed_hosts = ["Mirror.Intranet:8080"]'
    )
    assert settings.hosts == ("news.intranet", "mirror.intranet:8080")


@pytest.mark.parametrize("text", [b"a = [", b"\xff\xfe", b"sources = 3", b"sources = ['x']", b"smtp = []"])
def test_what_is_no_settings_file_is_refused_with_its_reason(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "lapwing.toml"
    file.write_bytes(text)
    with pytest.raises(ConfigError):
        load(file)


def test_a_file_that_is_not_there_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "lapwing.toml")


def test_only_the_folder_itself_is_looked_in(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "lapwing.toml").write_text("")
    assert find(tmp_path) == tmp_path / "lapwing.toml"
    assert find(inner) is None
