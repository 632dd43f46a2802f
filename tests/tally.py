"""Counts what ctest's JUnit files say and prints `N passed, N failed, N skipped`.

usage: tally.py [--failed N] FILE...      exit 1 when anything failed
--failed adds failures that no file knows of: builds that broke, a ctest that never ran.
"""
import sys
import xml.etree.ElementTree

# How ctest marks a test that chose to be skipped; every other test that did not run has failed.
CHOSEN = ("SKIP_RETURN_CODE", "SKIP_REGULAR_EXPRESSION", "Disabled")


def outcome(case):
    status = case.get("status")
    if status == "run":
        return "passed"
    if status == "disabled":
        return "skipped"
    skipped = case.find("skipped")
    if status == "notrun" and skipped is not None:
        if skipped.get("message", "").startswith(CHOSEN):
            return "skipped"
    return "failed"


def main(arguments):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    if arguments[:1] == ["--failed"]:
        count["failed"] += int(arguments[1])
        arguments = arguments[2:]
    for path in arguments:
        for case in xml.etree.ElementTree.parse(path).iter("testcase"):
            count[outcome(case)] += 1
    print(", ".join(f"{n} {name}" for name, n in count.items()))
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
