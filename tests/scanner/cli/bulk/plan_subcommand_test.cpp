// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "tests/scanner/cli/captured_output.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

struct Ran {
  int code;
  std::string out;
};

Ran bulk_plan(const std::vector<std::string>& arguments) {
  std::vector<const char*> words = {"keyhound", "bulk", "plan"};
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  CapturedOutput output;
  const int code = run_program(static_cast<int>(words.size()), words.data());
  return {code, output.take()};
}

}  // namespace

TEST_CASE("`keyhound bulk plan` prints what would be scanned, as text, JSON and CSV") {
  const TempDir dir;
  dir.write_file("list", "https://github.com/acme/pay\nhttps://github.com/acme/shop\n");
  const Ran text = bulk_plan({"--list", dir / "list", "--exclude", "shop"});
  CHECK(text.code == kExitClean);
  CHECK(text.out.find("2 targets: 1 to scan, 1 left out (filter)") != std::string::npos);
  const Ran json = bulk_plan({"--list", dir / "list", "--format", "json"});
  CHECK(json.out.find("\"keyhound/bulk-plan/v1\"") != std::string::npos);
  const Ran csv = bulk_plan({"--list", dir / "list", "--format", "csv", "--shards", "2"});
  CHECK(csv.out.find(",shard\n") != std::string::npos);
  dir.write_file("plan.json", json.out);
  CHECK(bulk_plan({"--plan", dir / "plan.json", "--format", "json"}).out == json.out);
}

TEST_CASE("`keyhound bulk plan` fails where the line is wrong, and is incomplete where a list is") {
  CHECK(bulk_plan({}).code == kExitUsage);
  CHECK(bulk_plan({"x", "--format", "xml"}).code == kExitUsage);
  CHECK(bulk_plan({"x", "--shards", "0"}).code == kExitUsage);
  const Ran partly = bulk_plan({"https://github.com/acme/pay", "ext::sh -c id"});
  CHECK(partly.code == kExitIncomplete);
  CHECK(partly.out.find("github.com/acme/pay") != std::string::npos);
}

}  // namespace keyhound::testing
