"""Who may include whom, who may print, and what may compute: the layers of rapport.

The table of tests/README.md, as code. A folder without a row is a complaint: whoever
adds a folder says here what it may know.
"""
import pathlib
import re
import sys

import tree

CORE = ["sim/core/"]
WORLD = CORE + ["sim/world/"]
TICK = WORLD + ["sim/tick/"]
BESIDE_THE_CORE = ["stdio.h", "unistd.h", "fcntl.h", "sys/", "fmt/"]  # files, text

# Folder -> headers it may include besides the standard library's: ours, then others'.
# The longest folder that fits a file counts.
MAY_INCLUDE = {
    "sim/core/": CORE + ["Eigen/", "Random123/"],
    "sim/world/": WORLD,
    "sim/structure/": WORLD + ["sim/structure/", "boost/graph/", "boost/property_map/"],
    "sim/tick/": TICK,
    "sim/scenario/": TICK + ["sim/scenario/", "sim/structure/", "toml++/", "zlib.h", "expat.h",
                                "nlohmann/"] + BESIDE_THE_CORE,
    "sim/record/": TICK + ["sim/record/", "hdf5.h", "hdf5_hl.h", "zlib.h"] + BESIDE_THE_CORE,
    "sim/study/": TICK + ["sim/scenario/", "sim/record/", "sim/study/", "analysis/estimate/",
                          "analysis/picture/"] + BESIDE_THE_CORE,
    "sim/validate/": TICK + ["sim/scenario/", "sim/study/", "sim/structure/", "sim/validate/",
                             "analysis/estimate/", "Eigen/"] + BESIDE_THE_CORE,
    "sim/app/": [""],
    "models/": TICK,
    "models/catalogue.hpp": ["sim/tick/"],
    "analysis/estimate/": ["analysis/estimate/", "Eigen/"],
    "analysis/predict/": ["analysis/predict/", "analysis/estimate/", "zlib.h", "fmt/"],
    "analysis/picture/": ["analysis/picture/", "analysis/estimate/", "fmt/"],
}
# Single files that may know more than their folder, and why.
EXCEPTIONS = {
    "sim/core/for_each_tbb.cpp": ["oneapi/tbb/"],  # the one parallel seam
    "sim/core/for_each_threads.cpp": [],           # and what it is to the thread sanitizer
    "sim/world/boost_network.hpp": ["boost/graph/"],  # what others must not have to compile
    "sim/world/network.cpp": ["boost/graph/"],
    "sim/world/arc_piles.cpp": ["sys/mman.h"],  # huge pages for long lists of arcs
    "sim/world/rows.cpp": ["sys/mman.h"],      # huge pages for the largest tables
}

# What a run executes: the same bits everywhere, and nothing that a browser lacks.
SAME_BITS = ("sim/core/", "sim/world/", "sim/tick/", "models/")
UNFIT_HEADERS = {
    "random": "its distributions differ between libraries: use sim/core/random.hpp",
    "unordered_map": "its order differs between libraries: use a sorted vector",
    "unordered_set": "its order differs between libraries: use a sorted vector",
    "execution": "its order of summation is open: use sum_over",
    "math.h": "names of libm without std: include cmath",
    "complex": "calls libm",
    "fstream": "knows files: that is for sim/scenario and sim/record",
    "filesystem": "knows files: that is for sim/scenario and sim/record",
    "iostream": "prints: that is for sim/app",
    "chrono": "knows the clock: simulated time is sim/world/clock.hpp",
    "ctime": "knows the clock: simulated time is sim/world/clock.hpp",
}
THREAD_HEADERS = {"thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic",
                  "stop_token", "barrier", "latch", "semaphore"}
LIBM = ("exp exp2 expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh tanh "
        "asinh acosh atanh erf erfc tgamma lgamma cbrt hypot beta riemann_zeta expint").split()
SAME_BITS_RULES = [
    (re.compile(r"(?:\bstd\s*|(?<![\w>]))::\s*(" + "|".join(LIBM) + r")[fl]?\b(?!\s*::)"),
     "libm differs between machines: use sim/core/math.hpp"),
    (re.compile(r"\bstd\s*::\s*(s?rand|random_device|reduce|transform_reduce)\b"
                r"|(?<![\w.>:])s?rand\s*\("),
     "not the same everywhere: look luck up in sim/core/random.hpp, add with sum_over"),
    (re.compile(r"(?:\.|->)\s*(sum|prod|mean|norm|squaredNorm|stableNorm|blueNorm|normalize|"
                r"normalized|dot|trace|lpNorm|redux)\s*(?:<\w+>\s*)?\("),
     "an Eigen reduction adds in an order that depends on the vector width"),
]
PRINTING = re.compile(
    r"(?<![\w.>])(?:v?printf|puts|putchar|perror)\s*\("
    r"|\bstd\s*::\s*(?:cout|cerr|clog|exit|quick_exit|_Exit|abort|terminate)\b"
    r"|\bstd\s*::\s*(?:puts|putchar|perror|v?printf|print|println)\b"
    r"|\bfmt\s*::\s*(?:print|println)\b"
    r"|\b(?:stdout|stderr)\b"
    r"|(?<![\w.>:])_?exit\s*\(")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
STANDARD = re.compile(r"[a-z0-9_]+\Z")  # <vector>; a header of C or of the system ends in .h


def row_of(path):
    rows = [folder for folder in MAY_INCLUDE if path.startswith(folder)]
    return max(rows, key=len) if rows else None


def check_includes(root, path, text, row):
    allowed = MAY_INCLUDE[row] + EXCEPTIONS.get(path, [])
    for match in INCLUDE.finditer(text):
        quote, header = match.groups()
        where = f"{path}:{tree.line_of(text, match.start(1))}"
        if quote == '"' and "/" not in header:
            if pathlib.Path(root, path).with_name(header + ".in").exists():
                continue  # CMake writes it into the build folder
            yield f"{where}: name '{header}' from the source root"
        elif header.startswith("sim/app/") and row != "sim/app/":
            yield f"{where}: nobody includes sim/app"
        elif not (quote == "<" and STANDARD.match(header)) and \
                not any(header.startswith(a) for a in allowed):
            yield f"{where}: {row} may not include '{header}'"
        elif path.startswith(SAME_BITS):
            if header in UNFIT_HEADERS:
                yield f"{where}: <{header}> {UNFIT_HEADERS[header]}"
            elif header in THREAD_HEADERS and path not in EXCEPTIONS:
                yield f"{where}: <{header}> knows threads: that is for sim/core/for_each_*.cpp"


def check(root):
    for path in tree.sources(root, "sim", "models", "analysis"):
        row = row_of(path)
        if row is None:
            yield f"{path}: its folder has no row in {__file__}"
            continue
        if re.fullmatch(r"models/.+/.+\.hpp", path):
            yield f"{path}: a mechanism has no header: mechanisms meet in columns of sim/world"
        text = tree.read(root, path)
        code = tree.blank(text)
        yield from check_includes(root, path, tree.blank(text, keep_strings=True), row)
        if path.startswith(SAME_BITS):
            for rule, why in SAME_BITS_RULES:
                for match in rule.finditer(code):
                    where = f"{path}:{tree.line_of(code, match.start())}"
                    yield f"{where}: {match.group().strip()}: {why}"
        if row != "sim/app/":
            for match in PRINTING.finditer(code):
                yield (f"{path}:{tree.line_of(code, match.start())}: {match.group().strip()}: "
                       "only sim/app prints or exits")


GOOD = {
    "sim/core/math.cpp": "// a\n#include <cmath>\n#include <Eigen/Core>\n"
                         "double f(double x) { return std::sqrt(std::floor(x)) + 1'000'000; }\n"
                         "// std::exp(x) and printf( in a comment\n/* std::log(x) */\n"
                         'const char* text = "std::pow(x) stdout";\n',
    "sim/core/random.hpp": "// a\ninline double e(double x) { return rapport::exp(log(x)); }\n",
    "sim/world/network.hpp": "// a\n#include \"sim/core/ids.hpp\"\n",
    "sim/world/boost_network.hpp": "// a\n#include <boost/graph/x.hpp>\n",
    "sim/core/for_each_tbb.cpp": "// a\n#include <oneapi/tbb/info.h>\n#include <atomic>\n",
    "sim/scenario/reader.cpp": "// a\n#include <toml++/toml.h>\n#include <unordered_map>\n",
    "sim/record/writer.cpp": "// a\n#include <hdf5.h>\n#include <chrono>\n",
    "sim/study/plan.cpp": "// a\n#include \"analysis/estimate/e.hpp\"\n",
    "sim/app/main.cpp": "// a\n#include \"models/c.hpp\"\nvoid f() { fmt::print(stderr); }\n",
    "sim/app/store.cpp": "// a\n#include \"build_info.hpp\"\n",
    "sim/app/build_info.hpp.in": "// a\n",
    "models/catalogue.hpp": "// a\n#include \"sim/tick/mechanism.hpp\"\n",
    "models/trade/need.cpp": "// a\n#include \"sim/world/c.hpp\"\nint f() { snprintf(); }\n",
    "analysis/estimate/e.cpp": "// a\n#include <cmath>\ndouble x = std::exp(1);\n",
    "analysis/picture/p.cpp": "// a\n#include <fmt/format.h>\n",
}


def one(path, line):
    return {path: "// a\n" + line + "\n"}


BAD = {
    "core knows world": (one("sim/core/a.cpp", '#include "sim/world/w.hpp"'), "sim/core/a.cpp:2: "),
    "world knows tick": (one("sim/world/a.cpp", '#include "sim/tick/w.hpp"'), "may not include"),
    "tick knows the scenario": (one("sim/tick/a.cpp", '#include "sim/scenario/r.hpp"'), "may not"),
    "tick knows a model": (one("sim/tick/a.cpp", '#include "models/catalogue.hpp"'), "may not"),
    "tbb beside the seam": (one("sim/tick/a.cpp", "#include <oneapi/tbb/info.h>"), "may not"),
    "a thread beside the seam": (one("sim/tick/a.cpp", "#include <thread>"), "knows threads"),
    "scenario knows models": (one("sim/scenario/a.cpp", '#include "models/c.hpp"'), "may not"),
    "hdf5 beside record": (one("sim/scenario/a.cpp", "#include <hdf5.h>"), "may not"),
    "toml beside scenario": (one("sim/record/a.cpp", "#include <toml++/toml.h>"), "may not"),
    "study knows models": (one("sim/study/a.cpp", '#include "models/catalogue.hpp"'), "may not"),
    "somebody includes app": (one("sim/study/a.cpp", '#include "sim/app/a.hpp"'), "nobody"),
    "a model knows record": (one("models/feed/a.cpp", '#include "sim/record/w.hpp"'), "may not"),
    "a model knows a model": (one("models/feed/a.cpp", '#include "models/feed/b.hpp"'), "may not"),
    "a model knows Eigen": (one("models/feed/a.cpp", "#include <Eigen/Core>"), "may not"),
    "a mechanism with a header": (one("models/feed/a.hpp", ""), "has no header"),
    "estimate knows sim": (one("analysis/estimate/a.cpp", '#include "sim/core/i.hpp"'), "may not"),
    "picture knows record": (one("analysis/picture/a.cpp", '#include "sim/record/w.hpp"'), "may"),
    "a path from here": (one("sim/core/a.cpp", '#include "ids.hpp"'), "from the source root"),
    "a folder without a row": (one("sim/new/a.cpp", ""), "no row"),
    "libm": (one("models/feed/a.cpp", "double x = std::exp(1);"), "models/feed/a.cpp:2: std::exp"),
    "libm, global": (one("sim/tick/a.cpp", "double x = 1 + ::pow(1.0, 2);"), "libm"),
    "libm, by using": (one("sim/world/a.cpp", "using std::log1p;"), "libm"),
    "libm, float": (one("sim/core/a.cpp", "float x = std::tanhf(1);"), "libm"),
    "random header": (one("sim/core/a.cpp", "#include <random>"), "distributions"),
    "rand": (one("sim/core/a.cpp", "int x = std::rand();"), "look luck up"),
    "unordered_map": (one("sim/world/a.cpp", "#include <unordered_map>"), "order differs"),
    "a file": (one("models/feed/a.cpp", "#include <fstream>"), "knows files"),
    "the clock": (one("sim/tick/a.cpp", "#include <chrono>"), "knows the clock"),
    "an Eigen sum": (one("sim/core/a.cpp", "double x = v.sum();"), "Eigen reduction"),
    "an Eigen product": (one("sim/core/a.cpp", "double x = v.dot(w);"), "Eigen reduction"),
    "printf": (one("sim/record/a.cpp", "void f() { std::printf(\"\"); }"), "only sim/app prints"),
    "cerr": (one("sim/study/a.cpp", "void f() { std::cerr << 1; }"), "only sim/app prints"),
    "fmt::print": (one("analysis/picture/a.cpp", "void f() { fmt::print(); }"), "only sim/app"),
    "exit": (one("models/feed/a.cpp", "void f() { std::exit(1); }"), "only sim/app"),
}

if __name__ == "__main__":
    sys.exit(tree.run(check, GOOD, BAD))
