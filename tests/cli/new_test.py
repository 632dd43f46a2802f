"""What `rapport new` writes: valid at once, soon run, true to the declarations; and every line that
it shows behind a '#' says what holds anyway.

    new_test.py PROGRAM LIBRARY
"""
import json
import re
import sys

from program import Program

SHOWN = re.compile(r"#(?P<key>[a-z][a-z0-9_]*) = (?P<value>.+)")
SMALL = ("--set", "network.customers=300", "--set", "run.replicates=2", "--set", "run.weeks=2",
         "--set", "run.warm_up_weeks=1")


def works(program, *line):
    answer = program(*line)
    program.expect(answer.code == 0, f"'{' '.join(map(str, line))}' exits with 0", answer)
    return answer


def lines_with_tables(text):
    """Each line with the table it stands in."""
    table = ""
    for line in text.splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        yield table, line


def shown(text):
    """The defaults behind a '#': table, key, value, line number."""
    for number, (table, line) in enumerate(lines_with_tables(text)):
        match = SHOWN.fullmatch(line)
        if match:
            yield table, match["key"], match["value"], number


def uncommented(text, numbers):
    lines = text.splitlines()
    for number in numbers:
        lines[number] = lines[number][1:]
    return "\n".join(lines) + "\n"


def digest(program, name, *more):
    answer = works(program, "run", name, "--no-file", "--json", *SMALL, *more)
    return json.loads(answer.out)


def declared(program):
    """(table, key) -> default, from the dictionary."""
    all_of_it = {}
    for entry in json.loads(works(program, "explain", "--all", "--json").out):
        if entry["what"] == "setting":
            # of the generator that templates use
            if entry["where"] in ("", 'of generator "holme_kim"'):
                all_of_it[entry["table"], entry["name"]] = entry.get("default")
        for parameter in entry.get("parameters", []):
            value = parameter["default"]
            if parameter["kind"] == "true or false":
                value = bool(value)
            elif parameter["kind"] == "word":
                value = parameter["words"][int(value)]
            all_of_it[parameter["mechanism"], parameter["name"]] = value
    return all_of_it


def same_value(text, value):
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, str):
        return text.strip('"') == value
    return float(text) == float(value)


def is_true_to_declarations(program, name, text, everything):
    defaults = declared(program)
    keys = set()
    for table, line in lines_with_tables(text):
        match = re.match(r"#?([a-z][a-z0-9_]*) = ", line)
        if match:
            keys.add((table, match[1]))
    for table, key, value, _ in shown(text):
        if not table.startswith(("strategy.", "brand.")) and key != "on":
            program.expect((table, key) in defaults and same_value(value, defaults[table, key]),
                           f"{name}: {table}.{key} is shown as declared, {value}",
                           defaults.get((table, key)))
    wanted = [path for path in defaults if path[0] not in ("strategy", "brand", "segment")
              and (everything or path[0] in ("run", "market", "network"))]
    missing = [path for path in wanted if path not in keys]
    program.expect(not missing, f"{name} has every key", missing)
    for table, key in defaults:
        if table == "segment":  # of which there are none yet
            program.expect(f"#   {key}: " in text, f"{name} says what '{key}' of a segment is")


def each_line_changes_nothing(program, name, text):
    lines = list(shown(text))
    program.expect(len(lines) > 20, f"{name} shows defaults", lines)
    for table, key, _, number in lines:
        program.write("one.toml", uncommented(text, [number]))
        answer = program("check", "one.toml", "--quick", "--set", "network.customers=300")
        program.expect(answer.code == 0, f"{name} with {table}.{key} uncommented is valid", answer)
    program.write("whole.toml", uncommented(text, [number for *_, number in lines]))
    program.expect(digest(program, "whole.toml")["digest"] == digest(program, f"{name}.toml")["digest"],
                   f"{name} with all of them uncommented runs the same way")


def market(program, name):
    answer = works(program, "new", name, "--market", name)
    text = (program.folder / f"{name}.toml").read_text()
    program.expect(f"wrote {name}.toml" in answer.out and f"rapport check {name}.toml" in answer.out,
                   "new says what it wrote and what is next", answer)
    head = text.split("\n[", 1)[0]
    program.expect(all(word in head for word in ("# Question:", "# Run time:", "# What to look at:")),
                   "the first lines say question, time and what to look at", head)
    program.expect(max(map(len, text.splitlines())) <= 100, f"{name} keeps to 100 columns")
    works(program, "check", f"{name}.toml", "--quick")
    stored = digest(program, f"{name}.toml")
    program.expect([c["second"] for c in stored["comparisons"]] == ["mine"], "mine is compared",
                   stored["comparisons"])
    is_true_to_declarations(program, name, text, False)
    each_line_changes_nothing(program, name, text)
    return text


def mine_begins_as_the_librarys(program):
    mine = digest(program, "first_run.toml")["comparisons"][0]
    theirs = digest(program, "first_run.toml", "--set",
                    'strategies.compare=["existing", "living"]')["comparisons"][0]
    program.expect(mine["measures"] == theirs["measures"], "mine begins as living does")
    text = (program.folder / "first_run.toml").read_text()
    changed = re.sub(r"#hours_per_week = .*", "hours_per_week = 40", text)
    program.write("changed.toml", changed)
    program.expect(digest(program, "changed.toml")["comparisons"][0]["measures"]["cost_wages"]["second"]
                   > mine["measures"]["cost_wages"]["second"], "a changed line of mine tells")


def every_parameter(program):
    works(program, "new", "whole_model", "--all")
    text = (program.folder / "whole_model.toml").read_text()
    is_true_to_declarations(program, "whole_model", text, True)
    lines = list(shown(text))
    program.write("whole.toml", uncommented(text, [number for *_, number in lines]))
    program.expect(digest(program, "whole.toml")["digest"]
                   == digest(program, "whole_model.toml")["digest"] == digest(program, "first_run.toml")["digest"],
                   "every parameter written out runs the same way")
    works(program, "check", "whole.toml", "--quick")


def main():
    program = Program(sys.argv[1], sys.argv[2])
    listed = works(program, "new", "--list").out.splitlines()
    names = [line.split()[0] for line in listed]
    files = sorted(path.stem for path in (program.folder / program.library / "markets").glob("*.toml"))
    program.expect(names == ["first_run", *files], "--list has the markets of the library", listed)
    program.expect(all(len(line.split()) > 3 for line in listed), "and what each is", listed)
    for name in names:
        market(program, name)
    works(program, "new", "first_run", "--force")
    mine_begins_as_the_librarys(program)
    every_parameter(program)
    program.finish()


main()
