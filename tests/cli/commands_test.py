"""What the program's commands do when all is well: run, rerun, export, explain, schema.

    commands_test.py PROGRAM LIBRARY
"""
import csv
import json
import re
import sys

from program import Program


def works(program, *line):
    answer = program(*line)
    program.expect(answer.code == 0, f"'{' '.join(map(str, line))}' exits with 0", answer)
    return answer


def parsed(program, what, answer):
    try:
        return json.loads(answer.out)
    except ValueError as problem:
        program.expect(False, f"{what} is JSON: {problem}", answer)
        return {}


def explains(program):
    answer = works(program, "explain", "trust")
    program.expect("relate/trust.cpp" in answer.out and "Josang & Ismail 2002" in answer.out,
                   "'explain trust' names its file and its sources", answer)
    answer = works(program, "explain", "trust.half_life")
    program.expect("[week]" in answer.out and "range 1 to 520" in answer.out
                   and "assumed: " in answer.out and "prior_strength" not in answer.out,
                   "'explain trust.half_life' gives unit, range and source of that alone", answer)
    answer = works(program, "explain", "costs.margin")
    program.expect("'margin' must not exceed 'price'" in answer.out,
                   "'explain costs.margin' says what it must not be together with others", answer)
    stored = parsed(program, "explain --json", works(program, "explain", "costs.margin", "--json"))
    program.expect(stored and stored[0].get("rules") == ["'margin' must not exceed 'price'"],
                   "and so it does as JSON", stored)
    for name in ("trust", "trust.half_life", "--all"):
        parsed(program, f"explain {name} --json", works(program, "explain", name, "--json"))
    explains_measures(program)
    schema = parsed(program, "the schema", works(program, "schema"))
    program.expect("$schema" in schema and "run" in schema.get("properties", {}),
                   "the schema knows [run]", str(schema)[:300])


def explains_measures(program):
    for name, words in (
            ("brand.rival.choice.share", ("choice.share = ",)),
            ("strategy.living.staff.voices", ("staff.voices = ",)),
            ("publishing.posts_per_week.chirper", ("publishing.posts_per_week = ",)),
            ("trust.on", ("relate/trust.cpp",)),
            ("strategies.compare", ("a list of names",)),
            ("run.weeks", ("[week] (a setting of the scenario)", "a whole number from 1 to 4160")),
            ("currency", ("market.currency", "three capital letters; needed")),
            ("mean_degree", ("network.mean_degree = 20", 'of generator "holme_kim"')),
            ("staff_load", ("[1] (a measure, one for each brand)", "operations ladder",
                            "ratio = busy_seconds / (60 x staff_minutes)", "declared by: desk")),
            ("likes", ("each brand and platform", "vanity ladder", "counter: of the week; its total is the sum",
                       "declared by: reaction")),
            ("relationships", ("stock: at the week's end; its total is the last",)),
            ("staff_skill", ("level: at the week's end", "declared by: staff")),
            ("median_response", ("quantile 0.5 of", "delay_to_1_h", "[hour]")),
            ("cost_wages", ("[currency]", "entry of the books: of the week", "declared by: costs")),
            ("wages", ("cost_wages",)),
            ("profit", ("sum: of the week", "part of every study")),
            ("trust_sum", ("not recorded by itself",)),
            ("last_voice", ("[day] (a column, each customer and brand)", "written by: voice",
                            "read by: relationship")),
            ("desk_servers", ("(a column, each brand)", "written by: staff", "read by: desk")),
            ("open_case", ("(a mark, ", "written by: patience, voice, questions"))):
        answer = works(program, "explain", name)
        missing = [word for word in words if word not in answer.out]
        program.expect(not missing, f"'explain {name}' says {missing}", answer)
    answer = works(program, "explain", "trust")
    program.expect("trust.half_life" in answer.out and "voice.trust" in answer.out
                   and "a measure, one for each brand" in answer.out,
                   "'explain trust' gives the mechanism, the parameter and the measure", answer)
    everything = works(program, "explain", "--all")
    stored = parsed(program, "explain --all --json", works(program, "explain", "--all", "--json"))
    kinds = {}
    for entry in stored:
        kinds.setdefault(entry["what"], set()).add(entry.get("name", entry.get("mechanism")))
    program.expect({"staff_load", "profit", "followers", "cost_wages"} <= kinds["measure"]
                   and "last_voice" in kinds["column"] and "open_case" in kinds["mark"]
                   and "trust" in kinds["mechanism"], "explain --all --json has all kinds", kinds)
    for name in kinds["measure"] | kinds["column"] | kinds["mark"]:
        program.expect(f"\n  {name}  " in everything.out, f"explain --all has {name}")
    ratio = next(entry for entry in stored if entry.get("name") == "staff_load")
    program.expect(ratio["over"] == "busy_seconds" and ratio["under"] == "staff_minutes"
                   and ratio["under_units"] == 60, "a ratio as JSON says what is over what", ratio)


def explains_what_is_recorded(program, measures):
    """Every measure of a run is explained, with the run's unit."""
    stored = parsed(program, "explain --all --json", works(program, "explain", "--all", "--json"))
    units = {entry["name"]: entry["unit"] for entry in stored if entry["what"] == "measure"}
    reference = {entry["mechanism"] for entry in stored
                 if entry["what"] == "mechanism" and entry["chapter"] == "reference"}  # in no market
    recorded = {entry["name"] for entry in stored
                if entry["what"] == "measure" and entry["recorded"]
                and not (entry["declared_by"] and reference.issuperset(entry["declared_by"]))}
    program.expect(recorded == set(measures), "explain has the measures of a run and no others",
                   recorded ^ set(measures))
    for name, measure in measures.items():
        program.expect(units.get(name) == measure["unit"], f"the unit of {name}", measure)


def runs(program, scenario):
    study = program.folder / "tiny.h5"
    answer = works(program, "run", scenario, "-o", study, "--quiet")
    program.expect("living against existing" in answer.out and "Verdict:" in answer.out
                   and "Not yet in the model:" in answer.out, "a run prints its answer", answer)
    program.expect(study.exists() and study.with_suffix(".svg").exists(),
                   "a run leaves a file and a picture", answer)
    digests = []
    for threads in (1, 2):
        answer = works(program, "run", scenario, "--no-file", "--json", "--threads", threads)
        digests.append(parsed(program, "run --json", answer).get("digest"))
    stored = parsed(program, "run --json", answer)
    program.expect(stored.get("alone", "") is None, "no strategy is alone beside another", stored)
    comparison = stored.get("comparisons", [{}])[0]
    wanted = {"weekly_reach", "churn", "customer_lifetime_value", "return_on_cost", "staff_load",
              "median_response", "relays", "one_hop_share", "mean_cascade_size"}
    missing = wanted - set(comparison.get("measures", {}))
    program.expect(not missing, "run --json has the measures of both ladders", missing)
    explains_what_is_recorded(program, comparison.get("measures", {}))
    program.expect(all("correlation_with_profit" in m
                       for m in comparison.get("measures", {}).values())
                   and "value" in comparison.get("return_on_extra_cost", {}),
                   "run --json has correlations and the return on money spent more", comparison)
    program.expect(all(m.get("weeks_bootstrapped") == 0
                       for m in comparison.get("measures", {}).values()),
                   "run --json says that two replicates bootstrap no week", comparison)
    program.expect(digests[0] and digests[0] == digests[1], "one and two threads give one digest",
                   digests)
    answer = works(program, "rerun", study)
    program.expect("the same" in answer.out and str(digests[0]) in answer.out,
                   "rerun finds the same", answer)
    answer = program("rerun", study, "--set", "run.seed=2")
    program.expect(answer.code == 1 and "different" in answer.out,
                   "rerun under another seed says different and exits with 1", answer)
    answer = program("rerun", study, "--json")
    program.expect(parsed(program, "rerun --json", answer).get("same") is True,
                   "rerun --json says same", answer)
    return study


def runs_in_the_folder(program):
    """A scenario named without a folder, with the default output."""
    answer = works(program, "run", "tiny.toml", "--quiet", "--force")
    program.expect((program.folder / "tiny.h5").exists(), "it writes tiny.h5 there", answer)
    works(program, "check", "tiny.toml", "--quick")


def prints_names_whole(program):
    """Names of the longest kind, one with seams to break it at and one without."""
    first, second = "a_strategy_with_the_longest_name_allowed", "x" * 40
    program.write("names.toml", 'extends = "tiny.toml"\n[strategies]\n'
                                f'compare = ["{first}", "{second}"]\nbaseline = "{first}"\n'
                                f'[strategy.{first}]\nextends = "existing"\n'
                                f'[strategy.{second}]\nextends = "living"\n')
    answer = works(program, "run", "names.toml", "--no-file", "--quiet")
    lines = answer.out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{second} against {first}"))
    ladder = lines.index("  the vanity ladder")
    headings = [line for line in lines[start + 1:ladder] if not line.startswith("  (")]
    # pieces of a heading end below one another; the last line of headings has the end of each
    ends = [piece.end() for piece in re.finditer(r"\S+", headings[-1])][:2]
    joined = ["".join(piece.group() for line in headings for piece in re.finditer(r"\S+", line)
                      if piece.end() == end) for end in ends]
    program.expect(joined == [first, second], "headings give the names whole, in pieces", answer)
    verdict = next(i for i, line in enumerate(lines) if line.startswith("  Verdict:"))
    program.expect(max(map(len, lines[start:verdict])) <= 100, "the table keeps to 100 columns",
                   answer)


def claims_no_balance_from_one_replicate(program):
    """Text and JSON alike: a replicate excludes no value, so on neither side does one pay."""
    line = ("run", "tiny.toml", "--set", "run.replicates=1", "--no-file")
    answer = works(program, *line, "--quiet")
    stored = parsed(program, "one replicate as JSON", works(program, *line, "--json"))
    comparison = stored["comparisons"][0]
    for name in ("break_even_margin", "break_even_wage", "return_on_extra_cost"):
        balance = comparison[name]
        program.expect(balance["set"] == "everything" and balance["pays"] is None
                       and balance["low"] is None and balance["high"] is None,
                       f"JSON can't tell the {name} of one replicate", balance)
    program.expect(all(f"can't tell at which {what} living pays" in answer.out for what in ("wage", "margin")),
                   "the text can't tell either balance", answer)


def runs_one_strategy_alone(program):
    """Nothing to compare: the ladders of the one that ran, and no comparisons."""
    program.write("alone.toml", 'extends = "tiny.toml"\n[strategies]\ncompare = ["living"]\n'
                                'baseline = "living"\n')
    answer = works(program, "run", "alone.toml", "--no-file", "--quiet")
    titles = ("living alone (ours, all 3 weeks; 95 % intervals)", "the vanity ladder",
              "the business ladder", "operations and diffusion")
    program.expect(all(title in answer.out for title in titles),
                   "a strategy alone has its ladders", answer)
    stored = parsed(program, "alone --json",
                    works(program, "run", "alone.toml", "--no-file", "--json"))
    program.expect(stored.get("comparisons") == [], "nothing compared is an empty list", stored)
    alone = stored.get("alone") or {}
    profit = alone.get("measures", {}).get("profit", {})
    program.expect(alone.get("strategy") == "living" and profit.get("n") == 2
                   and profit["low"] < profit["mean"] < profit["high"]
                   and profit["method"] == "Student t", "a mean has its interval", alone)
    if profit:
        row = re.search(r"^    profit, XTS +([-0-9,]+)  ([-0-9,]+) to ([-0-9,]+)$", answer.out,
                        re.M)
        wanted = [f"{profit[end]:,.0f}" for end in ("mean", "low", "high")]
        program.expect(row and list(row.groups()) == wanted, f"the table says {wanted}", answer)
    program.write("alone_once.toml", 'extends = "alone.toml"\n[run]\nreplicates = 1\n')
    answer = works(program, "run", "alone_once.toml", "--no-file", "--quiet")
    program.expect("one replicate: no interval" in answer.out, "one replicate has no interval",
                   answer)


def exports_what_the_answer_says(program, study, folder):
    """Balances, present value and verdict of the file are those of the run's answer."""
    answer = works(program, "run", "tiny.toml", "--no-file", "--json")
    comparison = parsed(program, "run --json", answer)["comparisons"][0]
    with open(folder / "differences_comparison.csv", newline="") as lines:
        rows = list(csv.DictReader(lines))
    program.expect(len(rows) == 1 and rows[0]["verdict"] == comparison["verdict"],
                   "the table of comparisons has the verdict", rows)
    present = comparison["present_value_of_difference"]
    numbers = {"present_value": present["mean"], "present_value_low": present["low"],
               "present_value_high": present["high"]}
    for name in ("break_even_margin", "break_even_wage"):
        balance = comparison[name]
        numbers |= {name: balance["value"], f"{name}_low": balance["low"],
                    f"{name}_high": balance["high"]}
        program.expect(rows[0][f"{name}_set"] == balance["set"]
                       and rows[0][f"{name}_pays"] == (balance["pays"] or "unknown"),
                       f"the table says how {name} tips", (rows, balance))
    for name, wanted in numbers.items():
        program.expect(rows[0][name] == "NaN" if wanted is None else float(rows[0][name]) == wanted,
                       f"{name} of the table is {wanted}", rows)


def exports(program, study):
    folder = program.folder / "tables"
    answer = works(program, "export", study, "-o", folder)
    files = sorted(folder.glob("*.csv"))
    program.expect(len(files) > 5 and all(str(file) in answer.out for file in files),
                   "export lists what it wrote", answer)
    for file in files:
        with open(file, newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
        program.expect(len(rows) > 1 and len({len(row) for row in rows}) == 1
                       and len(set(rows[0])) == len(rows[0]), f"{file.name} is one table", rows[:3])
    totals = folder / "totals_strategy_replicate_brand.csv"
    if totals.exists():
        with open(totals, newline="") as lines:
            rows = list(csv.DictReader(lines))
        program.expect(len(rows) == 8 and {row["strategy"] for row in rows} == {"existing", "living"},
                       "totals have a row for each strategy, replicate and brand", rows[:2])
        program.expect(all(abs(float(r["contribution_margin"]) - float(r["cost"]) - float(r["profit"]))
                           < 1e-6 for r in rows), "margin less cost is profit", rows[:2])
    else:
        program.expect(False, "there is a table of totals", files)
    exports_what_the_answer_says(program, study, folder)
    answer = program("export", study, "-o", folder)
    program.expect(answer.code == 73, "export overwrites nothing without --force", answer)
    works(program, "export", study, "-o", folder, "--force", "--quiet")


def words_in_any_order(program):
    scenario = program.tiny()
    answer = program("check", "--set", "run.weeks=1", "--quick", scenario)
    program.expect(answer.code == 0, "--set takes one word, before the scenario too", answer)
    answer = program("check", "--set", "run.weeks=1", scenario, "--set", "run.panel=0", "--quick")
    program.expect(answer.code == 0, "and is said again", answer)
    spaced = program.folder / "my shop.toml"
    spaced.write_text(scenario.read_text())
    answer = program("check", spaced, "--quick")
    program.expect(f"rapport run '{spaced}'" in answer.out, "a command to be pasted is quoted", answer)
    for line in (["run", scenario, "-o", ""], ["run", scenario, "-o", "-"], ["new", "."]):
        answer = program(*line)
        program.expect(answer.code == 73 and "names no file" in answer.err,
                       f"{line} is refused", answer)
    answer = program("run", scenario, "--checkpoint", "nan")
    program.expect(answer.code == 2 and "525600" in answer.err, "minutes are a number", answer)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    scenario = program.tiny()
    explains(program)
    exports(program, runs(program, scenario))
    runs_in_the_folder(program)
    prints_names_whole(program)
    claims_no_balance_from_one_replicate(program)
    runs_one_strategy_alone(program)
    words_in_any_order(program)
    program.finish()


main()
