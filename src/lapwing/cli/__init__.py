"""The command line: parse, call one function, print. No command decides anything about an event.

Only this room reads the environment and the clock. What a command needs is imported when it runs, so that
``lapwing --help`` answers at once.
"""

import sys


def main() -> None:
    """Run the ``lapwing`` command and leave with its exit code."""
    from lapwing.cli.app import app
    from lapwing.cli.exits import Exit, fault

    try:
        app(prog_name="lapwing")
    # This is the door: what nobody foresaw is told with its place and ends with a code of its own.
    except Exception as error:  # noqa: BLE001
        fault(error)
        sys.exit(Exit.FAULT)
