"""Where the program that needs no Python begins: a double click opens the room, a dropped workbook in it."""

import os
import sys

from pipeline.cli import main


def words(given: list[str]) -> list[str]:
    """Return what to run: with nothing typed, or with files alone, the room."""
    if not given or all(os.path.exists(each) and each not in main.commands for each in given):
        return ["open", *given]
    return given


if __name__ == "__main__":
    main(words(sys.argv[1:]), prog_name="afterword")
