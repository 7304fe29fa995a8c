"""Build the folder that people run without Python, with PyInstaller: python release/freeze.py [FOLDER].

Afterword must be installed where this runs, with its extra `room`, as a wheel: what lies in the wheel goes in.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

from PyInstaller.__main__ import run

DATA = ("pipeline", "afterword_models", "lemminflect")  # files beside the code
META = ("afterword", "click", "flask", "werkzeug")  # whose version is asked for
NEVER = ("tkinter", "IPython", "matplotlib", "pytest", "scipy", "pandas")


def main(folder: str = "dist") -> None:
    """Build it in `folder`/afterword."""
    if find_spec("pipeline.room") is None or find_spec("flask") is None:
        raise SystemExit("Install Afterword with its extra first: pip install 'afterword[room]'")
    here = Path(__file__).parent
    run(
        [
            *(f"--collect-data={each}" for each in DATA),
            *("--collect-submodules=pipeline",),
            *(f"--copy-metadata={each}" for each in META),
            *(f"--exclude-module={each}" for each in NEVER),
            *("--name=afterword", "--onedir", "--console", "--noconfirm", "--clean"),
            f"--distpath={folder}",
            f"--workpath={Path(folder, 'work')}",
            f"--specpath={Path(folder, 'work')}",
            str(here / "start.py"),
        ]
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
