"""What every test may ask for: the development data beside the project, when it is there."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the repository; the test is skipped, with the reason, without it."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip(f"needs the development data in {path.name}/ beside the repository")
    return path


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return ROOT
