// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/plan_text.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

Plan sample() {
  Target scanned;
  scanned.name = "github.com/acme/a\x1b[2J";
  scanned.location = "https://github.com/acme/a";
  scanned.size_kib = 3 * 1024;
  scanned.is_private = scanned.is_mirror = true;
  Target fork;
  fork.name = "github.com/acme/=b";
  fork.excluded = "fork";
  fork.excluded_message = "it is a fork";
  fork.is_fork = true;
  Plan plan;
  plan.targets = {scanned, fork};
  return plan;
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("The table tells what becomes of each target, and the totals by reason") {
  const std::string table = plan_as_table(sample(), {});
  CHECK(has(table, "3 MiB  scan (private, mirror)\n"));
  CHECK(has(table, "fork: it is a fork\n"));
  CHECK(has(table, "2 targets: 1 to scan, 1 left out (fork)\n"));
  CHECK_FALSE(has(table, "not complete"));
  CHECK_FALSE(has(table, "SHARD"));
  CHECK_FALSE(has(table, "\x1b"));
  Plan broken = sample();
  broken.complete = false;
  CHECK(has(plan_as_table(broken, {}), "The plan is not complete"));
  CHECK(plan_totals(Plan()) == "0 targets: 0 to scan");
}

TEST_CASE("With shards the table and the CSV say where each target goes") {
  const std::string table = plan_as_table(sample(), {3, 1});
  CHECK(has(table, "SHARD"));
  CHECK(has(table, "    3  scan"));
  CHECK(has(table, "    -  fork"));
  const std::string csv = plan_as_csv(sample(), {3, 1});
  CHECK(has(csv, "excluded_message,shard\n"));
  CHECK(has(csv, "\"\",\"3\"\n"));
}

TEST_CASE("CSV has a row a target, and no cell that a spreadsheet would run") {
  Plan plan = sample();
  plan.targets[1].organisation = "=cmd()";
  const std::string csv = plan_as_csv(plan, {});
  CHECK(has(csv, "\"'=cmd()\""));
  CHECK(has(csv, "\"3072\",\"no\",\"no\",\"yes\",\"no\",\"yes\""));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
}

}  // namespace keyhound
