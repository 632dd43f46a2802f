// analysis/predictions.md, whole.
#include "analysis/predict/predictions.hpp"

namespace rapport::predict {

std::string page(const std::filesystem::path& data) {
  return "# Predictions\n\n"
         "Parts of the real data are kept back from this project: CDNOW's later weeks, two days "
         "of\n"
         "complaints to airlines, a third of the cascades. This page says what they will be found "
         "to\n"
         "hold, before anybody here has seen them. Made by `analysis/predict`, whose sources are "
         "the\n"
         "methods; what it would have said of the second half of what is here stands beside it. "
         "What\n"
         "is published of the whole sets, such as their totals, is not used.\n\n" +
         purchases(data) + complaints(data) + cascade_sizes(data);
}

}  // namespace rapport::predict
