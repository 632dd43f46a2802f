// Friedkin & Johnsen and DeGroot: the printed four persons, ten thousand by two ways, and limits.
#include "analysis/estimate/targets/opinions.hpp"

#include <stdexcept>
#include <vector>

#include "analysis/estimate/splitmix.hpp"
#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

Eigen::MatrixXd four_persons() {
  Eigen::MatrixXd weights(4, 4);
  weights << .220, .120, .360, .300, .147, .215, .344, .294, 0, 0, 1, 0, .090, .178, .446, .286;
  return weights;
}

TEST(FriedkinJohnsen, has_the_printed_opinions_of_four_persons) {
  const Eigen::MatrixXd weights = four_persons();
  const Eigen::VectorXd susceptibility = 1.0 - weights.diagonal().array();
  const Eigen::Vector4d first(25, 25, 75, 85);
  const char* printed[] = {"60.020849", "59.983966", "75.000000", "74.986205"};
  const char* published[] = {"60", "60", "75", "75"};
  const Eigen::VectorXd last = friedkin_johnsen(weights, susceptibility, first);
  const Eigen::SparseMatrix<double> sparse = weights.sparseView();
  const Eigen::VectorXd by_iteration = friedkin_johnsen(sparse, susceptibility, first);
  for (Eigen::Index i = 0; i < 4; ++i) {
    expect_printed(last[i], printed[i]);
    expect_printed(last[i], published[i]);
    EXPECT_NEAR(by_iteration[i], last[i], 1e-9);
  }
}

/// Everybody listens to itself and to six others, drawn by lot.
Eigen::SparseMatrix<double> listeners(int people) {
  const estimate::SplitMix64 luck(5);
  std::vector<Eigen::Triplet<double>> entries;
  std::uint64_t drawn = 0;
  for (int i = 0; i < people; ++i) {
    entries.emplace_back(i, i, 0.1);
    for (int k = 0; k < 6; ++k) {
      const auto other = static_cast<int>(luck.below(drawn++, static_cast<std::size_t>(people)));
      entries.emplace_back(i, other, 0.15);
    }
  }
  Eigen::SparseMatrix<double> weights(people, people);
  weights.setFromTriplets(entries.begin(), entries.end());
  return weights;
}

TEST(FriedkinJohnsen, of_ten_thousand_is_where_going_on_and_on_ends) {
  constexpr int people = 10000;
  const Eigen::SparseMatrix<double> weights = listeners(people);
  const estimate::SplitMix64 luck(9);
  Eigen::VectorXd susceptibility(people);
  Eigen::VectorXd first(people);
  std::uint64_t drawn = 0;
  for (int i = 0; i < people; ++i) {
    susceptibility[i] = 0.95 * luck.fraction(drawn++);
    first[i] = 100.0 * luck.fraction(drawn++);
  }
  Eigen::VectorXd now = first;
  for (int step = 0; step < 700; ++step) {  // 0.95^700 = 2.5e-16
    const Eigen::VectorXd heard = weights * now;
    now = susceptibility.cwiseProduct(heard) + first - susceptibility.cwiseProduct(first);
  }
  const Eigen::VectorXd last = friedkin_johnsen(weights, susceptibility, first);
  EXPECT_LT((last - now).cwiseAbs().maxCoeff(), 1e-8);
}

TEST(FriedkinJohnsen, keeps_the_stubborn_and_agreement_and_stays_between) {
  const Eigen::MatrixXd weights = four_persons();
  const Eigen::Vector4d first(1, 9, 4, 6);
  EXPECT_EQ(friedkin_johnsen(weights, Eigen::VectorXd::Zero(4), first), first);
  const Eigen::Vector4d susceptibility(0.9, 1.0, 0.2, 0.7);
  const Eigen::VectorXd same =
      friedkin_johnsen(weights, susceptibility, Eigen::Vector4d(3, 3, 3, 3));
  EXPECT_LT((same.array() - 3.0).abs().maxCoeff(), 1e-14);
  const Eigen::VectorXd last = friedkin_johnsen(weights, susceptibility, first);
  EXPECT_GE(last.minCoeff(), 1.0);
  EXPECT_LE(last.maxCoeff(), 9.0);
}

TEST(DeGroot, gives_each_what_the_end_of_averaging_gives) {
  Eigen::MatrixXd weights(3, 3);
  weights << 0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 0.4, 0.0, 0.6;
  Eigen::MatrixXd power = weights;
  for (int i = 0; i < 12; ++i) {
    power = power * power;
  }
  const Eigen::VectorXd influence = degroot_influence(weights);
  EXPECT_LT((power.row(0).transpose() - influence).cwiseAbs().maxCoeff(), 1e-12);
  EXPECT_NEAR(influence.sum(), 1.0, 1e-15);
  // whom nobody can move decides alone
  EXPECT_LT((degroot_influence(four_persons()) - Eigen::Vector4d(0, 0, 1, 0)).norm(), 1e-12);
}

TEST(DeGroot, among_friends_weighs_each_by_those_it_hears) {
  // a path of three and itself
  Eigen::MatrixXd weights(3, 3);
  weights << 1.0 / 2, 1.0 / 2, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0, 1.0 / 2, 1.0 / 2;
  const Eigen::Vector3d first(10, 20, 60);
  const double consensus =
      neighbours_consensus(std::vector{1.0, 2.0, 1.0}, std::vector{10.0, 20.0, 60.0});
  EXPECT_NEAR(consensus, 200.0 / 7, 1e-13);
  EXPECT_NEAR(degroot_influence(weights).dot(first), consensus, 1e-12);
}

TEST(Averaging, refuses_what_has_no_end) {
  const Eigen::Vector2d first(1, 2);
  const Eigen::Matrix2d apart = Eigen::Matrix2d::Identity();
  EXPECT_THROW(degroot_influence(apart), std::invalid_argument);
  EXPECT_THROW(friedkin_johnsen(Eigen::MatrixXd(apart), Eigen::Vector2d(1, 0), first),
               std::invalid_argument);
  Eigen::MatrixXd wrong(2, 2);
  wrong << 0.5, 0.6, 0.5, 0.5;
  EXPECT_THROW(friedkin_johnsen(wrong, first, first), std::invalid_argument);
  wrong << -0.5, 1.5, 0.5, 0.5;
  EXPECT_THROW(degroot_influence(wrong), std::invalid_argument);
  const Eigen::MatrixXd half = Eigen::MatrixXd::Constant(2, 2, 0.5);
  EXPECT_THROW(friedkin_johnsen(half, Eigen::Vector2d(0.5, 1.5), first), std::invalid_argument);
  EXPECT_THROW(friedkin_johnsen(half, Eigen::Vector2d(0.5, 0.5), Eigen::Vector3d(1, 2, 3)),
               std::invalid_argument);
  EXPECT_THROW(neighbours_consensus({}, {}), std::invalid_argument);
  EXPECT_THROW(neighbours_consensus(std::vector{1.0}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
