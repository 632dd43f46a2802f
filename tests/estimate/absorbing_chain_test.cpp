// The absorbing funnel: printed shares and steps, walked step by step, and limits.
#include "analysis/estimate/targets/absorbing_chain.hpp"

#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

struct Sample {
  Eigen::MatrixXd moves{3, 3};
  Eigen::MatrixXd leaves{3, 2};  // converts, gives up
  Sample() {
    moves << .6, .2, 0, .1, .6, .15, 0, .1, .7;
    leaves << 0, .2, .05, .1, .15, .05;
  }
};

TEST(Funnel, has_the_printed_ends) {
  const Sample sample;
  const FunnelEnds ends = funnel_ends(sample.moves, sample.leaves);
  const char* converts[] = {"0.208333", "0.416667", "0.638889"};
  const char* steps[] = {"5.416667", "5.833333", "5.277778"};
  for (Eigen::Index i = 0; i < 3; ++i) {
    expect_printed(ends.shares(i, 0), converts[i]);
    expect_printed(ends.steps[i], steps[i]);
    EXPECT_NEAR(ends.shares.row(i).sum(), 1.0, 1e-14);
  }
}

TEST(Funnel, ends_where_walking_ends) {
  const Sample sample;
  const FunnelEnds ends = funnel_ends(sample.moves, sample.leaves);
  Eigen::RowVectorXd here = Eigen::RowVectorXd::Unit(3, 1);
  Eigen::RowVectorXd ended = Eigen::RowVectorXd::Zero(2);
  double steps = 0.0;
  for (int step = 0; step < 1000; ++step) {
    steps += here.sum();
    ended += here * sample.leaves;
    here = (here * sample.moves).eval();
  }
  EXPECT_NEAR(ended[0], ends.shares(1, 0), 1e-13);
  EXPECT_NEAR(ended[1], ends.shares(1, 1), 1e-13);
  EXPECT_NEAR(steps, ends.steps[1], 1e-12);
}

TEST(Funnel, of_one_stage_is_geometric) {
  const FunnelEnds ends = funnel_ends(Eigen::MatrixXd::Constant(1, 1, 0.75),
                                      (Eigen::MatrixXd(1, 2) << 0.2, 0.05).finished());
  EXPECT_NEAR(ends.shares(0, 0), 0.8, 1e-15);
  EXPECT_NEAR(ends.steps[0], 4.0, 1e-14);
}

TEST(Funnel, refuses_what_never_ends_and_what_is_no_chance) {
  Sample sample;
  sample.leaves(0, 1) = 0.1;
  EXPECT_THROW(funnel_ends(sample.moves, sample.leaves), std::invalid_argument);
  const Eigen::MatrixXd stays = Eigen::MatrixXd::Identity(2, 2);
  EXPECT_THROW(funnel_ends(stays, Eigen::MatrixXd::Zero(2, 1)), std::invalid_argument);
  EXPECT_THROW(
      funnel_ends(Eigen::MatrixXd::Constant(1, 1, 1.5), Eigen::MatrixXd::Constant(1, 1, -0.5)),
      std::invalid_argument);
  EXPECT_THROW(funnel_ends(Eigen::MatrixXd(0, 0), Eigen::MatrixXd(0, 1)), std::invalid_argument);
  EXPECT_THROW(funnel_ends(stays, Eigen::MatrixXd::Zero(3, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
