// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/svg_chart.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

SeriesPoint point(std::int64_t day, std::uint64_t pass, std::uint64_t fail) {
  SeriesPoint one{{day * 86'400}, {}};
  one.counts[static_cast<std::size_t>(Outcome::kPass)] = pass;
  one.counts[static_cast<std::size_t>(Outcome::kFail)] = fail;
  return one;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("A chart says what it shows to those who do not see it") {
  const std::string chart =
      pass_rate_chart({"", {}, {point(0, 1, 1), point(1, 2, 0)}}, Bucket::kDay);
  CHECK(chart.find("role=\"img\" aria-labelledby=\"pass-rate-title pass-rate-desc\"") !=
        std::string::npos);
  CHECK(chart.find("<title id=\"pass-rate-title\">") != std::string::npos);
  CHECK(chart.find("<desc id=\"pass-rate-desc\">") != std::string::npos);
}

TEST_CASE("Days without a decision are gaps in the line, not points at 0") {
  const PolicySeries series{
      "", {}, {point(0, 1, 0), point(1, 1, 1), point(2, 0, 0), point(3, 1, 0), point(9, 1, 0)}};
  const std::string chart = pass_rate_chart(series, Bucket::kDay);
  CHECK(count(chart, "<circle") == 4);
  const std::size_t begin = chart.find(" d=\"") + 4;
  const std::string path = chart.substr(begin, chart.find('"', begin) - begin);
  CHECK(count(path, "M") == 3);
  CHECK(count(path, "L") == 1);
  CHECK(pass_rate_chart({}, Bucket::kDay).empty());
}

TEST_CASE("Exposures that go on are drawn open, in proportion to the longest") {
  const std::vector<Exposure> exposures = {{"kh1:a", "r", "", "detected", {0}, {{200}, true}},
                                           {"kh1:b", "r", "", "closed", {0}, {{100}, false}}};
  const std::string chart = exposure_chart(exposures);
  CHECK(chart.find("<rect class=\"bar open\" x=\"8\" y=\"4.0\" width=\"552.0\"") !=
        std::string::npos);
  CHECK(chart.find("<rect class=\"bar\" x=\"8\" y=\"26.0\" width=\"276.0\"") != std::string::npos);
  CHECK(chart.find("&gt;= 3 minutes") != std::string::npos);
  CHECK(exposure_chart({}).empty());
  CHECK(exposure_chart({{"kh1:a", "r", "", "closed", {0}, {{0}, false}}}).find("width=\"1.0\"") !=
        std::string::npos);
}

}  // namespace keyhound
