// SPDX-License-Identifier: Apache-2.0
// Compares a text with fixtures/<name>; KEYHOUND_UPDATE_GOLDEN=1 rewrites the file.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

inline void check_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path file = std::filesystem::path(testing::kSourceDir) / "fixtures" / name;
  CAPTURE(file.string());
  if (std::getenv("KEYHOUND_UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    write_whole_file(file, text);
  }
  REQUIRE(std::filesystem::exists(file));
  CHECK(read_whole_file(file) == text);
}

}  // namespace keyhound::testing
