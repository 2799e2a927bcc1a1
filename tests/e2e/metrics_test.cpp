// SPDX-License-Identifier: Apache-2.0
// Metrics through the program, of the ledger that fixtures/metrics keeps.
#include <doctest/doctest.h>

#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

RunResult good(const RunResult& result) {
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  return result;
}

struct Organisation {
  Organisation() {
    dir.write_file("ledger.jsonl", text);
    dir.write_file("owners.yaml",
                   "parties: [{id: \"group:pay\"}]\n"
                   "credentials:\n"
                   "  - {id: a, owner: {accountable: \"group:pay\"}}\n"
                   "  - {id: b, lifecycle: {last_rotated: 2026-12-01, rotation: {period: P30D}}}\n"
                   "exceptions:\n"
                   "  - {id: E-1, applies_to: {policies: [ROT1001]}, reason: freeze, ticket: T-1, "
                   "approver: \"user:ciso\", granted: 2026-12-01, expires: 2027-01-05}\n");
  }
  RunResult metrics(std::vector<std::string> more) const {
    more.insert(more.begin(), {"metrics", dir / "ledger.jsonl", "--registry", dir / "owners.yaml",
                               "--now", "2027-01-31"});
    return keyhound(more);
  }
  TempDir dir;
  std::string text =
      read_whole_file(std::string(testing::kSourceDir) + "/fixtures/metrics/ledger.jsonl");
};

}  // namespace

TEST_CASE("A ledger and a registry are measured, for people and for programs") {
  const Organisation acme;
  const std::string text = good(acme.metrics({})).out;
  CHECK(has(text, "p50 24 days, p90 >= 30 days"));
  CHECK(has(text, "50.0 % (1 of 2)"));
  CHECK(has(text, "p50 31 days"));  // the rotation was due on 2026-12-31
  const std::string json = good(acme.metrics({"--format", "json"})).out;
  CHECK(has(json, R"({"name":"exceptions.not_closed","group":"Exceptions",)"));
  CHECK(has(json, R"("kind":"count","count":1,)"));
  const std::string weeks = good(acme.metrics({"--format", "json", "--by", "week"})).out;
  CHECK(has(weeks, R"("bucket": "week")"));
}

TEST_CASE("The HTML report is one file that needs nothing else") {
  const Organisation acme;
  good(acme.metrics({"--format", "html", "--output", acme.dir / "metrics.html"}));
  const std::string page = acme.dir.read_file("metrics.html");
  CHECK(page.rfind("<!DOCTYPE html>", 0) == 0);
  CHECK(has(page, "<svg role=\"img\""));
  CHECK(has(page, "</html>\n"));
  CHECK_FALSE(has(page, "<script"));
}

TEST_CASE("Metrics are as of the end of a period that is over, unless a time is given") {
  const Organisation acme;
  const RunResult result = good(keyhound(
      {"metrics", acme.dir / "ledger.jsonl", "--since", "2020-01-03", "--until", "2020-01-03"}));
  CHECK(has(result.out, "Metrics as of 2020-01-03T23:59:59Z\n"));
  CHECK(has(result.out, "period     from 2020-01-03T00:00:00Z to 2020-01-03T23:59:59Z"));
  CHECK(has(result.out, "no data: no registry was given"));
}

TEST_CASE("A registry alone is measured, and without anything there is nothing to measure") {
  const Organisation acme;
  const RunResult registry =
      good(keyhound({"metrics", "--registry", acme.dir / "owners.yaml", "--now", "2027-01-31"}));
  CHECK(has(registry.out, "no data: no ledger was given"));
  const RunResult nothing = keyhound({"metrics"});
  CHECK(nothing.exit_code == 2);
  CHECK(has(nothing.err, "there is nothing to measure"));
}

TEST_CASE("Nothing is measured of a ledger that does not verify, or of what is no command line") {
  const Organisation acme;
  std::string changed = acme.text;
  changed.replace(changed.find("\"fail\""), 6, "\"pass\"");
  acme.dir.write_file("ledger.jsonl", changed);
  const RunResult broken = acme.metrics({});
  CHECK(broken.exit_code == 2);
  CHECK(broken.out.empty());
  CHECK(has(broken.err, "line "));
  acme.dir.write_file("ledger.jsonl", "");
  CHECK(acme.metrics({}).exit_code == 2);
  CHECK(acme.metrics({"--format", "pdf"}).exit_code == 2);
  CHECK(acme.metrics({"--by", "month"}).exit_code == 2);
  CHECK(acme.metrics({"--since", "2027-02-01", "--until", "2027-01-01"}).exit_code == 2);
}

}  // namespace keyhound::testing
