// SPDX-License-Identifier: Apache-2.0
// Reports on controls through the program, of the ledger that fixtures/controls keeps.
#include <doctest/doctest.h>

#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Ledger {
  Ledger() { dir.write_file("ledger.jsonl", text); }
  RunResult report(std::vector<std::string> more) const {
    more.insert(more.begin(), {"controls", "report", "--ledger", dir / "ledger.jsonl"});
    return keyhound(more);
  }
  TempDir dir;
  std::string text =
      read_whole_file(std::string(testing::kSourceDir) + "/fixtures/controls/ledger.jsonl");
};

RunResult good(const RunResult& result) {
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  return result;
}

}  // namespace

TEST_CASE("The control frameworks are listed and shown with the policies that test them") {
  const std::string list = good(keyhound({"controls", "list"})).out;
  for (const char* id : {"ai_rmf", "csf2", "cwe", "iso27001", "owasp_nhi", "pci"}) {
    CAPTURE(id);
    CHECK(has("\n" + list, "\n" + std::string(id) + " "));
  }
  const std::string shown = good(keyhound({"controls", "show", "owasp_nhi"})).out;
  CHECK(has(shown, "NHI7:2025  Long-Lived Secrets\n"));
  CHECK(has(shown, "  ROT1001  Rotation of a credential is overdue\n"));
  CHECK(has(good(keyhound({"controls", "show", "iso27001"})).out, "\nA.8.4  "));
}

TEST_CASE("A control is reported with its numbers and the events behind them, in three formats") {
  const Ledger ledger;
  const std::vector<std::string> now = {"--framework", "iso27001", "--now", "2027-01-08"};
  const std::string text = good(ledger.report(now)).out;
  CHECK(has(text, "\nA.5.17  "));
  CHECK(has(text, "passed         4 (57.1 %): events 1, 3, 6, 11\n"));
  CHECK(has(text, "no evidence: none of its policies was evaluated"));
  std::vector<std::string> json = now;
  json.insert(json.end(), {"--format", "json", "--control", "A.5.17"});
  const std::string object = good(ledger.report(json)).out;
  CHECK(has(object, R"("failed":[[2,2],[9,9]])"));
  CHECK(has(object, R"("state":"waived")"));
  std::vector<std::string> csv = now;
  csv.insert(csv.end(), {"--format", "csv", "--output", ledger.dir / "out.csv"});
  CHECK(good(ledger.report(csv)).out.empty());
  CHECK(has(ledger.dir.read_file("out.csv"), "\"events 2, 9\""));
}

TEST_CASE("A ledger that does not verify ends with exit code 2, and nothing is reported") {
  const Ledger ledger;
  std::string changed = ledger.text;
  changed.replace(changed.find("\"fail\""), 6, "\"pass\"");
  ledger.dir.write_file("ledger.jsonl", changed);
  const RunResult result = ledger.report({"--framework", "pci"});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK(has(result.err, "line 3: "));
  ledger.dir.write_file("ledger.jsonl", ledger.text);
  const RunResult foreign = ledger.report({"--framework", "pci", "--public-key",
                                           "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="});
  CHECK(foreign.exit_code == 2);
  CHECK(foreign.out.empty());
  CHECK(ledger.report({"--framework", "pci", "--ledger", ledger.dir / "none"}).exit_code == 2);
}

TEST_CASE("A framework that there is not, or whose file is wrong, is told with what to do") {
  const RunResult unknown = keyhound({"controls", "report", "--framework", "soc2"});
  CHECK(unknown.exit_code == 2);
  CHECK(has(unknown.err, "there are ai_rmf, csf2, cwe, iso27001, owasp_nhi, pci"));
  const TempDir dir;
  dir.write_file("own.yaml",
                 "id: own\nname: Own\nversion: \"1\"\ncolour: red\n"
                 "controls: [{id: A, summary: a}, {id: A, summary: b}]\n");
  const RunResult wrong = keyhound({"controls", "list", "--controls", dir / "own.yaml"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.out.empty());
  CHECK(has(wrong.err, "own.yaml:4:1: unknown key"));
  CHECK(has(wrong.err, "own.yaml:5:38: a control with this id stands before"));
}

TEST_CASE("A framework of the user is reported with the built-in policies that its file names") {
  const Ledger ledger;
  ledger.dir.write_file("own.yaml",
                        "id: own\nname: Own\nversion: \"1\"\n"
                        "controls: [{id: K-1, summary: Rotation, policies: [ROT1004]}]\n");
  const std::string text =
      good(ledger.report({"--framework", "own", "--controls", ledger.dir / "own.yaml"})).out;
  CHECK(has(text, "K-1  Rotation\n"));
  CHECK(has(text, "state          passing: now 1 pass, 0 fail"));
}

}  // namespace keyhound::testing
