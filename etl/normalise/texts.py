"""Posting text: clean lines, and a key under which the same text published twice is one."""

import hashlib
import re
from html import unescape

SHORT_TEXT_LENGTH = 400
"""Texts below this many characters (often one shared sentence) need title and employer as well."""
KEY_LENGTH = 16

MAXIMUM_UNESCAPES = 3
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|header|footer|dt|dd|dl|hr|"
    r"blockquote|pre|tbody|thead)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]{0,500}>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]{0,14}(?:\s[^<>]{0,1000})?/?>|<!--.{0,2000}?-->", re.DOTALL
)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z][a-z0-9]{1,10});", re.IGNORECASE)
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]")
_SPACES = re.compile(r"[^\S\n]+")
_OTHER_SPACES = [c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \n"]
_ASCII_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_SIGNS = re.compile(r"\W+")
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_TAGS = ((_HIDDEN, " "), (_BLOCK_TAG, "\n"), (_TAG, " "))
REPLACEMENTS = (
    *_TAGS,
    (_ZERO_WIDTH, ""),
    (_SPACES, " "),
)
"""Patterns and what stands for them, in order, once the entities are decoded."""


def clean_text(raw: str) -> str:
    """`raw` as plain lines: entities decoded (also when escaped twice), tags removed.

    Block tags become line breaks, because headings such as "Requirements" must stay on lines of
    their own; runs of spaces become one, and runs of empty lines become one empty line.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(MAXIMUM_UNESCAPES if "&" in text else 0):
        if not ENTITY.search(text):
            break
        text = unescape(text)
    # What most texts lack is asked for first: the patterns below are dear. They do what
    # `REPLACEMENTS` says.
    if "<" in text:
        for pattern, value in _TAGS:
            text = pattern.sub(value, text)
    is_ascii = text.isascii()
    for sign in "" if is_ascii else ZERO_WIDTH:
        text = text.replace(sign, "")
    for space in _OTHER_SPACES:
        if is_ascii and space > "\x7f":
            break
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    text = "\n".join([line.strip(" ") for line in text.split("\n")])
    if "\n\n\n" in text:
        text = BLANK_LINES.sub("\n\n", text)
    return text.strip()


def text_key(text: str, title: str, employer: str | None) -> str:
    """16 hexadecimal characters that are equal for texts equal but for case, spaces and signs.

    Only letters and digits count. A text shorter than 400 characters is keyed with its title and
    employer, so that different jobs sharing one sentence stay apart.
    """
    parts = [_letters_and_digits(text)]
    if len(text) < SHORT_TEXT_LENGTH:
        parts += [_letters_and_digits(title), _letters_and_digits(employer or "")]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=KEY_LENGTH // 2).hexdigest()


def _letters_and_digits(text: str) -> str:
    # Signs of ASCII go as bytes, which is quicker; `\W` and `_` are what `str.isalnum` refuses.
    plain = text.casefold().encode("utf-8", "surrogatepass").translate(None, _ASCII_SIGNS)
    return _SIGNS.sub("", plain.decode("utf-8", "surrogatepass"))
