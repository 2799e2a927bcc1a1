// SPDX-License-Identifier: Apache-2.0
// docs/pipelines.md lists every check and platform, as they are.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/platform.h"
#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string document() {
  return testing::read_whole_file(std::string(testing::kSourceDir) + "/docs/pipelines.md");
}

TEST_CASE("docs/pipelines.md has a row for each check, with its level and title") {
  const std::string text = document();
  for (const CheckInfo& info : check_infos()) {
    const std::string row =
        fmt::format("| {} | `{}` | {}{} | {} |\n", info.number, info.id, to_string(info.level),
                    info.strict_only ? ", with `--strict`" : "", info.title);
    CAPTURE(row);
    CHECK(text.find(row) != std::string::npos);
  }
}

TEST_CASE("docs/pipelines.md names each platform") {
  const std::string text = document();
  const std::string table = text.substr(text.find("| platform | where |"));
  for (const Platform* platform : platforms()) {
    CAPTURE(platform->name);
    CHECK(table.find(platform->name) != std::string::npos);
  }
}

TEST_CASE(
    "Checks are numbered from P01 to P30, and each says why, what to do and where to read on") {
  REQUIRE(checks().size() == 30);
  for (std::size_t i = 0; i < checks().size(); ++i) {
    const CheckInfo& info = checks()[i]->info;
    CAPTURE(info.id);
    CHECK(info.number == fmt::format("P{:02}", i + 1));
    CHECK(info.description.size() > 30);
    CHECK(info.remedy.ends_with('.'));
    CHECK_FALSE(info.weaknesses.empty());
    CHECK(info.reference.starts_with("https://"));
    CHECK(find_check(info.number) == checks()[i]);
  }
}

}  // namespace
}  // namespace keyhound
