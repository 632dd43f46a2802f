"""What the scripts of `rapport completion` offer, asked of the shell itself.

    completion_test.py PROGRAM LIBRARY bash|zsh|fish        exit 77 without the shell
"""
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time

from program import Program

# a command line with the word to complete, and what must be and must not be offered
WANTED = (
    (("",), {"run", "check", "compare", "new", "explain", "completion"}, {"--threads"}),
    (("ru",), {"run"}, {"check", "rerun"}),
    (("run", "--"), {"--set", "--threads", "--no-file", "--json"}, {"--show-resolved", "--market"}),
    (("check", "--q"), {"--quick", "--quiet"}, {"--set"}),
    (("run", "t"), {"tiny.toml"}, {"tiny.h5", "text.txt"}),
    (("compare", "t"), {"tiny.h5"}, {"tiny.toml", "text.txt"}),
    (("compare", "tiny.h5", "o"), {"other.h5"}, {"other.toml"}),
    (("run", "tiny.toml", "-o", "t"), {"text.txt", "tiny.h5"}, set()),
    (("explain", "trust.half"), {"trust.half_life"}, {"trust"}),
    (("explain", "staff_l"), {"staff_load"}, set()),
    (("run", "tiny.toml", "--set", "trust.half"), {"trust.half_life="}, {"trust.half_life"}),
    (("new", "shop", "--market", "s"), {"specialist"}, {"first_run"}),
    (("validate", "V1"), {"V1a", "V10", "V16"}, {"V2", "M1", "tiny.toml"}),
    (("completion", ""), {"bash", "zsh", "fish"}, set()),
    (("network", "n.csv", "--ids", ""), {"auto", "numbers", "names"}, {"tiny.toml", "--set"}),
    (("network", "n.csv", "--header", "y"), {"yes"}, {"no", "auto"}),
    (("network", "n.csv", "--two-mode", "f"), {"first"}, {"second"}),
    (("network", "n.csv", "--format", "ge"), {"gexf"}, {"pajek"}),
    (("run", "--threads", ""), set(), {"tiny.toml", "--set"}),
)
BASH = """source ./script
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_rapport
printf '%s\\n' "${COMPREPLY[@]}"
"""


def environment(program):
    folder = program.folder / "bin"
    folder.mkdir(exist_ok=True)
    if not (folder / "rapport").exists():
        (folder / "rapport").symlink_to(program.path)
    return dict(os.environ, RAPPORT_LIBRARY=program.library, HOME=str(program.folder), TERM="dumb",
                PATH=f"{folder}:{os.environ['PATH']}")


def call(program, *words):
    return subprocess.run(words, cwd=program.folder, env=environment(program), text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)


def offers(program, shell, words):
    if shell == "bash":
        done = call(program, "bash", "--norc", "-c", BASH, "bash", "rapport", *words)
    else:
        line = " ".join(("rapport", *words))
        done = call(program, "fish", "--no-config", "-c", f"source script; complete -C '{line}'")
    program.expect(done.returncode == 0 and not done.stderr, f"{shell} completes {words}", done)
    return {line.split("\t")[0] for line in done.stdout.splitlines()}


def offers_what_there_is(program, shell):
    for words, there, absent in WANTED:
        found = offers(program, shell, words)
        program.expect(there <= found and not absent & found,
                       f"{shell} offers {there} and not {absent} for {words}", found)
    # every option that a command's help tells is offered
    for command in sorted(offers(program, shell, ("",)) - {"--help", "--version"}):
        told = {word.strip(",") for line in program(command, "--help").out.splitlines()
                for word in line.split()[:1] + line.split()[1:2]
                if line.startswith("  -") and word.startswith("--")}
        found = offers(program, shell, (command, "--"))
        program.expect(told <= found, f"{shell} offers {told} of {command}", found)


def typed(program, keys, wanted):
    """What an interactive zsh shows when these keys are typed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(program.folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment(program))
    seen = ""
    setup = "PS1='> '; autoload -Uz compinit; compinit -u -D; source ./script; print READY\n"

    def read_until(word, seconds):
        nonlocal seen
        end = time.time() + seconds
        while word not in seen and time.time() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                seen += os.read(terminal, 65536).decode(errors="replace")

    os.write(terminal, setup.encode())
    read_until("READY\r\n", 30)
    seen = ""
    os.write(terminal, keys.encode())
    read_until(wanted, 20)
    os.write(terminal, b"\x15exit\n")
    os.close(terminal)
    os.waitpid(child, 0)
    return seen


def zsh_completes(program):
    for keys, wanted in (("rapport ru\t", "rapport run "), ("rapport check ti\t", "tiny.toml"),
                         ("rapport compare tin\t", "tiny.h5"),
                         ("rapport explain trust.half\t", "trust.half_life"),
                         ("rapport run tiny.toml --no-f\t", "--no-file"),
                         ("rapport new shop --market sp\t", "specialist"),
                         ("rapport network tiny.csv --header y\t", "--header yes"),
                         ("rapport run --set trust.half\t", "trust.half_life=")):
        seen = typed(program, keys, wanted)
        program.expect(wanted in seen, f"zsh makes '{wanted}' of '{keys.strip()}'", repr(seen))


def main():
    program, shell = Program(sys.argv[1], sys.argv[2]), sys.argv[3]
    if shutil.which(shell) is None:
        print(f"{shell} is missing: skipped")
        sys.exit(77)
    answer = program("completion", shell)
    program.expect(answer.code == 0, f"there is a script for {shell}", answer)
    program.write("script", answer.out)
    for name in ("tiny.toml", "other.toml", "tiny.h5", "other.h5", "text.txt"):
        program.write(name, "")
    done = call(program, shell, "-n", "script")
    program.expect(done.returncode == 0 and not done.stderr, f"{shell} parses its script", done)
    if shell == "zsh":
        zsh_completes(program)
    else:
        offers_what_there_is(program, shell)
    if shell == "bash" and shutil.which("shellcheck"):
        done = call(program, "shellcheck", "-s", "bash", "script")
        program.expect(done.returncode == 0, "shellcheck finds nothing", done.stdout)
    names = program("explain", "--names").out.split()
    entries = json.loads(program("explain", "--all", "--json").out)
    program.expect(len(names) > 200 and all(entry.get("name", entry.get("mechanism")) in names
                                            for entry in entries), "explain --names has every name")
    program.finish()


main()
