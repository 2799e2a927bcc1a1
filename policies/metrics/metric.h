// SPDX-License-Identifier: Apache-2.0
// What a metric answers: a count, a share, lengths of time, or a histogram; or why it has no data.
// Plain data; the functions are pure. docs/METRICS.md defines each metric.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "scanner/base/time.h"

namespace keyhound {

struct NoData {
  std::string why;
};

struct Count {
  std::uint64_t count = 0;
};

// REQUIRES: whole > 0; else it is NoData.
struct Share {
  std::uint64_t part = 0;
  std::uint64_t whole = 0;

  [[nodiscard]] double value() const {
    return static_cast<double>(part) / static_cast<double>(whole);
  }
};

// A length of time. `at_least`: something still goes on, and will make it longer or leave it as it
// is; reports write ">=".
struct Length {
  Duration duration;
  bool at_least = false;
};

struct Lengths {
  std::uint64_t n = 0;     // all, those that go on included; at least 1
  std::uint64_t open = 0;  // that still go on
  Length p50;              // nearest rank: the smallest that so many are not longer than
  Length p90;
  Length max;
  Length mean;
  Length sum;
};

struct Histogram {
  std::vector<std::pair<std::string, std::uint64_t>> buckets;  // in order; empty ones stay
};

using MetricValue = std::variant<NoData, Count, Share, Lengths, Histogram>;

// What the definition leaves out, and how often that was so.
struct Exclusion {
  std::string why;
  std::uint64_t count = 0;
};

struct Measure {
  MetricValue value;
  std::vector<Exclusion> excluded;  // without those that are 0
};

// One length: how long something took, or has taken so far.
struct Sample {
  Duration duration;
  bool is_open = false;
};

// `why_none` is said when there are no samples.
MetricValue lengths_of(std::vector<Sample> samples, const std::string& why_none);
MetricValue share_of(std::uint64_t part, std::uint64_t whole, const std::string& why_none);

// Counts what a definition leaves out, and tells what there was.
class Exclusions {
 public:
  void add(const std::string& why, std::uint64_t count = 1);
  [[nodiscard]] std::vector<Exclusion> take() { return std::move(all_); }

 private:
  std::vector<Exclusion> all_;  // in the order of their first time
};

}  // namespace keyhound
