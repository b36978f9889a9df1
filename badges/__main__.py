"""``python -m badges verify FILE ...``."""

import sys

from badges.command import main

if __name__ == "__main__":
    sys.exit(main())
