"""Quotation marks to quotes, and each quote to the cue that attributes it."""
