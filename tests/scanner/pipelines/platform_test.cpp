// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platform.h"

#include <doctest/doctest.h>

#include <set>

namespace keyhound {
namespace {

TEST_CASE("Every platform says what reports and readers need of it") {
  std::set<std::string_view> ids;
  for (const Platform* platform : platforms()) {
    CAPTURE(platform->id);
    CHECK(ids.insert(platform->id).second);
    CHECK_FALSE(platform->name.empty());
    const bool can_read = platform->read != nullptr;
    CHECK(can_read);
    const bool can_be_told = platform->has_path != nullptr || platform->has_shape != nullptr;
    CHECK(can_be_told);
    // Without a key to look for, a shape is never tried.
    const bool has_keys = platform->has_shape == nullptr || !platform->shape_keys.empty();
    CHECK(has_keys);
  }
}

TEST_CASE("Platforms are found by id and by path") {
  const Platform* github = find_platform("github-actions");
  REQUIRE(github != nullptr);
  CHECK(platform_of_path(".github/workflows/ci.yml") == github);
  CHECK(platform_of_path("deep/er/.github/workflows/ci.yaml") == github);
  CHECK(find_platform("no-platform") == nullptr);
  CHECK(platform_of_path("README.md") == nullptr);
  CHECK(platform_of_path("") == nullptr);
}

}  // namespace
}  // namespace keyhound
