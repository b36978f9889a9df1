"""What the ETL would not do."""


class Refused(Exception):
    """A file that cannot be imported, a build that failed, a desk that cannot be written: why."""
