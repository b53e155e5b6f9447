"""What every test may ask for: the development data beside the project, when it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# On CI the same examples every time: a change is judged by what it did. At home new ones, to find what is missed.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


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
