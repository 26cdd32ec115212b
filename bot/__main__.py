"""``python -m bot`` and the console script ``verbatim``."""

import sys

INTERRUPTED = 130
"""128 + SIGINT, as shells count it."""


def main() -> int:
    """Run the command line; returns the exit code."""
    try:
        from bot.cli.main import run  # takes a moment, in which Ctrl-C is as good as later

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        print("verbatim: stopped", file=sys.stderr)  # noqa: T201
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
