"""Folders of people's data, for the account that runs the project and nobody else."""

from pathlib import Path

from etl.paths import Paths

IMPORTS, QUARANTINE, HIRES = "imports", "quarantine", "hires"
FOLDER_MODE, FILE_MODE = 0o700, 0o600


def people_folder(paths: Paths) -> Path:
    """``data/people``, made where it is missing and closed to others, like the folders in it.

    Rows that an import refuses are people's too, so that their folder is closed as well.
    """
    for folder in (paths.people, *(paths.people / n for n in (IMPORTS, QUARANTINE, HIRES))):
        private_folder(folder)
    return paths.people


def private_folder(folder: Path) -> Path:
    """Make a folder that others cannot look into, or close one that they can.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    if folder.stat().st_mode & 0o077:
        try:
            folder.chmod(FOLDER_MODE)
        except PermissionError:
            # A volume that somebody else owns and lends: its owner decides who may look.
            return folder
    return folder
