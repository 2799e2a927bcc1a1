// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/migration_inputs.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

MigrationPaths paths_of(const testing::TempDir& dir, std::string tool = {}) {
  MigrationPaths paths;
  paths.target = dir.str();
  paths.tool = std::move(tool);
  return paths;
}

}  // namespace

TEST_CASE("The files of other tools are found at their usual places, or those of one tool alone") {
  const testing::TempDir dir;
  dir.write_file(".gitleaks.toml", "[[rules]]\nid = \"a\"\nregex = 'acme_[0-9]{9}'\n");
  dir.write_file(".gitleaksignore", "a.env:a:1\n" + dir.str() + "/b.env:a:1\n");
  dir.write_file(".secrets.baseline", R"({"results":{"a.env":[{"type":"x","line_number":1}]}})");
  dir.write_file(".trufflehog-exclude", "vendor/\n");
  const auto all = read_migration_inputs(paths_of(dir));
  REQUIRE(all);
  CHECK(all->files.size() == 4);
  CHECK(all->gitleaks != nullptr);
  REQUIRE(all->waivers.waivers.size() == 3);
  CHECK(all->waivers.waivers[1].path == "b.env");  // it was absolute
  CHECK(all->waivers.allowlists.size() == 1);
  const auto one = read_migration_inputs(paths_of(dir, "detect-secrets"));
  REQUIRE(one);
  CHECK(one->files.size() == 1);
  CHECK(one->gitleaks == nullptr);
}

TEST_CASE("A file that an option names takes the place of the usual one") {
  const testing::TempDir dir;
  dir.write_file(".gitleaksignore", "a.env:a:1\n").write_file("other", "b.env:a:1\nc.env:a:1\n");
  MigrationPaths paths = paths_of(dir);
  paths.gitleaks_ignore = {dir / "other"};
  const auto read = read_migration_inputs(paths);
  REQUIRE(read);
  CHECK(read->waivers.waivers.size() == 2);
}

TEST_CASE("Nothing to migrate, another tool, and no directory are errors that say what to do") {
  const testing::TempDir dir;
  const auto nothing = read_migration_inputs(paths_of(dir));
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().message.find(".secrets.baseline") != std::string::npos);
  CHECK(read_migration_inputs(paths_of(dir, "kingfisher")).error().kind == ErrorKind::kUsage);
  MigrationPaths none;
  none.target = dir / "none";
  CHECK_FALSE(read_migration_inputs(none));
}

}  // namespace keyhound
