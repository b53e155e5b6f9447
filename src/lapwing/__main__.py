"""``python -m lapwing`` is the ``lapwing`` command."""

from lapwing.cli import main

if __name__ == "__main__":
    main()
