"""``python -m bot`` and the console script ``verbatim``."""

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    from bot.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
