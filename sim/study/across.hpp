// Strategies of several studies compared: whether their replicates are pairs, and what differs.
#pragma once

#include <string>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/study/stored_study.hpp"

namespace rapport {

/// Why nothing can be said of the difference between two studies: money of other currencies, totals
/// over another number of weeks, or another model. A problem of the second's file each; none: they
/// can be compared.
std::vector<Problem> what_forbids(const StoredStudy&, const StoredStudy&);

/// Why replicate by replicate the two studies did not meet the same luck: another seed, network,
/// number of replicates or warm-up. Each a clause, "seed 1 and 2"; none: they are pairs.
std::vector<std::string> what_unpairs(const StoredStudy&, const StoredStudy&);

/// A strategy of one of several studies.
struct StudyPlace {
  const StoredStudy* study = nullptr;
  std::size_t strategy = 0;
  std::string name;  ///< what it is called among all of them
};

/// Second against first in every measure that both studies have in the same unit; weeks are not
/// compared. Paired where the studies are pairs, by the estimators that the run used; otherwise
/// Welch's intervals, and no correlations. Intervals hold at 95 % whichever looks ended the
/// studies. Balances suppose that both pay the same wage and earn the same margin: there are none
/// of two studies. There is no present value where the rates of discount differ or a file lacks its
/// weekly profit. `first` and `second` of the result are the caller's to set.
Comparison compare_across(const StudyPlace& first, const StudyPlace& second);

}  // namespace rapport
