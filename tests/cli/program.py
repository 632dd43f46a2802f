"""What the tests of the program share: running it, a tiny scenario, and saying what failed."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TINY = """[run]
title = "Tiny"
seed = 1
replicates = {replicates}
warm_up_weeks = {warm_up}
weeks = {weeks}
panel = {panel}

[market]
currency = "XTS"
discount_rate = 0.1

[network]
generator = "holme_kim"
customers = {customers}

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


class Answer:
    """What a call of the program gave: exit code, stdout, stderr and peak memory in bytes."""

    def __init__(self, line, code, out, err, memory):
        self.line, self.code, self.out, self.err, self.memory = line, code, out, err, memory

    def __str__(self):
        out = self.out if len(self.out) < 3000 else self.out[:1500] + "\n...\n" + self.out[-1500:]
        return f"$ {self.line}\n{out}{self.err}exit {self.code}"


class Program:
    """The program under test, its library of strategies, and a folder to work in."""

    def __init__(self, path, library):
        self.path = str(Path(path).resolve())
        self.library = str(Path(library).resolve())
        self.keep = tempfile.TemporaryDirectory(prefix="rapport_cli_")
        self.folder = Path(self.keep.name)
        self.failures = []

    def __call__(self, *arguments):
        words = [self.path, *map(str, arguments)]
        environment = dict(os.environ, RAPPORT_LIBRARY=self.library, NO_COLOR="1")
        with open(self.folder / ".out", "w+") as out, open(self.folder / ".err", "w+") as err:
            process = subprocess.Popen(words, stdout=out, stderr=err, env=environment,
                                       cwd=self.folder)
            # wait4 rather than RUSAGE_CHILDREN: the peak of this child, not of the largest so far
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            return Answer("rapport " + " ".join(words[1:]), process.returncode, out.read(),
                          err.read(), usage.ru_maxrss * 1024)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def tiny(self, name="tiny.toml", customers=2000, replicates=2, weeks=3, warm_up=2, panel=50,
             more=""):
        text = TINY.format(customers=customers, replicates=replicates, weeks=weeks,
                           warm_up=warm_up, panel=panel)
        return self.write(name, text + more)

    def expect(self, holds, what, answer=""):
        if not holds:
            self.failures.append(what)
            print(f"FAILED: {what}\n{answer}\n")

    def finish(self):
        print(f"{len(self.failures)} failed" if self.failures else "all held")
        sys.exit(1 if self.failures else 0)
