"""Arithmetic with days that stays inside the calendar, for any day that an article or a question names."""

from __future__ import annotations

from datetime import date, timedelta


def days_before(day: date, days: int) -> date:
    """The day that many days earlier; the calendar's first day at the earliest."""
    return day - min(timedelta(days), day - date.min)


def days_after(day: date, days: int) -> date:
    """The day that many days later; the calendar's last day at the latest."""
    return day + min(timedelta(days), date.max - day)
