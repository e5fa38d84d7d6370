"""Files of other tools in a portfolio, recognised by their names or front matter."""

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from pdcli.discovery.patterns import exact_pattern
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _

if TYPE_CHECKING:
    from pdcli.documents.document import Document

# Nothing in these folders is a teacher's: versions, settings, what was thrown away, copies that a tool keeps.
TOOL_FOLDERS = frozenset({
    ".git", ".github", ".gitlab", ".gitea", ".hg", ".svn", ".pd", ".venv", ".tox", ".nox", ".cache", ".idea", ".vscode",
    ".vs", ".fleet", ".zed", ".obsidian", ".logseq", ".trash", ".history", ".stfolder", ".stversions", ".sync",
    ".dropbox.cache", ".tmp.drivedownload", ".tmp.driveupload", ".ipynb_checkpoints", ".mypy_cache", ".pytest_cache",
    ".ruff_cache", ".quarto", ".devcontainer", ".circleci", ".husky", ".yarn", ".spotlight-v100", ".fseventsd",
    ".trashes", ".documentrevisions-v100", ".temporaryitems", ".config", ".local", ".npm", ".docusaurus", ".vuepress",
    ".vitepress", ".jekyll-cache", ".sass-cache", ".hypothesis",
})  # fmt: skip
_TOOL_FOLDER_PATTERNS = (".trash-*", ".~lock*")
# YAML of well-known tools; without a kind of pd it is theirs.
_TOOL_FILES = frozenset({
    "_bookdown.yml", "_config.yml", "_output.yml", "_quarto.yml", "_site.yml", "_toc.yml", "action.yml",
    "analysis_options.yaml", "antora-playbook.yml", "antora.yml", "app.yaml", "appveyor.yml", "azure-pipelines.yml",
    "bitbucket-pipelines.yml", "buildspec.yml", "chart.yaml", "circle.yml", "citation.yml", "cloudbuild.yaml",
    "codecov.yml", "codemagic.yaml", "compose.yaml", "compose.yml", "conda.yaml", "config.yaml", "config.yml",
    "crowdin.yml", "dependabot.yml", "devbox.yaml", "environment.yaml", "environment.yml", "firebase.yaml",
    "funding.yml", "galaxy.yml", "gitbook.yaml", "hugo.yaml", "jekyll.yml", "jitpack.yml", "kustomization.yaml",
    "lefthook.yml", "lerna.yml", "mint.yaml", "mkdocs.yaml", "mkdocs.yml", "myst.yml", "netlify.yml", "openapi.yaml",
    "openapi.yml", "pnpm-lock.yaml", "pnpm-workspace.yaml", "pubspec.yaml", "readthedocs.yml", "render.yaml",
    "renovate.yaml", "serverless.yml", "skaffold.yaml", "snapcraft.yaml", "sonar-project.yml", "swagger.yaml",
    "swagger.yml", "taskfile.yaml", "taskfile.yml", "values.yaml", "values.yml", "vercel.yml", "zensical.yml",
})  # fmt: skip
_TOOL_PATTERNS = ("docker-compose*.y*ml", "compose.*.y*ml", "mkdocs.*.y*ml", "*.gitlab-ci.yml", "*.workflow.yml")
# Facts that programs for notes and for web pages write at the top of Markdown; pd has no field of these names.
_NOTE_KEYS = frozenset({
    "tags", "tag", "aliases", "alias", "cssclass", "cssclasses", "publish", "permalink", "layout", "created",
    "updated", "modified", "date created", "date modified", "sidebar_position", "sidebar_label", "slug", "nav_order",
    "has_children", "weight", "draft", "kanban-plugin", "excalidraw-plugin", "up", "banner", "created_at",
    "updated_at", "marp", "theme", "paginate", "jupyter", "toc", "categories", "hide", "icon", "notetoolbar",
    "number headings", "source",
})  # fmt: skip
_PLAIN_KEYS = frozenset({"title", "date", "author", "description", "id", "name", "type", "parent", "lang", "summary"})
_KIND = r"(?m)^[\"']?kind[\"']?[ \t]*:"


def exclude_hint(inside: str) -> Message:
    """The line that tells pd to leave a file out, ready to be copied; `inside` is its path in the portfolio, that
    of a folder with a slash at the end."""
    # Only hints need JSON.
    import json

    line = f"exclude = [{json.dumps(exact_pattern(inside), ensure_ascii=False)}]"
    return _("If the file is not for pd, add to pd.toml: `{line}`.").format(line=line)


def is_tool_folder(name: str) -> bool:
    """Whether a folder whose name begins with a dot belongs to a well-known tool."""
    low = name.lower()
    return low in TOOL_FOLDERS or any(fnmatchcase(low, pattern) for pattern in _TOOL_FOLDER_PATTERNS)


def is_tool_file(name: str) -> bool:
    """Whether a YAML file has the name of a well-known tool's settings."""
    low = name.lower()
    return low in _TOOL_FILES or any(fnmatchcase(low, pattern) for pattern in _TOOL_PATTERNS)


def is_of_another_tool(document: "Document") -> bool:
    """Whether a document without a kind of pd clearly belongs to another tool.

    In the usual folders of documents this is never clear: a missing `kind` is reported there.
    """
    if document.is_among_documents:
        return False
    if document.is_markdown:
        return document.kind is None and is_note(document.data)
    name = document.file.replace("\\", "/").rpartition("/")[2]
    return "apiVersion" in document.data or (is_tool_file(name) and not re.search(_KIND, document.text))


def is_note(data: dict[str, Any]) -> bool:
    """Whether front matter has only keys of programs for notes or web pages."""
    keys = {str(key).lower() for key in data}
    return bool(keys & _NOTE_KEYS) and keys <= _NOTE_KEYS | _PLAIN_KEYS
