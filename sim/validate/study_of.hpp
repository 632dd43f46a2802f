// A scenario of the library as a study of the laboratory.
#pragma once

#include <string>
#include <vector>

#include "sim/study/study.hpp"
#include "sim/validate/validation.hpp"

namespace rapport::validate {

/// The study of a scenario (from the library's folder) with some values set as by --set; nobody is
/// followed singly. Throws as read_scenario and plan_study do.
StudySpec study_of(const Laboratory&, const std::string& file,
                   const std::vector<std::string>& sets);

}  // namespace rapport::validate
