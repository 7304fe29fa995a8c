"""Find the model files that installed packages carry, and trust none that was changed."""

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from pipeline.problems import PipelineError, Place, Problem


class ModelFault(PipelineError):  # noqa: N818 - reads as a sentence at the raise
    """A model file is missing or is not the one we know."""

    def __init__(self, package: str, message: str) -> None:
        hint = "Install Afterword again; its models come with it and are never downloaded later."
        super().__init__([Problem(Place(package), message, hint)])


def read(package: str, path: str, digest: str) -> bytes:
    """Return the file `path` inside the installed `package`, if it is the one we know."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelFault(package, "This package is not installed.")
    file = Path(next(iter(spec.submodule_search_locations)), path)
    if not file.is_file():
        raise ModelFault(package, f"It has no file {path}.")
    content = file.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise ModelFault(package, f"Its file {path} is not the one we know.")
    return content


def installed(package: str) -> bool:
    """Say whether `package` is there, without importing it."""
    return find_spec(package) is not None
