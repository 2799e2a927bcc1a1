// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metric_table.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("docs/METRICS.md defines every metric, and no other") {
  const std::string text =
      testing::read_whole_file(std::string(testing::kSourceDir) + "/docs/METRICS.md");
  std::set<std::string> names;
  for (const MetricRow& row : metric_table()) {
    CAPTURE(row.name);
    CHECK(text.find("\n| `" + std::string(row.name) + "` | ") != std::string::npos);
    names.insert(std::string(row.name));
  }
  for (std::size_t at = text.find("\n| `"); at != std::string::npos;
       at = text.find("\n| `", at + 1)) {
    const std::string name = text.substr(at + 4, text.find('`', at + 4) - at - 4);
    CAPTURE(name);
    CHECK(names.count(name) == 1);
  }
}

TEST_CASE("Names of metrics are unique, and those of a group stand together") {
  std::set<std::string_view> names;
  std::set<std::string_view> groups;
  std::string_view group;
  for (const MetricRow& row : metric_table()) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    if (row.group != group) CHECK(groups.insert(row.group).second);
    group = row.group;
    CHECK_FALSE(row.title.empty());
  }
}

}  // namespace keyhound
