"""The command line: parse, call one function, print. No command decides anything about an event.

Only this room reads the environment and the clock. What a command needs is imported when it runs, so that
``lapwing --help`` answers at once.
"""

import os
import sys

# Read by numpy when it is first loaded. The matrices of one article are small: threads that wait for each other
# spin, which took a quarter to a third more processor time for `lapwing code examples/articles` on two processors
# and saved none of the time to wait for it.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def main() -> None:
    """Run the ``lapwing`` command and leave with its exit code.

    Matrices are multiplied by one thread in each process unless the environment asks for more.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    from lapwing.cli.app import app
    from lapwing.cli.exits import Exit, fault

    try:
        app(prog_name="lapwing")
    # This is the door: what nobody foresaw is told with its place and ends with a code of its own.
    except Exception as error:  # noqa: BLE001
        fault(error)
        sys.exit(Exit.FAULT)
