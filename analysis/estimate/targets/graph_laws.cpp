// In doubles throughout: k (k + 1) (k + 2) outgrows an int from 1290 on.
#include "analysis/estimate/targets/graph_laws.hpp"

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

void require_degrees(int degree, int ties) {
  require(degree >= 1 && ties >= 1, "degrees and ties must be 1 or more");
}

}  // namespace

double preferential_share(int degree, int ties) {
  require_degrees(degree, ties);
  const double k = degree;
  const double m = ties;
  return degree < ties ? 0.0 : 2.0 * m * (m + 1.0) / (k * (k + 1.0) * (k + 2.0));
}

double preferential_at_least(int degree, int ties) {
  require_degrees(degree, ties);
  const double k = degree;
  const double m = ties;
  return degree < ties ? 1.0 : m * (m + 1.0) / (k * (k + 1.0));
}

double small_world_clustering(int neighbours, double moved) {
  require(neighbours >= 2 && neighbours % 2 == 0, "neighbours on a ring must be even, 2 or more");
  require(moved >= 0.0 && moved <= 1.0, "a chance of moving a tie must be from 0 to 1");
  const double k = neighbours;
  const double stays = 1.0 - moved;
  return 3.0 * (k - 2.0) / (4.0 * (k - 1.0)) * stays * stays * stays;
}

}  // namespace rapport::targets
