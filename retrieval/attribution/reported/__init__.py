"""Reported clauses: found by rules, judged by a fitted classifier."""
