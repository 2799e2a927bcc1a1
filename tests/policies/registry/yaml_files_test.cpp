// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/yaml_files.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("A directory stands for its YAML files by name, any other path for itself") {
  const testing::TempDir dir;
  dir.write_file("d/b.yml", "").write_file("d/a.yaml", "").write_file("d/c.txt", "");
  const auto files = yaml_files_at(dir / "d", 2);
  REQUIRE(files);
  CHECK(*files == std::vector<std::string>{dir / "d/a.yaml", dir / "d/b.yml"});
  CHECK(*yaml_files_at(dir / "none", 2) == std::vector<std::string>{dir / "none"});
}

TEST_CASE("A directory without YAML files, or with too many, is refused") {
  const testing::TempDir dir;
  dir.write_file("empty/c.txt", "").write_file("full/a.yaml", "").write_file("full/b.yaml", "");
  CHECK(yaml_files_at(dir / "empty", 9).error().kind == ErrorKind::kConfiguration);
  const auto full = yaml_files_at(dir / "full", 1);
  REQUIRE_FALSE(full);
  CHECK(full.error().kind == ErrorKind::kLimit);
  CHECK(full.error().message.find("more than 1 YAML files") != std::string::npos);
}

}  // namespace keyhound
