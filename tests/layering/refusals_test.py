"""Every text by which the program refuses stands in a transcript of tests/cli/errors, which
tests/cli/errors_test.py plays again. So a new text needs a case that provokes it.

Texts are the literals of sim that are handed to what refuses, prints on stderr or throws; all that
say what must be or was meant; and all of two words or more in files that speak of mistakes only. A
literal with gaps ({}) fits any words there. What HDF5 fails with (hdf5::check) is not asked for:
those words are for who looks into a damaged file.
"""
import re
import sys

import tree

TRANSCRIPTS = "tests/cli/errors"
SPEAK_OF_MISTAKES = re.compile(
    r"sim/scenario/(?!vocabulary|network_vocabulary|schema|scenario_template|resolved)\S*"
    r"|sim/study/(stored_study|study_state)\.\w+"
    r"|sim/record/(checkpoint_file|output_lock|progress|seal|whole_file)\.\w+"
    r"|sim/app/(interrupt|job|unfinished|run_scenario|resume|new_scenario)\.\w+")
REFUSES = re.compile(r"\b(?:throw\s+[\w:]+|refuse(?:_\w+)?|complain(?:_\w+)?|fail|Problem|differ"
                     r"|report|take_number|take_real|warn|meter_\.say)\s*[({]"
                     r"|\bfmt::print\s*\(\s*stderr\s*,")
# Our own contradictions, and answers.
NOT_TOLD = re.compile(r"\b(?:RAPPORT_CHECK|static_assert)\s*\(|\bfmt::print\s*\((?!\s*stderr)")
SAID = re.compile(r"must be|did you mean|known are")
STRING = re.compile(
    r'R"(?P<mark>\w*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<plain>(?:\\.|[^"\\\n])*)"', re.DOTALL)
CHARACTER = re.compile(r"(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])'")
GAP = re.compile(r"\{[^{}\s\"]*\}")
WORD = re.compile(r"[A-Za-z]{2,}")

# What no case provokes: file, how the text begins, and why.
EXCEPTIONS = [
    ("sim/app/job.cpp", "the {} replicates that were not needed", "no refusal: what was saved"),
    ("sim/app/job.cpp", "{}; the run goes on without this checkpoint",
     "as many times as the machine is fast; provoked by tests/cli/interrupt_test.py"),
    ("sim/record/whole_file.cpp", "the disk is full",
     "needs a full disk; provoked by tests/record/whole_file_test.cpp and interrupt_test.py"),
    ("sim/record/whole_file.cpp", " bytes are free in ",
     "needs a full disk; provoked by tests/record/whole_file_test.cpp"),
    ("sim/app/unfinished.cpp", "rapport: the file system of {} has no locks",
     "needs such a file system"),
    ("sim/app/main.cpp", "the machine has not enough memory",
     "needs a machine without memory; limits on it are none under the sanitizers"),
    ("sim/app/main.cpp", "this is our fault", "needs a fault of ours"),
    ("sim/record/checkpoint_file.cpp", "rapport checkpoint\n", "no text: how checkpoints begin"),
    ("sim/record/seal.cpp", "\nrapport crc64 ", "no text: how files end"),
    ("sim/record/trajectory_file.cpp", "two builds of HDF5", "needs a broken build"),
    ("sim/record/trajectory_file.cpp", "HDF5 does not work here", "needs a broken build"),
    ("sim/record/trajectory_file.cpp", "cannot make the file in memory", "needs a broken build"),
    ("sim/record/trajectory_reader.cpp", "more memory is needed",
     "needs a machine without memory; limits on it are none under the sanitizers"),
    ("sim/scenario/check_constraints.cpp", "which does not go with the other values",
     "no rule of the catalogue needs it; provoked by tests/scenario/constraints_test.cpp"),
    ("sim/scenario/check_strategies.cpp", "no mechanism can",
     "needs a catalogue in which no mechanism spends what is granted"),
    ("sim/scenario/document.cpp", "Error while parsing", "no text: how the parser's texts begin"),
    ("sim/scenario/document.cpp", "not TOML: {}", "all of the parser's texts begin otherwise"),
    ("sim/scenario/make_segments.cpp", "{}: {} lines are about people",
     "no refusal: said of a table; provoked by tests/scenario/segments_test.cpp"),
    ("sim/scenario/make_segments.cpp", "{}: no line speaks of",
     "no refusal: said of a table; provoked by tests/scenario/segments_test.cpp"),
    ("sim/scenario/read_segments.cpp", "network.segment_column", "no text: a path"),
    ("sim/scenario/scenario.cpp", "customers by segment", "no refusal: what segments come to"),
    ("sim/scenario/network_files/number_piece.cpp", "a line can be read in two ways",
     "two readers of a line would have to differ"),
    ("sim/scenario/network_files/listing.cpp", "people and what they share are more than",
     "needs a file of 2^32 ids"),
    ("sim/scenario/network_files/read_network.cpp", "a network's format cannot be ",
     "the command line and scenarios refuse it before; provoked by read_network_test.cpp"),
    ("sim/scenario/network_files/read_network.cpp", "it is one of ",
     "the command line and scenarios refuse it before; provoked by read_network_test.cpp"),
    ("sim/scenario/network_files/text_blocks.cpp", "zlib cannot start", "needs a broken zlib"),
    ("sim/scenario/read_scenario.cpp", "'{}' and '{}' both decide what is seen",
     "the catalogue has one mechanism that does"),
    ("sim/scenario/read_scenario.cpp", "switch one off",
     "the catalogue has one mechanism that does"),
    ("sim/study/across.cpp", "warm-up weeks", "no refusal: why replicates are no pairs"),
    ("sim/study/stored_study.cpp", "a generated network ", "no refusal: what ran"),
    ("sim/tick/model.cpp", "one kind of happening", "who writes a mechanism is told, no user"),
    ("sim/tick/model.cpp", "one hook of a brand", "who writes a mechanism is told, no user"),
]


def end_of(code, at):
    """Where the bracket closes that opens last before `at`; strings are passed over."""
    depth = 1
    while at < len(code) and depth > 0:
        passed = STRING.match(code, at) or CHARACTER.match(code, at)
        depth += 0 if passed else {"(": 1, "{": 1, ")": -1, "}": -1}.get(code[at], 0)
        at = passed.end() if passed else at + 1
    return at


def spans(code, pattern):
    return [(match.start(), end_of(code, match.end())) for match in pattern.finditer(code)]


def escaped(match):
    return {"n": "\n", "t": "\t", "r": "\r"}.get(match.group(1), match.group(1))


def literals(code):
    """Place and text of each literal; those that follow one another are one."""
    found = []
    for match in STRING.finditer(code):
        text = match.group("raw")
        if text is None:
            text = re.sub(r"\\(x[0-9a-fA-F]+|[0-7]+|.)", escaped, match.group("plain"))
        if found and not code[found[-1][1]:match.start()].strip():
            found[-1] = (found[-1][0], match.end(), found[-1][2] + text)
        else:
            found.append((match.start(), match.end(), text))
    return [(start, text) for start, _, text in found]


def texts_of(path, code):
    """(line, text) of each text by which a file refuses."""
    told, not_told = spans(code, REFUSES), spans(code, NOT_TOLD)
    not_told += [match.span() for match in re.finditer(r"#include[^\n]*", code)]

    def inside(places, at):
        return any(start <= at < end for start, end in places)

    for at, text in literals(code):
        words = WORD.findall(GAP.sub(" ", text))
        is_path = text.startswith(".")  # ".customers", put behind a table's name
        if not words or is_path or inside(not_told, at):
            continue
        speaks = len(words) > 1 and " " in text.strip() and SPEAK_OF_MISTAKES.fullmatch(path)
        if speaks or SAID.search(text) or inside(told, at):
            yield tree.line_of(code, at), text


def pattern_of(text):
    """What a text looks like once its gaps are filled."""
    pieces = GAP.split(text.replace("{{", "\1").replace("}}", "\2"))
    return re.compile(".*?".join(
        re.escape(piece.replace("\1", "{").replace("\2", "}")) for piece in pieces))


def told_in(transcripts):
    """What the program said: the lines after each command."""
    said = []
    for text in transcripts:
        answering = False
        for line in text.splitlines():
            if line.startswith(("== ", "--- ", "$ ")):
                answering = line.startswith("$ ")
            elif answering:
                said.append(line)
    return "\n".join(said)


def check(root, exceptions=()):
    said = told_in(tree.read(root, path)
                   for path in tree.files(root, TRANSCRIPTS, suffixes={".txt"}))
    unused = set(exceptions)
    found = 0
    for path in tree.sources(root, "sim"):
        code = tree.blank(tree.read(root, path), keep_strings=True)
        for line, text in texts_of(path, code):
            found += 1
            if pattern_of(text).search(said):
                continue
            excepted = {e for e in exceptions if e[0] == path and text.startswith(e[1])}
            unused -= excepted
            if not excepted:
                yield f"{path}:{line}: no case of {TRANSCRIPTS} provokes {text!r}"
    for path, start, _ in sorted(unused):
        yield f"{path}: a case provokes {start!r}, or it is gone: it is no exception"
    if not found:
        yield "no text of a refusal found: has their spelling changed?"


GOOD = {
    "sim/scenario/reader.cpp":
        '// a "comment of words"\n#include "sim/core/error.hpp"\n'
        'void f() {\n  complain(at, fmt::format("\'{}\' is {}, must be below {}", a, b, c),\n'
        '           "choose {{another}} "\n           "one");\n'
        '  RAPPORT_CHECK(x, "this cannot be at all");\n  fields.note(path + ".customers");\n}\n',
    "sim/app/answer.cpp": '// a\nvoid g() { fmt::print("all is well here\\n"); }\n',
    "tests/cli/errors/some.txt":
        "# a\n\n== Too high\n--- a.toml\nthis is what the user wrote\n$ rapport check a.toml\n"
        "a.toml:1:1: error: 'x' is 3, must be below 2\n      = help: choose {another} one\n",
}
SAY = "// a\nvoid h() {{ {} }}\n"
BAD = {
    "a new text": ({"sim/core/new.cpp": SAY.format('throw IoError("the sky fell " + where);')},
                   "sim/core/new.cpp:2: no case of tests/cli/errors provokes 'the sky fell '"),
    "on stderr": ({"sim/app/new.cpp": SAY.format('fmt::print(stderr, "rapport: no {}\\n", x);')},
                  "'rapport: no {}\\n'"),
    "in a helper": ({"sim/scenario/new.cpp": SAY.format('return "somewhere else entirely";')},
                    "'somewhere else entirely'"),
    "only in what a user wrote": (
        {"sim/core/new.cpp": SAY.format('refuse("this is what the user wrote");')},
        "'this is what the user wrote'"),
    "in brackets and quotes": (
        {"sim/core/new.cpp": SAY.format('refuse(f(")"), \'(\', g(h)); refuse(x(1), "lost");')},
        "'lost'"),
    "no text at all": ({path: "// a\n" for path in GOOD}, "no text of a refusal found"),
}

if __name__ == "__main__":
    self_test = sys.argv[1:] == ["--self-test"]
    sys.exit(tree.run(lambda root: check(root, () if self_test else EXCEPTIONS), GOOD, BAD))
