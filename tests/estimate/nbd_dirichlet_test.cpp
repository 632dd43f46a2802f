// NBD-Dirichlet: the printed table of eight brands, double jeopardy, duplication, and limits.
#include "analysis/estimate/targets/nbd_dirichlet.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

const Category quarter{{1.456, nbd_shape(1.456, 0.56)}, 1.29527957};

struct Row {
  double share;
  const char *penetration, *frequency, *requirements, *constant;  // the last: w (1 - b)
};

void expect_rows(const Category& category, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const double b = brand_penetration(category, row.share);
    const double w = purchase_frequency(category, row.share);
    expect_printed(b, row.penetration, "penetration");
    expect_printed(w, row.frequency, "frequency");
    expect_printed(category_requirements(category, row.share), row.requirements, "requirements");
    expect_printed(w * (1.0 - b), row.constant, "w (1 - b)");
  }
}

TEST(NbdDirichlet, has_the_printed_quarter) {
  expect_rows(quarter, {{0.25, "0.1999", "1.8205", "0.5758", "1.4565"},
                        {0.19, "0.1568", "1.7642", "0.5485", "1.4875"},
                        {0.10, "0.0866", "1.6815", "0.5093", "1.5359"},
                        {0.09, "0.0784", "1.6725", "0.5050", "1.5414"},
                        {0.08, "0.0700", "1.6634", "0.5008", "1.5470"},
                        {0.03, "0.0270", "1.6187", "0.4802", "1.5751"},
                        {0.02, "0.0181", "1.6099", "0.4762", "1.5808"}});
}

TEST(NbdDirichlet, has_the_printed_year) {
  expect_rows(over(quarter, 4), {{0.25, "0.3852", "3.7799", "0.4250", "2.3239"},
                                 {0.19, "0.3116", "3.5508", "0.3901", "2.4442"},
                                 {0.10, "0.1808", "3.2217", "0.3413", "2.6393"},
                                 {0.09, "0.1645", "3.1862", "0.3361", "2.6621"},
                                 {0.08, "0.1479", "3.1510", "0.3310", "2.6851"},
                                 {0.03, "0.0587", "2.9782", "0.3063", "2.8035"},
                                 {0.02, "0.0396", "2.9443", "0.3015", "2.8278"}});
}

TEST(NbdDirichlet, shows_double_jeopardy) {
  double frequency = 0.0;
  double requirements = 0.0;
  double penetration = 0.0;
  for (double share = 0.01; share < 1.0; share += 0.01) {
    EXPECT_GT(brand_penetration(quarter, share), penetration);
    EXPECT_GT(purchase_frequency(quarter, share), frequency);
    EXPECT_GT(category_requirements(quarter, share), requirements);
    penetration = brand_penetration(quarter, share);
    frequency = purchase_frequency(quarter, share);
    requirements = category_requirements(quarter, share);
  }
  // w (1 - b) of the eight brands hardly differs
  const auto constant = [](double share) {
    return purchase_frequency(quarter, share) * (1.0 - brand_penetration(quarter, share));
  };
  expect_printed(constant(0.25), "1.456");
  expect_printed(constant(0.02), "1.581");
}

TEST(NbdDirichlet, duplicates_purchases_in_proportion_to_penetration) {
  const std::vector<double> shares{0.25, 0.19, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02};
  std::vector<double> b;
  std::vector<double> shared;
  double both = 0.0;
  double squares = 0.0;
  double mean = 0.0;
  for (std::size_t x = 0; x < shares.size(); ++x) {
    for (std::size_t y = 0; y < shares.size(); ++y) {
      if (x != y) {
        b.push_back(brand_penetration(quarter, shares[x]));
        shared.push_back(duplication(quarter, shares[x], shares[y]));
        both += b.back() * shared.back();
        squares += b.back() * b.back();
        mean += shared.back() / 56;
      }
    }
  }
  const double d = both / squares;
  double missed = 0.0;
  double spread = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) {
    missed += (shared[i] - d * b[i]) * (shared[i] - d * b[i]);
    spread += (shared[i] - mean) * (shared[i] - mean);
  }
  EXPECT_GT(1.0 - missed / spread, 0.95);
}

TEST(NbdDirichlet, duplication_is_the_same_whichever_brand_is_asked_of) {
  const double both = duplication(quarter, 0.25, 0.10) * brand_penetration(quarter, 0.10);
  EXPECT_NEAR(both, duplication(quarter, 0.10, 0.25) * brand_penetration(quarter, 0.25), 1e-14);
  // nobody is counted twice who keeps to one brand
  EXPECT_NEAR(duplication({quarter.purchases, 1e-9}, 0.25, 0.10), 0.0, 1e-8);
}

// Where all choose by the same chances a brand's purchases are an NBD, thinned; where all keep to
// one brand its buyers are a part of the category's; the only brand is the category.
TEST(NbdDirichlet, has_its_limits) {
  for (const double share : {0.02, 0.3, 0.9}) {
    const NegativeBinomial thinned{quarter.purchases.mean * share, quarter.purchases.shape};
    const Category alike{quarter.purchases, 1e12};
    EXPECT_NEAR(brand_penetration(alike, share), nbd_penetration(thinned), 1e-10);
    EXPECT_NEAR(brand_repeat(alike, share), nbd_repeat(thinned), 1e-8);
    const Category loyal{quarter.purchases, 1e-12};
    EXPECT_NEAR(brand_penetration(loyal, share), 0.56 * share, 1e-10);
    EXPECT_NEAR(category_requirements(loyal, share), 1.0, 1e-10);
    EXPECT_NEAR(brand_repeat(loyal, share), nbd_repeat(quarter.purchases), 1e-10);
  }
  EXPECT_NEAR(brand_penetration(quarter, 1.0), 0.56, 1e-14);
  EXPECT_NEAR(category_requirements(quarter, 1.0), 1.0, 1e-13);
  EXPECT_NEAR(brand_repeat(quarter, 1.0), nbd_repeat(quarter.purchases), 1e-13);
}

TEST(NbdDirichlet, refuses_what_is_no_brand) {
  EXPECT_THROW(brand_penetration(quarter, 0.0), std::invalid_argument);
  EXPECT_THROW(brand_penetration(quarter, 1.01), std::invalid_argument);
  EXPECT_THROW(brand_penetration({quarter.purchases, 0.0}, 0.1), std::invalid_argument);
  EXPECT_THROW(duplication(quarter, 0.6, 0.5), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
