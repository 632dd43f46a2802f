// What the shipped strategies come to, beside what has been published of such businesses.
#include <gtest/gtest.h>

#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

// Answers after 27 h 07 on Facebook and 31 h 12 on Twitter (Eptica, 500 retailers); 29 % of
// complaints answered (Maritz), under half of tweets to airlines (Gunarathne et al. 2018).
TEST(Existing, answers_as_late_and_as_seldom_as_has_been_published) {
  const StudySpec spec =
      testing::first_study({"run.replicates=8", "strategies={compare=[\"existing\"]}"});
  const Series series(spec, run_study(spec, {}));
  const auto mean = [&](const char* name) {
    double sum = 0;
    for (const double total : series.totals(*series.find(name), 0, spec.focal)) {
      sum += total / spec.replicates;
    }
    return sum;
  };
  const double hours = mean("mean_response") / 60;
  EXPECT_GT(hours, 27.1);
  EXPECT_LT(hours, 31.2);
  const double asked =
      mean("questions_asked") + mean("complaints_public") + mean("complaints_private");
  const double answered = mean("answered") / asked;
  EXPECT_GT(answered, 0.29);
  EXPECT_LT(answered, 0.5);
}

}  // namespace
}  // namespace rapport
