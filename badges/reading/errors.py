"""What is raised where a file cannot be read."""


class UnreadableError(Exception):
    """The file cannot be read; `code` is the reason for the reader."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
