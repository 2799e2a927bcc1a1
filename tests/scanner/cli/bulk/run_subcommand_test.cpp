// SPDX-License-Identifier: Apache-2.0
// Runs themselves are tested end to end (tests/e2e/bulk_run_test.cpp): their workers are the
// program.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/cli/bulk/bulk_run.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

int bulk_run(const std::vector<std::string>& arguments) {
  std::vector<const char*> words = {"keyhound", "bulk", "run"};
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  return run_program(static_cast<int>(words.size()), words.data());
}

TEST_CASE("`keyhound bulk run` without a target, or with a wrong option, begins nothing") {
  const TempDir dir;
  const std::string store = dir / "s.db";
  CHECK(bulk_run({"--store", store, "--cache", dir / "c"}) == kExitUsage);
  CHECK(bulk_run({"x", "--store", store, "--cache", dir / "c", "--shard", "9/8"}) == kExitUsage);
  CHECK(bulk_run({"x", "--store", store, "--cache", dir / "c", "--fail-on", "y"}) == kExitUsage);
  CHECK(!dir.exists("s.db"));
}

TEST_CASE("A store that is none is told, and is not touched") {
  const TempDir dir;
  dir.write_file("s.db", "this is a text and no database at all");
  BulkRunOptions options;
  options.targets.plan.targets = {dir.str()};
  options.targets.plan.cache = dir / "cache";
  options.store = dir / "s.db";
  const auto code = run_bulk(options);
  REQUIRE(!code.has_value());
  CHECK(code.error().message.find("s.db") != std::string::npos);
  CHECK(dir.read_file("s.db") == "this is a text and no database at all");
}

}  // namespace
}  // namespace keyhound::testing
