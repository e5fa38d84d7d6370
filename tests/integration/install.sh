#!/bin/sh
# Installs the outside clients of the integration tests: Python ones into the virtual environment given (pyproject.toml
# says what each is for); from npm (package.json) the editor's language server, Microsoft's validator of SARIF, ajv, a
# validator of JSON Schema, and the official YAML test suite; Chromium from the system's packages where it is missing.
set -eu
venv=$1
"$venv/bin/python" -m pip --disable-pip-version-check --quiet install --group integration
npm install --silent --no-fund --no-audit --prefix "$(dirname "$0")" >/dev/null
sh "$(dirname "$0")/../attack/install.sh"
