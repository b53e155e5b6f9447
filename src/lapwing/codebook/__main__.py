"""Print the codebook as the Markdown page: ``python -m lapwing.codebook > docs/codebook.md``."""

import sys

from lapwing.codebook import load
from lapwing.codebook.render import markdown

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
sys.stdout.write(markdown(load()))
