// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metric.h"

#include <algorithm>

namespace keyhound {
namespace {

// The nearest rank of `percent` among `samples`, which are sorted. What goes on and is not longer
// yet may end up longer, and move the rank up: then the answer is a lower bound.
Length quantile(const std::vector<Sample>& samples, std::size_t percent) {
  const std::size_t rank = (samples.size() * percent + 99) / 100;
  const Duration value = samples[std::max<std::size_t>(rank, 1) - 1].duration;
  const bool may_grow = std::any_of(samples.begin(), samples.end(), [value](const Sample& sample) {
    return sample.is_open && sample.duration <= value;
  });
  return {value, may_grow};
}

}  // namespace

MetricValue lengths_of(std::vector<Sample> samples, const std::string& why_none) {
  if (samples.empty()) return NoData{why_none};
  std::sort(samples.begin(), samples.end(),
            [](const Sample& a, const Sample& b) { return a.duration < b.duration; });
  Lengths lengths;
  lengths.n = samples.size();
  std::int64_t sum = 0;
  for (const Sample& sample : samples) {
    if (sample.is_open) ++lengths.open;
    sum += std::min(sample.duration.seconds, INT64_MAX - std::max<std::int64_t>(sum, 0));
  }
  const bool goes_on = lengths.open > 0;
  lengths.p50 = quantile(samples, 50);
  lengths.p90 = quantile(samples, 90);
  lengths.max = {samples.back().duration, goes_on};
  lengths.sum = {{sum}, goes_on};
  lengths.mean = {{sum / static_cast<std::int64_t>(samples.size())}, goes_on};
  return lengths;
}

MetricValue share_of(std::uint64_t part, std::uint64_t whole, const std::string& why_none) {
  if (whole == 0) return NoData{why_none};
  return Share{part, whole};
}

void Exclusions::add(const std::string& why, std::uint64_t count) {
  if (count == 0) return;
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&why](const Exclusion& one) { return one.why == why; });
  if (found == all_.end()) {
    all_.push_back({why, count});
  } else {
    found->count += count;
  }
}

}  // namespace keyhound
