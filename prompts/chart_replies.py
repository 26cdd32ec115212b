"""What charts of statements over time say; as :mod:`prompts.replies`."""

from __future__ import annotations

from prompts import Plural, Reply

BY_DAY, BY_WEEK, BY_MONTH, BY_QUARTER, BY_YEAR = "by day", "by week", "by month", "by quarter", "by year"
BY_YEARS = Reply("by {n} years", "n")
BY_OUTLET, BY_TOPIC = "outlet", "topic"
OTHERS = "others"
NO_OUTLET = "no outlet"
CHART_OF = Reply("{statements} {stretch}, by {split}", "statements stretch split")
CHART_OF_SPEAKERS = Reply("{statements} of {speakers} speakers, by outlet", "statements speakers")
WITHOUT_A_DAY = Plural("1 statement without a date", "{n} statements without a date")
CHART_TITLE_ON = Reply("{who} on {topic}", "who topic")
CHART_TITLE_ALL = "Who is quoted"
CHART_TITLE_ALL_ON = Reply("Who is quoted on {topic}", "topic")
NOBODY_TO_DRAW = Reply("There are no statements of {who} to draw", "who")
NOTHING_TO_DRAW = "There are no statements to draw"
NO_DAYS_TO_DRAW = "None of these statements has a date"
LOOK_FOR_NAMES = "`verbatim quotes` lists what there is; `verbatim timeline` alone shows who is quoted"
NO_PICTURES = "Pictures need matplotlib, which isn't installed"
INSTALL_PICTURES = (
    'Install it in Verbatim\'s folder: .venv/bin/uv pip install -e ".[pictures]"; without it there are bars, and --html'
)
NO_PICTURE_HERE = "A terminal can't show a picture"
NAME_A_PICTURE = "Name a file: --png timeline.png"
CHART_ROW, CHART_COUNT = "When", "Statements"
CHART_SPEAKER = "Who"
