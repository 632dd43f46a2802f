"""Two decisions must never meet the same luck by accident: the name of a Purpose stands in one
source file only, and no two names hash alike (FNV-1a, 32 bits, as in sim/core/random.hpp).
"""
import re
import sys

import tree

PURPOSE = re.compile(r'\bPurpose\s*(?:\w+\s*)?[{(]\s*"([^"\n]*)"')


def hash_of(name):
    value = 2166136261
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def check(root):
    first = {}     # name -> the file that has it
    reported = set()
    hashes = {}    # hash -> the first name that has it
    for path in tree.sources(root, "sim", "models"):
        code = tree.blank(tree.read(root, path), keep_strings=True)
        for match in PURPOSE.finditer(code):
            name, where = match.group(1), f"{path}:{tree.line_of(code, match.start())}"
            if first.setdefault(name, path) != path and (name, path) not in reported:
                reported.add((name, path))
                yield f"{where}: the purpose '{name}' stands in {first[name]} already"
            other = hashes.setdefault(hash_of(name), name)
            if other != name:
                yield f"{where}: the purposes '{name}' and '{other}' hash alike: rename one"
    if not first:
        yield "no Purpose found: has its spelling changed?"


GOOD = {
    "models/trade/need.cpp": '// a\nconstexpr Purpose rate{"need.rate"};\n'
                             'constexpr Purpose again{"need.rate"};\n'
                             '// Purpose x{"visit.convert"} in a comment\n',
    "sim/world/laws.hpp": '// a\nauto x = luck.u(Purpose{"patience.length"}, {});\n',
    "models/trade/visit.cpp": '// a\nconstexpr Purpose convert{"visit.convert"};\n',
}
BAD = {
    "one name in two files": ({"models/a/b.cpp": 'constexpr Purpose p{"need.rate"};\n'},
                              "stands in models/a/b.cpp already"),
    "one name, without a variable": ({"sim/core/b.cpp": 'f(Purpose("need.rate"));\n'},
                                     "models/trade/need.cpp"),
    "two names that hash alike": ({"models/a/b.cpp": 'constexpr Purpose p{"costarring"};\n'
                                                     'constexpr Purpose q{"liquid"};\n'},
                                  "models/a/b.cpp:2: the purposes 'liquid' and 'costarring'"),
    "no purpose at all": ({path: "// a\n" for path in GOOD}, "no Purpose found"),
}

if __name__ == "__main__":
    sys.exit(tree.run(check, GOOD, BAD))
