"""The scripts that make a shell ask pd for completions, and where each of them is installed."""

import os
from pathlib import Path

from pdcli.cli import console
from pdcli.cli.completion import VARIABLE
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.suggest import choose

_BASH = f"""\
_pd_completion() {{
    local IFS=$'\\n'
    COMPREPLY=( $(COMP_WORDS="${{COMP_WORDS[*]}}" COMP_CWORD=$COMP_CWORD {VARIABLE}=complete_bash pd 2>/dev/null) )
}}
complete -o default -F _pd_completion pd
"""
_ZSH = f"""\
#compdef pd
_pd_completion() {{
    eval "$(_TYPER_COMPLETE_ARGS="${{(j: :)words[1,CURRENT]}}" {VARIABLE}=complete_zsh pd 2>/dev/null)"
}}
if [ "$funcstack[1]" = "_pd" ]; then _pd_completion "$@"; else compdef _pd_completion pd; fi
"""
_FISH_CALL = f"env {VARIABLE}=complete_fish _TYPER_COMPLETE_FISH_ACTION=%s _TYPER_COMPLETE_ARGS=(commandline -cp) pd"
_FISH = (
    f'complete --command pd --no-files --arguments "({_FISH_CALL % "get-args"})"'
    f' --condition "{_FISH_CALL % "is-args"}"\n'
)
_POWERSHELL = f"""\
Register-ArgumentCompleter -Native -CommandName pd -ScriptBlock {{
    param($wordToComplete, $commandAst, $cursorPosition)
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $Env:{VARIABLE} = "complete_powershell"
    $Env:_TYPER_COMPLETE_ARGS = $commandAst.ToString()
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $wordToComplete
    pd | ForEach-Object {{
        $value, $help = $_ -Split ":::", 2
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }}
    $Env:{VARIABLE} = $Env:_TYPER_COMPLETE_ARGS = $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $null
}}
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL, "pwsh": _POWERSHELL}
INSTALL, SHOW = "--install-completion", "--show-completion"


def completion_command(option: str, shell: str) -> int:
    """Show or install the script of a shell, without a name of the one around pd; the exit code.

    Raises UserError for an unknown shell.
    """
    name = shell.strip().casefold() or _shell_around()
    if name not in SCRIPTS:
        text = (
            _("There is no completion for the shell `{shell}`.")
            if name
            else _("The shell that pd runs in is not known: name it to set up completion.")
        )
        raise UserError(text.format(shell=name[:40]) + " " + choose(name, SCRIPTS))
    if option == SHOW:
        console.out_exact(SCRIPTS[name])
        return 0
    file = _install(name)
    console.err(_(
                      "The completion for {shell} has been written to {path}. It will work in the next terminal "
                      "window you open."
                  ).format(
        shell=name, path=file
    ))  # fmt: skip
    return 0


def _shell_around() -> str:
    """The shell that pd was started from; empty if unknown."""
    import shellingham  # type: ignore[import-untyped]

    try:
        return str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, NotImplementedError, RuntimeError):
        return Path(os.environ.get("SHELL", "")).name


def _install(shell: str) -> Path:
    """Write the script where the shell looks for it, and the lines that make it look there. Other lines stay."""
    home = Path.home()
    match shell:
        case "bash":
            file = _write(home / ".bash_completions" / "pd.sh", _BASH)
            _append(home / ".bashrc", [f"source '{file}'"])
        case "zsh":
            file = _write(home / ".zfunc" / "_pd", _ZSH)
            _append(home / ".zshrc", [f"fpath+='{file.parent}'", "autoload -Uz compinit; compinit"])
        case "fish":
            file = _write(home / ".config" / "fish" / "completions" / "pd.fish", _FISH)
        case _:
            file = _profile(shell)
            _append(file, [line for line in [_POWERSHELL] if line not in _text(file)])
    return file


def _profile(shell: str) -> Path:
    """The profile of a PowerShell, as it tells itself. Raises UserError where it cannot be asked."""
    import subprocess

    command = [shell, "-NoProfile", "-Command", "$PROFILE"]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        message = _(
            "pd could not find out from {shell} where its profile is. Add to the profile what `pd "
            "--show-completion {shell}` prints."
        )
        raise UserError(message.format(shell=shell)) from None
    return Path(answer.decode("utf-8", "replace").strip())


def _write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _append(file: Path, lines: list[str]) -> None:
    """Add the lines that a file lacks at its end; what stands there stays byte for byte."""
    present = _text(file)
    missing = [line for line in lines if line not in present]
    if missing:
        file.parent.mkdir(parents=True, exist_ok=True)
        separator = "" if not present or present.endswith("\n") else "\n"
        with file.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(separator + "".join(f"{line}\n" for line in missing))


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
