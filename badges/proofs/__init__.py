"""How a signature is checked: contexts, canonical forms, keys, suites and tokens."""
