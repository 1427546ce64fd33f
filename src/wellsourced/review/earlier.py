"""The dossier of an earlier state: out of a file that was written then, or out of git's history."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from wellsourced.checks.context import Context
from wellsourced.diagnostics import Findings
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.review.collect import collect_dossier
from wellsourced.review.dossier import Dossier
from wellsourced.review.json import NoDossierError, read_review_json

#: What a project is read from; nothing else is taken out of the history.
_FOLDERS = ("article", "sections", "references")
#: More than any article needs, less than fills a disk.
_MOST_BYTES = 512 * 1024 * 1024
_SECONDS = 60
#: Nothing that a repository's configuration names is run, and nothing is fetched.
_SAFE = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")


class NoEarlierStateError(Exception):
    """There is no such earlier state, or it cannot be read. The message is for the user."""


def read_earlier(since: str, context: Context) -> Dossier:
    """The dossier of the project of `context` as it was: `since` is a review.json, or a git revision.

    A file goes before a revision of the same name. No rules run over the earlier state, so that it holds no
    diagnostics. Raises NoEarlierStateError.
    """
    file = Path(since)
    if file.is_file():
        try:
            return read_review_json(file.read_bytes())
        except (NoDossierError, OSError) as error:
            raise NoEarlierStateError(f"{since}: {error}") from error
    if since.endswith(".json"):
        raise NoEarlierStateError(f"there is no file {since}")
    return _read_revision(since, context)


def _read_revision(revision: str, context: Context) -> Dossier:
    root = context.project.root
    if revision.startswith("-") or not revision.isprintable() or not revision.strip():
        raise NoEarlierStateError(f"{revision!r} is no git revision")
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
        otherwise=f"git knows no revision {revision!r} in {root}, and there is no file of that name",
    ).decode().strip()  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="wellsourced-since-") as folder:
        for path, content in _files(root, commit):
            target = Path(folder, *PurePosixPath(path).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        loaded = load(Path(folder))
        if loaded.project is None:
            first = next(d for d in loaded.diagnostics if d.severity == "error")
            raise NoEarlierStateError(f"the project cannot be read as of {revision}: {first.span}: {first.message}")
        earlier = Context.of_article(loaded.project, parse(loaded.project), context.today)
        return collect_dossier(earlier, Findings(()))


def _files(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """(Path from the project's root, content) of the project's files, byte for byte: no filter is run on them."""
    listing = _git(
        root, "ls-tree", "-r", "-z", "--long", commit, "--", *_FOLDERS, otherwise="git cannot list the files"
    )
    wanted: list[tuple[str, str]] = []
    total = 0
    for line in listing.split(b"\0"):
        attributes, _, name = line.decode("utf-8", "surrogateescape").partition("\t")
        # Mode, type, object, size: only plain files, for a link could lead anywhere.
        mode, _, object_name, size = (*attributes.split(), "", "", "", "")[:4]
        parts = PurePosixPath(name).parts
        if mode in ("100644", "100755") and parts and ".." not in parts and not PurePosixPath(name).is_absolute():
            wanted.append((name, object_name))
            total += int(size)
    if total > _MOST_BYTES:
        raise NoEarlierStateError(f"the files of that revision are larger than {_MOST_BYTES // 1024**2} MB")
    asked = "".join(f"{object_name}\n" for _, object_name in wanted).encode()
    answer = _git(root, "cat-file", "--batch", input=asked, otherwise="git cannot read the files")
    position = 0
    for name, _ in wanted:
        end = answer.index(b"\n", position)
        size_of = int(answer[position:end].rsplit(b" ", 1)[1])
        yield name, answer[end + 1 : end + 1 + size_of]
        position = end + 1 + size_of + 1


def _git(root: Path, *arguments: str, otherwise: str, input: bytes | None = None) -> bytes:
    """What git answers. Its own environment variables are set aside: the repository is that of `root`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *_SAFE, *arguments],
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise NoEarlierStateError("git is not installed; name an earlier review.json instead") from None
    except subprocess.TimeoutExpired:
        raise NoEarlierStateError(f"git did not answer within {_SECONDS} seconds") from None
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").split("\n")[0]
        raise NoEarlierStateError(f"{otherwise}{f' ({words})' if words else ''}")
    return done.stdout
