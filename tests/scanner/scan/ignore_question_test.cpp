// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/ignore_question.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

TEST_CASE("A directory outside of repositories has the ignore files of its own") {
  testing::TempDir dir;
  testing::write_whole_file(dir.path() / ".gitignore", "*.log\n");
  IgnoreQuestion question(dir.path().string(), nullptr);
  CHECK(question("a.log", false));
  CHECK_FALSE(question("a.txt", false));
  CHECK(question.diagnostics().empty());
}

}  // namespace
}  // namespace keyhound
