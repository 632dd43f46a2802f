"""Holds the answers of `run --json` and `compare --json` to `rapport schema --answer`, and the schema
to strictness: an answer with a key more, a key less or a value of another type does not pass.

    answer_test.py PROGRAM LIBRARY              exit 77 without jsonschema
"""
import copy
import json
import sys

from program import Program

try:
    import jsonschema
except ImportError:
    print("jsonschema is missing: skipped")
    sys.exit(77)

REACH = '[strategies]\ncompare = ["existing", "living", "existing_and_reach"]\n'
ALONE = '[strategies]\ncompare = ["living"]\nbaseline = "living"\n'
ONCE = "[run]\nreplicates = 1\n"
UNPAID = "[costs]\nwage = 0\n"


def answers(program):
    program.tiny(replicates=2, weeks=2)
    for name, text in (("two", ""), ("three", REACH), ("alone", ALONE), ("once", ONCE),
                       ("alone_once", ALONE + ONCE), ("unpaid", UNPAID),
                       ("no_census", "[run]\ncensus_sample = 0\n"), ("other", "[run]\nseed = 2\n")):
        program.write(f"{name}.toml", 'extends = "tiny.toml"\n' + text)
        answer = program("run", f"{name}.toml", "--json", "-o", f"{name}.h5")
        program.expect(answer.code == 0, f"{name} runs", answer)
        yield name, json.loads(answer.out)
    for files in (["two.h5"], ["three.h5", "two.h5"], ["three.h5", "other.h5", "alone.h5"]):
        answer = program("compare", *files, "--json")
        program.expect(answer.code == 0, f"compare {files} works", answer)
        yield f"compare {files}", json.loads(answer.out)


def pruned(value, key=""):
    """Of lists and measures the first alone: quicker to change, and as valid."""
    if isinstance(value, dict):
        items = list(value.items())[:1] if key == "measures" else value.items()
        return {key: pruned(inner, key) for key, inner in items}
    return [pruned(inner) for inner in value[:1]] if isinstance(value, list) else value


def places(value, path=()):
    """The path of everything in an answer."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, path + (key,))
    elif isinstance(value, list) and value:
        yield from places(value[0], path + (0,))


def changed(answer, path, change):
    out = copy.deepcopy(answer)
    inner = out
    for key in path[:-1]:
        inner = inner[key]
    change(inner, path[-1])
    return out


def other_type(inner, key):
    inner[key] = 7 if isinstance(inner[key], (str, list, dict)) or inner[key] is None else "seven"


def is_strict(program, validator, name, answer):
    refused = 0
    for path in places(answer):
        inner = answer
        for key in path:
            inner = inner[key]
        wrong = []
        if isinstance(inner, dict) and not (path and path[-1] == "measures"):
            wrong.append(("a key more", changed({"it": answer}, ("it",) + path + ("more",),
                                                lambda i, k: i.update({k: 1}))["it"]))
        if path and not isinstance(path[-1], int):
            in_measures = len(path) > 1 and path[-2] == "measures"
            if not in_measures and path[-1] != "unspent":
                wrong.append(("a key less", changed(answer, path, lambda i, k: i.pop(k))))
            if not (inner is None and path[-1] in ("mean", "low", "high", "first", "second", "value",
                                                   "variance_reduction", "weeks_bootstrapped")):
                wrong.append(("another type", changed(answer, path, other_type)))
        for what, bad in wrong:
            program.expect(not validator.is_valid(bad), f"{name}: {what} at {path} is refused")
            refused += 1
    program.expect(refused > 30, f"{name}: {refused} changes were tried")


def main():
    program = Program(sys.argv[1], sys.argv[2])
    printed = program("schema", "--answer")
    program.expect(printed.code == 0, "the schema of answers is printed", printed)
    schema = json.loads(printed.out)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for name, answer in answers(program):
        problems = [error.message for error in validator.iter_errors(answer)]
        program.expect(not problems, f"{name} answers as the schema says: {problems}"[:2000])
        if name in ("three", "alone") or name.startswith("compare"):
            is_strict(program, validator, name, pruned(answer))
    program.finish()


main()
