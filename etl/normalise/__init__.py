"""Turns the raw strings of a posting (pay, place, date, title, employer, text) into facts."""
