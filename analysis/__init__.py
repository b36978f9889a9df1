"""Pure functions of the project: no files, network, SQL, pages or clock."""
