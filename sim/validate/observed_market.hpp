// The first run's market as analysts see it, and as only a simulator can: the same luck with and
// without what they ask about.
//
// Every world goes on from one state at the switch to living. Beside the natural one there are
// worlds in which somebody from outside acts between ticks, and nothing else differs:
//   invited     a random half of the members who do not follow the brand are made followers
//   closed      nobody begins to follow who did not
//   withheld    what the desk answers does not reach a random half of customers
//   unanswered  ... or any customer; the desk works as ever, and its public words are read
//   existing    the brand does not switch
#pragma once

#include <cstdint>
#include <vector>

#include "sim/tick/run.hpp"
#include "sim/validate/study_of.hpp"

namespace rapport::validate {

/// By customer.
using Flags = std::vector<std::uint8_t>;
using Numbers = std::vector<double>;

double average(const Numbers&);

/// What customers of the focal brand did in one world after the switch, and half-way to its end.
struct Lived {
  Numbers bought, bought_half_way;  ///< units of the brand
  Numbers of_rival;                 ///< units of the other
  Flags follows, follows_half_way;  ///< then
  Flags reached, reached_half_way;  ///< by an answer since the switch
  Flags missed;                     ///< an answer was withheld
};

/// One replicate: the same luck in all worlds.
struct Observation {
  Numbers before;           ///< units before the switch, in as long a time as after it
  Numbers before_half_way;  ///< ... of which in the first half of that time
  Numbers of_rival_before;
  Flags followed;            ///< at the switch
  Flags candidate, invited;  ///< a member who did not follow at the switch; who was invited
  Lived natural, invitation, closed, withheld, unanswered, existing;
};

/// Lives through the six worlds of a study of existing (the baseline) and living in a market of two
/// brands, whose warm-up is as long as what follows.
Observation observe(const StudySpec&, std::uint32_t replicate);

/// What each customer has bought of a brand so far.
Numbers units(const World&, BrandId = {});

/// Makes a customer follow a brand wherever it is a member.
void make_follow(World&, BrandId, std::uint32_t customer);

}  // namespace rapport::validate
