"""From a stranger's file to the badges in it."""
