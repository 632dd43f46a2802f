"""`rapport sensitivity`: what it prints, for people and programs; a table of every draw; the same on any
number of threads; and that every prior of the library can be drawn.
"""
import csv
import io
import json
import math
import sys

from program import Program

SMALL = ["--draws", 40, "--trajectories", 2, "--set", "run.weeks=3", "--set", "run.warm_up_weeks=1",
         "--set", 'network={generator="holme_kim", customers=300}']
WAGE = """[prior.wage]
moves = [{ path = "costs.wage" }]
shape = "log_uniform"
low = 10
high = 60
unit = "currency"
grade = "assumed"
source = "a test"
"""


def answer(program, *more):
    run = program("sensitivity", *SMALL, "--json", *more)
    program.expect(run.code == 0 and run.err == "", "it runs", run)
    return json.loads(run.out)


def as_json(program):
    out = answer(program)
    wins = out["win_share"]
    program.expect(wins["n"] == 40 and 0 <= wins["low"] <= wins["share"] <= wins["high"] <= 1
                   and wins["share"] == wins["wins"] / 40, "a share of wins with its interval", wins)
    program.expect(out["sells_more"]["n"] == 40 and out["strategy"] == "living"
                   and out["baseline"] == "existing", "of living against existing", out["sells_more"])
    factors = out["factors"]
    program.expect(len(factors) > 25 and all(
        {"name", "moves", "grade", "source", "of_gain", "of_wins", "of_revenue", "rank_correlation",
         "morris"} <= factor.keys() for factor in factors), "every prior is told of", factors[:1])
    indices = [factor["of_gain"]["mean"] for factor in factors]
    program.expect(indices == sorted(indices, reverse=True), "who explains most stands first", indices)
    program.expect(math.isclose(sum(indices), out["explained_together"], abs_tol=1e-9), "and their sum",
                   out["explained_together"])
    for factor in factors:
        morris = factor["morris"]
        program.expect(morris["trajectories"] == 2 and abs(morris["mu"]) <= morris["mu_star"] + 1e-9,
                       f"{factor['name']}: elementary effects", morris)
    cells = [cell for line in out["wins_by"]["cells"] for cell in line]
    program.expect(len(cells) == 16 and sum(cell["n"] for cell in cells) == 40
                   and sum(cell["wins"] for cell in cells) == wins["wins"],
                   "each draw is in one cell", out["wins_by"])
    rows = {factor["name"] for factor in factors} | {row["name"] for row in out["left_out"]}
    program.expect(len(rows) == 79 and out["off"] == [], "76 rows of the evidence, and three", rows)
    share_told = any("outside of 15 to 85 %" in warning for warning in out["warnings"])
    program.expect(share_told == (not 0.15 <= wins["share"] <= 0.85), "a share at an end is warned of",
                   out["warnings"])
    return out


def table(program, out):
    run = program("sensitivity", *SMALL, "--threads", 1, "--table", "draws.csv", "--quiet")
    for words in ("if nobody knows the numbers", "earns more in", "sells more in", "wage_loaded",
                  "what decides", "mu*", "wins, % of the draws in each cell", out["digest"]):
        program.expect(words in run.out, f"the answer says '{words}'", run)
    program.expect(run.code == 0 and run.err == "", "and nothing else", run)
    rows = list(csv.DictReader(io.StringIO((program.folder / "draws.csv").read_text())))
    program.expect([int(row["draw"]) for row in rows] == list(range(40)), "a line a draw", len(rows))
    wins = sum(float(row["gain_profit"]) > 0 for row in rows)
    program.expect(wins == out["win_share"]["wins"], "with what came of it", wins)
    for factor in out["factors"]:
        values = [float(row[factor["name"]]) for row in rows]
        program.expect(factor["low"] <= min(values) < max(values) <= factor["high"],
                       f"{factor['name']}: values of its prior", (min(values), max(values)))
    again = program("sensitivity", *SMALL, "--table", "draws.csv")
    program.expect(again.code == 73 and "draws.csv" in again.err and again.out == "",
                   "a table that exists is not overwritten", again)
    before = (program.folder / "draws.csv").read_bytes()
    forced = program("sensitivity", *SMALL, "--table", "draws.csv", "--force", "--threads", 2)
    program.expect(forced.code == 0 and (program.folder / "draws.csv").read_bytes() == before
                   and forced.out == run.out, "but with --force; on two threads the same", forced)


def own_prior(program):
    """A prior and a scenario of one's own: one assumption decides, and is called so."""
    program.tiny(customers=300)
    program.write("wage.toml", WAGE)
    run = program("sensitivity", "tiny.toml", "--prior", "wage.toml", "--draws", 60, "--trajectories", 0)
    program.expect(run.code == 0 and "ONE ASSUMPTION DECIDES: 'wage'" in run.out
                   and "mu*" not in run.out and "in each cell" not in run.out,
                   "one assumption decides", run)
    program.write("wage.toml", WAGE.replace("assumed", "published"))
    run = program("sensitivity", "tiny.toml", "--prior", "wage.toml", "--draws", 60, "--trajectories", 0)
    program.expect(run.code == 0 and "ONE ASSUMPTION" not in run.out, "a published one is none", run)


def listed(program):
    run = program("sensitivity", "--list")
    program.expect(run.code == 0 and len(run.out.splitlines()) >= 80, "every row is listed", run)
    for words in ("wage_loaded", "moves costs.wage", "52 x / need.per_year", "ln .5 / ln x", "cut at 1", "turnover_year", "not_yet", "voices do not leave"):
        program.expect(words in run.out, f"--list says '{words}'", run)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    out = as_json(program)
    table(program, out)
    own_prior(program)
    listed(program)
    program.finish()


if __name__ == "__main__":
    main()
