"""Read badges out of files, and judge them. Stands alone: it imports nothing else of ours.

>>> for found in badges.read("badge.png"):
...     result = badges.verify(found)

Offline and without a list of trusted issuers unless `Settings` say otherwise.
"""

from badges.fetching import Online
from badges.reading.files import read
from badges.replay import Replay, answers_of
from badges.trust import read_trust
from badges.values import Check, Found, Result, Settings, Trusted
from badges.verdicts import for_recipient, verify

__all__ = [
    "Check",
    "Found",
    "Online",
    "Replay",
    "Result",
    "Settings",
    "Trusted",
    "answers_of",
    "for_recipient",
    "read",
    "read_trust",
    "verify",
]
