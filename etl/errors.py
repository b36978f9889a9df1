"""The one error that commands show as a sentence instead of a traceback."""


class DataError(Exception):
    """Input or state that the reader can mend; the message names the file and the place."""


class NotFound(DataError):
    """What was asked of a server is not there (HTTP 404 or 410)."""
