#include "analysis/predict/cohort.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "analysis/predict/predictions.hpp"

namespace rapport::predict {
namespace {

using std::chrono::sys_days;

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; (at = line.find_first_not_of(' ', at)) != std::string::npos;) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

/// The day that a word of eight digits is; false where it is none.
bool is_day(const std::string& word, sys_days& day) {
  unsigned date = 0;
  const char* end = word.data() + word.size();
  const auto [after, error] = std::from_chars(word.data(), end, date);
  const std::chrono::year_month_day written(std::chrono::year(static_cast<int>(date / 10000)),
                                            std::chrono::month(date / 100 % 100),
                                            std::chrono::day(date % 100));
  day = written;
  return word.size() == 8 && error == std::errc() && after == end && written.ok();
}

}  // namespace

Cohort read_cohort(const std::filesystem::path& file) {
  std::map<std::string, std::set<sys_days>> days_of;
  std::size_t number = 0;
  for (const std::string& line : lines_of(file)) {
    const std::vector<std::string> words = words_of(line);
    ++number;
    if (number == 1 && line.starts_with("customer")) {
      continue;
    }
    sys_days day;
    if (words.size() < 4 || words.size() > 5 || !is_day(words[words.size() - 3], day)) {
      throw std::runtime_error(file.string() + ":" + std::to_string(number) +
                               ": no purchase of CDNOW's cohort: customer, day as yyyymmdd, discs "
                               "and dollars are expected, such as '00004 19970101 2 29.33'");
    }
    days_of[words[0]].insert(day);
  }
  Cohort cohort;
  for (auto& [customer, days] : days_of) {
    cohort.push_back(std::move(days));
  }
  return cohort;
}

double weeks_between(sys_days from, sys_days to) {
  return std::chrono::duration<double, std::chrono::weeks::period>(to - from).count();
}

}  // namespace rapport::predict
