// Whether answering pays, on the back of an envelope: what more answers in time earn, less what
// they cost. The winner of each named case stands here before any of them is simulated.
#pragma once

#include <optional>
#include <span>

namespace rapport::targets {

/// A firm that thinks of answering more. Money in one currency throughout.
struct ReplyCase {
  double customers = 0.0;           ///< 0 or more
  double contacts_per_week = 0.0;   ///< of one customer; above 0
  double more_answered = 0.6;       ///< change of the share answered in time, -1 to 1
  double value = 0.0;               ///< of an answer in time
  double wage_per_h = 0.0;          ///< 0 or more
  double handling_h = 1.0 / 6.0;    ///< hours per answer, 0 or more
  double published = 0.0;           ///< cost per answer of the complaint that others come to see
  double observed = 0.0;            ///< observers of an answer times its effect on one of them
  double word_of_mouth = 0.0;       ///< mean number that each tells, 0 to below 1
  double relationship = 0.0;        ///< earned per customer and week whatever is answered
  double fixed_per_week = 0.0;      ///< staff, tools; 0 or more
  double incidents_per_week = 0.0;  ///< cost of what goes wrong; 0 or more
  double setup = 0.0;               ///< paid once
  double weeks = 104.0;             ///< 0 or more
};

// All throw std::invalid_argument for numbers that are not finite or out of range.

/// What is gained on one more answer in time: value (1 + observed) / (1 - word_of_mouth) -
/// handling_h wage - published. Where fewer are answered in time (more_answered below 0) just as
/// many are handled, too late: the value is lost, no cost is saved, and it is the value alone.
double margin_per_answer(const ReplyCase& firm);

/// Profit a week, against not doing it.
double weekly_gain(const ReplyCase& firm);

/// Profit over all weeks, less the set-up, not discounted.
double total_gain(const ReplyCase& firm);

/// From how many customers on a week's profit is above zero, whatever `customers` says; nothing
/// where one more customer brings no gain.
std::optional<double> break_even_customers(const ReplyCase& firm);

/// What it costs to find one true lead by answering who seems to be one: handling and annoyance
/// (money per answer) over the `precision`, above 0 and up to 1, with which leads are told.
double cost_per_true_lead(double precision, double handling, double annoyance);

/// A case whose winner is said beforehand.
struct NamedCase {
  const char* number = "";  ///< "3a"; a and b differ in what the name says
  const char* name = "";
  ReplyCase firm;
  bool living_wins = false;
};

/// The named cases that the formula decides. Wages, values and set-up costs are assumptions,
/// chosen to be ordinary.
std::span<const NamedCase> named_cases();

}  // namespace rapport::targets
