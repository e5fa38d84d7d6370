"""Services that run checks: how pd recognises them, and the report formats that they show."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.files import real_path


class Service(NamedTuple):
    """A service: the variable that is `true` there, that of the folder it has checked out, and the format it shows."""

    runs_here: str
    top: str
    format: str


SERVICES = (
    Service("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "github"),
    Service("GITLAB_CI", "CI_PROJECT_DIR", "gitlab"),
)


def service_format(environ: Mapping[str, str]) -> str | None:
    """The format that the service takes where pd runs; None elsewhere."""
    return next((service.format for service in SERVICES if environ.get(service.runs_here) == "true"), None)


def checkout_folders(environ: Mapping[str, str]) -> Iterator[Path]:
    """The folders that services have checked out here."""
    for service in SERVICES:
        top = environ.get(service.top)
        if top:
            yield real_path(Path(top))
