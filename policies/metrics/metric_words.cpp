// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metric_words.h"

#include <fmt/format.h>

#include "policies/controls/policy_tallies.h"

namespace keyhound {
namespace {

struct Words {
  std::string operator()(const NoData& value) const { return "no data: " + value.why; }
  std::string operator()(const Count& value) const { return std::to_string(value.count); }
  std::string operator()(const Share& value) const {
    return fmt::format("{} ({} of {})", percent(value.value()), value.part, value.whole);
  }
  std::string operator()(const Lengths& value) const {
    std::string text =
        fmt::format("p50 {}, p90 {}, max {}, mean {}; {}", words_of(value.p50), words_of(value.p90),
                    words_of(value.max), words_of(value.mean), value.n);
    if (value.open > 0) text += fmt::format(", of them {} still open", value.open);
    return text;
  }
  std::string operator()(const Histogram& value) const {
    std::string text;
    for (const auto& [name, count] : value.buckets) {
      if (count > 0) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, count);
    }
    return text.empty() ? "0" : text;
  }
};

}  // namespace

std::string words_of(const Length& length) {
  return (length.at_least ? ">= " : "") + describe_duration(length.duration);
}

std::string words_of(const MetricValue& value) { return std::visit(Words{}, value); }

std::string words_of(const std::vector<Exclusion>& excluded) {
  std::string text;
  for (const Exclusion& one : excluded)
    text += fmt::format("{}{}: {}", text.empty() ? "left out: " : "; ", one.why, one.count);
  return text;
}

}  // namespace keyhound
