// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/drop_reason.h"

#include <doctest/doctest.h>

#include <set>
#include <string_view>

namespace keyhound {

TEST_CASE("Every reason has a name and words of its own") {
  std::set<std::string_view> names;
  std::set<std::string_view> words;
  for (std::size_t i = 0; i < kDropReasons; ++i) {
    names.insert(to_string(static_cast<DropReason>(i)));
    words.insert(describe(static_cast<DropReason>(i)));
  }
  CHECK(names.size() == kDropReasons);
  CHECK(words.size() == kDropReasons);
  CHECK(names.count("") + words.count("") == 0);
}

TEST_CASE("Counts add up reason by reason") {
  DropCounts sum{};
  DropCounts more{};
  more[0] = 1;
  more[kDropReasons - 1] = 5;
  add_counts(sum, more);
  add_counts(sum, more);
  CHECK(sum[0] == 2);
  CHECK(sum[1] == 0);
  CHECK(sum[kDropReasons - 1] == 10);
}

}  // namespace keyhound
