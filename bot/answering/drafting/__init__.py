"""Drafts of answers: lines of the articles' own words, each with its evidence."""
