#include "sim/validate/study_of.hpp"

#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"

namespace rapport::validate {

StudySpec study_of(const Laboratory& laboratory, const std::string& file,
                   const std::vector<std::string>& sets) {
  StudySpec spec = plan_study(
      read_scenario(laboratory.library / file, laboratory.catalogue, sets, laboratory.library),
      laboratory.catalogue);
  spec.panel = 0;
  return spec;
}

}  // namespace rapport::validate
