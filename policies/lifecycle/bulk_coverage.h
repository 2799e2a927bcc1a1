// SPDX-License-Identifier: Apache-2.0
// What a run over many repositories covered. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace keyhound {

struct BulkCoverage {
  // How the targets ended; planned is the sum of all others.
  std::uint64_t planned = 0;
  std::uint64_t scanned = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t failed = 0;
  std::uint64_t excluded = 0;
  std::uint64_t pending = 0;
  bool complete = false;  // every target was read to its end, or left out for a reason
  // Repositories whose newest scan read everything, sorted: a value that it did not see in HEAD any
  // more is gone from there.
  std::vector<std::string> read_repositories;
};

}  // namespace keyhound
