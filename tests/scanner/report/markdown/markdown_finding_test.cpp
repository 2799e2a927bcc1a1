// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_finding.h"

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("A row of Markdown has five cells, whatever the names hold") {
  Finding finding = secret_finding({occurrence_at("a|b\n|c.env", 1)});
  finding.title = "Token | of | x";
  finding.credential = {"id|", "owner|x", "fingerprint", false};
  std::string row = markdown_row(finding);
  CHECK(row.ends_with("|\n"));
  for (std::size_t at = row.find("\\|"); at != std::string::npos; at = row.find("\\|"))
    row.erase(at, 2);
  CHECK(std::count(row.begin(), row.end(), '|') == 6);
}

TEST_CASE("Markdown details name the verdicts that object, and not a policy's own twice") {
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  finding.policies = {{"OWN1001", Outcome::kPass, "", "", "", Level::kError},
                      {"ROT1001", Outcome::kFail, "too old", "", "", Level::kError},
                      {"ROT1002", Outcome::kWaived, "freeze", "", "EXC-1", Level::kError}};
  const std::string text = markdown_details(finding);
  CHECK(text.find("OWN1001") == std::string::npos);
  CHECK(text.find("- **Policy:** fails ROT1001: too old.\n") != std::string::npos);
  CHECK(text.find("- **Policy:** waived ROT1002: freeze. Exception `EXC-1`.\n") !=
        std::string::npos);
  CHECK(markdown_details(policy_finding(false)).find("- **Policy:**") == std::string::npos);
}
