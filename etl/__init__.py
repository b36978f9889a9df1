"""Loads catalogs and hiring data into the published warehouse."""
