"""People: candidates and their awards, published apart from the market warehouse."""
