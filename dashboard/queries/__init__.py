"""Every question asked of the marts: the only SQL outside ``etl/``."""
