// Talk: some people speak in public, most hardly ever do. The propensity is log-normal with mean 1,
// or another mean where segments differ; sigma 2.99 gives the top 1 % three quarters of all posts
// (van Mierlo 2014).
//
// Held to: mean 1; share of the top 1 % (V11).

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Talk final : public Mechanism {
 public:
  Talk() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("sigma", sigma_,
                {.unit = "1",
                 .low = 0,
                 .high = 3.6,
                 .value = 2.99,
                 .role = Role::trait,
                 .meaning = "inequality of participation (sigma of the log-normal propensity)",
                 .source = "van Mierlo 2014 JMIR, 63,990 actors; fitted",
                 .grade = Grade::published});
    d.parameter(
        "mean", mean_,
        {.unit = "1",
         .low = 0,
         .high = 100,
         .value = 1,
         .role = Role::trait,
         .meaning = "mean propensity to speak in public; chances to speak are stated for a "
                    "propensity of 1, and what caps it (praise, complaints, help at 5) caps "
                    "this too",
         .source = "1 by definition; for segments that differ from one another",
         .grade = Grade::convention});
    d.own(talk_, columns::talk);
  }

  void found(Newcomer& who) const override {
    constexpr Purpose talk{"talk.propensity"};
    who.own(talk_) =
        static_cast<float>(log_normal_of_mean(who.u(talk), mean_[who.segment()], sigma_));
  }

 private:
  Value sigma_;
  PerSegment mean_;
  Own<float> talk_;
};

}  // namespace

extern const MechanismInfo talk;
const MechanismInfo talk{
    .summary = "how much each person is given to speaking in public",
    .claims = "mechanism 1",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Talk>()); },
};

}  // namespace rapport::models
