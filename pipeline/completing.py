"""Completion of commands and options in a shell: click knows bash, zsh and fish; here is PowerShell."""

import os

from click import Command
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)

COMPLETE = "_AFTERWORD_COMPLETE"  # by this variable a shell asks what may follow

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition }
    $words = $before | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
        else { $_.Extent.Text }
    }
    $env:COMP_WORDS = $words -join "`n"
    $env:COMP_CWORD = $wordToComplete
    $env:%(complete_var)s = 'powershell_complete'
    try {
        & '%(prog_name)s' | Where-Object { $_ } | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD -ErrorAction SilentlyContinue
    }
}
"""


@add_completion_class
class PowerShell(ShellComplete):
    """Completion for Windows PowerShell 5 and PowerShell 7.

    The words typed come a line each, so that one may hold spaces. Of files nothing is said: then
    PowerShell completes their names itself.
    """

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one at the cursor, and that one."""
        words = os.environ.get("COMP_WORDS", "").split("\n")[1:]
        incomplete = os.environ.get("COMP_CWORD", "").strip("'\"")
        if incomplete and words and words[-1] == incomplete:
            words.pop()
        return words, incomplete

    def complete(self) -> str:
        """Return a line for each word that may stand there."""
        args, incomplete = self.get_completion_args()
        found = self.get_completions(args, incomplete)
        return "\n".join(self.format_completion(each) for each in found if each.type == "plain")

    def format_completion(self, item: "CompletionItem[str]") -> str:
        """Return the word, and its help, or the word again: PowerShell takes no empty one.

        In ASCII: what a pipe of Windows makes of other letters hangs on its code page.
        """
        said = " ".join((item.help or "").encode("ascii", "ignore").decode().split())
        return f"{item.value}\t{said or item.value}"


def script(shell: str, command: Command) -> str:
    """Return what lets `shell` (bash, fish, powershell or zsh) complete `afterword`."""
    found = get_completion_class(shell)
    if found is None:
        raise KeyError(shell)
    return found(command, {}, "afterword", COMPLETE).source()
