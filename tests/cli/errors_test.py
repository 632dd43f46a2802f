"""Every text by which the program refuses, whole: the transcripts in errors/ are played again, and
must come out byte for byte. That no text is missing is held by tests/layering/refusals_test.py.

    errors_test.py PROGRAM LIBRARY [--refresh] [TOPIC...]

--refresh writes what the program says now. A transcript is a text file of cases:

    == A sentence that says what is wrong        (a case; it has a folder of its own)
    --- key.toml                                 (a file that the user wrote, up to the next mark)
    extends = "tiny.toml"
    $ rapport check key.toml                     (run by sh; then the whole of its stderr)
    key.toml:3:1: error: ...
    [exit 65]                                    (left out where it is 0)

Below == may stand 'as: nobody', for what root may do and others may not, and 'skip: no h5py'. Of
commands with --json stdout is told too, after 'stdout: '. Every folder holds tiny.toml; where a
case names them also tiny.h5, a small study, and stopped.h5.checkpoint, of a run that was stopped.
'damage' changes such files: damage.py. HERE, LIBRARY and N stand for what each machine has its own
of.
"""
import concurrent.futures
import difflib
import functools
import importlib.util
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import damage

CASES = Path(__file__).resolve().parent / "errors"
MARKS = ("== ", "--- ", "$ ")
TINY = """[run]
title = "Tiny"
seed = 1
replicates = 2
warm_up_weeks = 1
weeks = {weeks}

[market]
currency = "XTS"
discount_rate = 0.1

[network]
generator = "holme_kim"
customers = 100

[platform.one]
[platform.two]

[brand.ours]
focal = true
[brand.rival]
strategy = "existing"

[strategies]
compare = ["existing", "living"]
baseline = "existing"
"""
# Off in tiny.h5: HDF5 takes a second to read the measures of all mechanisms.
OFF = ("desk", "questions", "listening", "voice", "relationship", "trust", "lifetime", "need",
       "following", "reaction", "giveaway", "word_of_mouth", "talk", "costs", "experience")
RECORDED = '"replicate":0,"week":50,'  # by then the first world has counts, an event and a panel
NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
SAME_EVERYWHERE = (
    (r"process \d+ on [^\s)]+", "process N on MACHINE"),
    (r"\d+ bytes are free", "N bytes are free"),
    (r"the file needs \d+ bytes", "the file needs N bytes"),
    (r"stopped after \d+ of", "stopped after N of"),
    (r"\(HDF5: [^)\n]*\)", "(HDF5: ...)"),
    (r"rapport [0-9.]+ \(revision [^)]*\)", "rapport N (revision N)"),
    (r"this program has [0-9.]+", "this program has N"),
    (r"(model's version is \S+ there and) [0-9.]+ here", r"\1 N here"),
)


class Case:
    """Lines of a transcript from one == to the next."""

    def __init__(self, lines):
        self.lines = lines
        self.steps = []  # ("--- name" or "$ command", lines up to the next mark)
        for line in lines:
            if line.startswith(MARKS) or not self.steps:
                self.steps.append((line, []))
            else:
                self.steps[-1][1].append(line)

    def names(self, file):
        """Whether a command or file of the user's does."""
        return any(file in head for head, _ in self.steps)

    def skipped(self, stage):
        here = {"as: nobody": os.getuid() == 0 and not stage.open_to_nobody(),
                "skip: no h5py": importlib.util.find_spec("h5py") is None}
        return any(here[line] for line in self.steps[0][1] if line in here)

    def as_nobody(self):
        return os.getuid() == 0 and "as: nobody" in self.steps[0][1]


def cases_of(text):
    """What stands before the first case, and the cases."""
    blocks = [[]]
    for line in text.splitlines():
        if line.startswith("== "):
            blocks.append([])
        blocks[-1].append(line)
    return blocks[0], [Case(block) for block in blocks[1:]]


class Stage:
    """The program on the path of a shell, and the files that cases begin with."""

    def __init__(self, program, library, folder):
        self.library = str(Path(library).resolve())
        self.folder = folder
        self.bin = folder / "bin"
        self.given = folder / "given"
        self.bin.mkdir()
        self.given.mkdir()
        self.program = str(Path(program).resolve())
        (self.bin / "rapport").symlink_to(self.program)
        self.environment = dict(os.environ, RAPPORT_LIBRARY=self.library, NO_COLOR="1", LC_ALL="C",
                                PATH=f"{self.bin}:{os.environ['PATH']}")
        folder.chmod(0o755)
        self.give()

    @functools.cache
    def open_to_nobody(self):
        """Whether the program and its library stand where everybody may read."""
        return subprocess.run([*AS_NOBODY, "sh", "-c", "rapport schema > /dev/null && rapport new --list"],
                              env=self.environment, cwd=self.folder, capture_output=True,
                              check=False).returncode == 0

    def give(self):
        (self.given / "tiny.toml").write_text(TINY.format(weeks=2))
        (self.given / "stopped.toml").write_text(TINY.format(weeks=4000))
        (self.given / "quiet.toml").write_text(
            'extends = "tiny.toml"\n' + "".join(f"{name}.on = false\n" for name in OFF))
        words = {"cwd": self.given, "env": self.environment, "stdout": subprocess.DEVNULL}
        subprocess.run(["rapport", "run", "quiet.toml", "-o", "tiny.h5", "--quiet"], check=True,
                       **words)
        run = subprocess.Popen(["rapport", "run", "stopped.toml", "--quiet"],
                               stderr=subprocess.DEVNULL, **words)
        progress = self.given / "stopped.h5.progress.jsonl"
        while run.poll() is None and not (
                progress.exists() and RECORDED in progress.read_text()):
            time.sleep(0.005)
        run.send_signal(signal.SIGTERM)
        if run.wait() != 75:
            sys.exit(f"a run that is stopped ends with 75, not {run.returncode}")

    def play(self, number, case):
        """The case as the program speaks now."""
        here = self.folder / str(number)
        here.mkdir()
        shutil.copy(self.given / "tiny.toml", here)
        for name, file in (("tiny.h5", "tiny.h5"), ("stopped.h5", "stopped.h5.checkpoint")):
            if case.names(name):
                shutil.copy(self.given / file, here)
        shell = ["sh", "-c"]
        if case.as_nobody():
            shell = [*AS_NOBODY, *shell]
            for path in (here, *here.iterdir()):
                os.chown(path, NOBODY, NOBODY)
        out = []
        for head, lines in case.steps:
            out.append(head)
            if head.startswith("--- "):
                path = here / head[4:]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("".join(line + "\n" for line in lines))
                if case.as_nobody():
                    os.chown(path, NOBODY, NOBODY)
                out += lines
            elif head.startswith("$ "):
                out += self.told(shell, head[2:], here)
            else:
                out += [line for line in lines if line]
        return out

    def told(self, shell, command, here):
        """What it said on stderr, and how it ended."""
        if command.startswith("damage "):
            damage.main(here, *shlex.split(command)[1:])
            return []
        try:
            done = subprocess.run([*shell, command], cwd=here, env=self.environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            return ["[no end]"]
        text = done.stderr.decode(errors="backslashreplace")
        if "--json" in command:
            text += "".join(f"stdout: {line}\n" for line in done.stdout.decode().splitlines())
        for found, instead in ((str(here), "HERE"), (self.library, "LIBRARY")):
            text = text.replace(found, instead)
        for pattern, instead in SAME_EVERYWHERE:
            text = re.sub(pattern, instead, text)
        lines = text.split("\n")
        lines = lines[:-1] if not lines[-1] else lines[:-1] + [lines[-1] + "[no newline]"]
        return lines + ([f"[exit {done.returncode}]"] if done.returncode != 0 else [])


def written(before, cases):
    """A transcript: what stands before the cases, and each after an empty line."""
    blocks = ["\n".join(before).rstrip("\n")] + ["\n".join(lines).rstrip("\n") for lines in cases]
    return "\n\n".join(block for block in blocks if block) + "\n"


def main():
    program, library, *more = sys.argv[1:]
    refresh = "--refresh" in more
    topics = [word for word in more if word != "--refresh"]
    files = [path for path in sorted(CASES.glob("*.txt")) if not topics or path.stem in topics]
    played = failed = skipped = 0
    with tempfile.TemporaryDirectory(prefix="rapport_errors_") as folder, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        stage = Stage(program, library, Path(folder).resolve())
        for file in files:
            text = file.read_text()
            before, cases = cases_of(text)
            numbers = range(played + skipped, played + skipped + len(cases))
            spoken = list(pool.map(
                lambda number, case: case.lines if case.skipped(stage) else stage.play(number, case),
                numbers, cases))
            skipped += sum(case.skipped(stage) for case in cases)
            played += sum(not case.skipped(stage) for case in cases)
            now = written(before, spoken)
            if refresh:
                file.write_text(now)
            elif now != text:
                failed += 1
                sys.stdout.writelines(difflib.unified_diff(
                    text.splitlines(keepends=True), now.splitlines(keepends=True),
                    f"{file.name} (golden)", f"{file.name} (now)"))
    print(f"{played} cases, {skipped} skipped, {failed} of {len(files)} transcripts differ")
    if failed:
        print(f"If these words are meant: {' '.join(sys.argv[:3])} --refresh")
    return 1 if failed or not played else 0


if __name__ == "__main__":
    sys.exit(main())
