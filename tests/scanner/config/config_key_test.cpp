// SPDX-License-Identifier: Apache-2.0
// docs/configuration.md against the table of keys: one line for each.
#include "scanner/config/config_key.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>

#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string row_of(const std::string& prefix, const ConfigKeyInfo& key) {
  return fmt::format("| `{}{}` | {} | {} | {} |\n", prefix, key.name, expectation(key), key.initial,
                     key.description);
}

std::string all_rows() {
  std::string rows;
  for (const ConfigSection& section : config_sections()) {
    const std::string prefix = section.name.empty() ? "" : std::string(section.name) + ".";
    for (const auto& key : section.keys) rows += row_of(prefix, key.info);
  }
  return rows;
}

std::string allowlist_rows() {
  std::string rows;
  for (const auto& key : allowlist_keys()) rows += row_of("", key.info);
  return rows;
}

std::string policy_rows() {
  std::string rows;
  for (const auto& key : policy_entry_keys()) rows += row_of("", key.info);
  return rows;
}

}  // namespace

TEST_CASE("docs/configuration.md lists the keys as the table has them") {
  const std::string page =
      testing::read_whole_file(std::string(testing::kSourceDir) + "/docs/configuration.md");
  INFO(all_rows());
  CHECK(page.find(all_rows()) != std::string::npos);
  INFO(allowlist_rows());
  CHECK(page.find(allowlist_rows()) != std::string::npos);
  INFO(policy_rows());
  CHECK(page.find(policy_rows()) != std::string::npos);
}

TEST_CASE("Every key says what it is, once, and choices have a default among their words") {
  for (const ConfigSection& section : config_sections()) {
    std::set<std::string_view> names;
    for (const auto& key : section.keys) {
      CAPTURE(key.info.name);
      CHECK(names.insert(key.info.name).second);
      CHECK_FALSE(key.info.description.empty());
      if (key.info.type != ConfigType::kChoice) continue;
      CHECK(key.info.words.find(key.info.initial) != std::string_view::npos);
    }
  }
}

}  // namespace keyhound
