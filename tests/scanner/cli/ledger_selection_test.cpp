// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ledger_selection.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

LedgerSelectionOptions between(const std::string& since, const std::string& until) {
  LedgerSelectionOptions options;
  options.since = since;
  options.until = until;
  return options;
}

}  // namespace

TEST_CASE("A period ends with its last day, or at the second that is given") {
  const auto days = selection_of(between("2026-11-23", "2026-11-23"));
  REQUIRE(days);
  CHECK(*days->until - *days->since == Duration{86'399});
  const auto second = selection_of(between("", "2026-11-23T00:00:00Z"));
  REQUIRE(second);
  CHECK_FALSE(second->since);
  CHECK(format_timestamp(*second->until) == "2026-11-23T00:00:00Z");
}

TEST_CASE("What is no period, and no key, is a wrong command line") {
  CHECK(selection_of(between("yesterday", "")).error().message.rfind("--since: ", 0) == 0);
  CHECK(selection_of(between("", "2026-13-01")).error().message.rfind("--until: ", 0) == 0);
  CHECK(selection_of(between("2026-11-24", "2026-11-23")).error().kind == ErrorKind::kUsage);
  LedgerSelectionOptions options;
  options.public_keys = {"nonsense"};
  CHECK_FALSE(selection_of(options));
}

TEST_CASE("A report goes to the file that is named, whole") {
  const testing::TempDir dir;
  LedgerSelectionOptions options;
  options.output = dir / "report.txt";
  REQUIRE(put_report(options, "all of it\n"));
  CHECK(dir.read_file("report.txt") == "all of it\n");
  options.output = dir / "missing/report.txt";
  CHECK_FALSE(put_report(options, "x"));
}

}  // namespace keyhound
