// A published or derived number beside what the engine makes of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tick/mechanism.hpp"
#include "sim/validate/contest.hpp"
#include "sim/validate/findings.hpp"

namespace rapport::validate {

/// What was measured, and how surely.
struct Estimate {
  double value = 0;
  double error = 0;  ///< standard error; 0 = exact
};

/// A share of so many cases, with its binomial error.
Estimate share(double count, double of);

/// Mean and error of values that are added one by one; of one alone no error is known (NaN).
struct Sum {
  double n = 0, sum = 0, squares = 0;
  void add(double x) {
    n += 1;
    sum += x;
    squares += x * x;
  }
  Estimate mean() const;
};

/// How large the markets are in which it is measured.
enum class Size : std::uint8_t {
  quick,  ///< all rows in a minute; tolerances are widened by the sampling error
  full    ///< so large that four standard errors lie within the tolerances
};

/// Where a number lies by a band: by its 95 % interval it may lie on both sides of an end.
enum class Place : std::uint8_t { inside, outside, open };
std::string_view name_of(Place);

/// One number against its target, or beside a band.
struct Check {
  std::string what;
  double target = 0;
  Estimate measured;
  double tolerance = 0;  ///< from the target, either way
  double rounding = 0;   ///< half a digit of a printed target: what it may be off by itself
  /// The law holds but nearly, in markets of any size: the tolerance judges alone.
  bool approximate = false;
  std::optional<Band> band = {};    ///< a fact: nothing is held to it, where it lies is said
  bool calibrated = false;          ///< of a fact: a default was chosen by it, so it proves nothing
  std::optional<Told> told = {};    ///< what somebody concludes: nothing is held to it
  std::optional<Stand> stand = {};  ///< of a conclusion elsewhere: nothing is held to it
  std::optional<Contest> contest = {};  ///< of a named case: the target is a formula's

  /// Whether it can fail: a law can, a fact or a conclusion cannot, of named cases those that
  /// existing must win.
  bool decides() const { return contest ? contest->guards : !(band || told || stand); }
  /// Of a number beside a band. Throws Contradiction for others.
  Place place() const;

  /// How many standard errors it is off, beyond the target's rounding; infinite where it is off and
  /// exact.
  double z() const;
  /// Within the tolerance, and within four standard errors of an exact law; at quick size the
  /// tolerance is widened by them.
  bool passed(Size) const;
};

/// What kind of claim a row of the table makes.
enum class Claim : std::uint8_t {
  model,       ///< the brand model's own mechanisms follow a law of their field
  reference,   ///< a textbook process, in no market, on the same feed, calendar and luck
  invariant,   ///< what must hold whatever the numbers are
  fact,        ///< what was found of real markets: measured and said, held to nothing
  robustness,  ///< which of the first run's conclusions stand elsewhere: said, held to nothing
  winner       ///< who wins was said beforehand: fails where living wins and must not
};

/// Where set-ups are read, and in what size rows are run.
struct Laboratory {
  std::filesystem::path library;  ///< the folder of scenarios; set-ups stand in its validate/
  Catalogue catalogue;
  Size size = Size::quick;

  bool full() const { return size == Size::full; }
  /// One number for each size.
  template <class T>
  T at(T quick, T at_full) const {
    return full() ? at_full : quick;
  }
};

/// One row of the table.
struct Row {
  std::string_view id;      ///< "V9": of EVIDENCE's table
  std::string_view title;   ///< what follows which law
  std::string_view source;  ///< of the target
  std::string_view set_up;  ///< its scenario, from the library's folder
  Claim claim = Claim::model;
  std::vector<Check> (*run)(const Laboratory&) = nullptr;
  bool own_threads = false;  ///< says itself on how many; others run on as many as are asked for
  std::string_view not_yet = {};  ///< why it is not run; empty where it is
};

/// All rows, in the order of the table.
std::span<const Row> rows();

std::string_view name_of(Claim);

}  // namespace rapport::validate
