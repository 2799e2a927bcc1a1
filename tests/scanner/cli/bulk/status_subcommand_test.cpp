// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/store/process_identity.h"
#include "tests/scanner/cli/captured_output.h"
#include "tests/support/stored_scans.h"

namespace keyhound::testing {
namespace {

struct Ran {
  int code;
  std::string out;
};

Ran bulk_status(const std::vector<std::string>& arguments) {
  std::vector<const char*> words = {"keyhound", "bulk", "status"};
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  CapturedOutput output;
  const int code = run_program(static_cast<int>(words.size()), words.data());
  return {code, output.take()};
}

TEST_CASE("`keyhound bulk status` tells what is pending and left out, as text and JSON") {
  const TempDir dir;
  {
    auto store = Store::open(dir / "s.db", StoreAccess::kWrite);
    REQUIRE(store.has_value());
    PlannedRepository archived = planned("h/old", 2);
    archived.excluded = "archived";
    REQUIRE(store->join_run(plan_of("r1", {planned("h/a"), archived}, 2), this_coordinator(1),
                            kMorning));
  }
  const Ran text = bulk_status({"--store", dir / "s.db"});
  CHECK(text.code == kExitIncomplete);
  CHECK(text.out.find("Pending:\n  h/a\n") != std::string::npos);
  CHECK(text.out.find("Excluded:\n  h/old  archived\n") != std::string::npos);
  const Ran json = bulk_status({"r1", "--store", dir / "s.db", "--format", "json"});
  CHECK(nlohmann::json::parse(json.out)["coverage"]["targets"]["pending"] == 1);
  const Ran shard = bulk_status({"--store", dir / "s.db", "--shard", "2"});
  CHECK(shard.code == kExitClean);
  CHECK(shard.out.find("shard 2/2") != std::string::npos);
  CHECK(bulk_status({"--store", dir / "s.db", "--shard", "3"}).code == kExitUsage);
  CHECK(bulk_status({"--store", dir / "s.db", "--format", "xml"}).code == kExitUsage);
  CHECK(bulk_status({"r2", "--store", dir / "s.db"}).code == kExitUsage);
}

}  // namespace
}  // namespace keyhound::testing
