// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_message.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("sarif_plain leaves no link and no control character") {
  CHECK(sarif_plain("a [b] (c)") == "a [b] (c)");
  CHECK(sarif_plain("[a][b](1)") == "\\[a]\\[b](1)");
  CHECK(sarif_plain("a\n\x1b\xff") == "a\\n\\x1B\\xFF");
}

TEST_CASE("as_sentence ends with one period") {
  CHECK(as_sentence("a") == "a.");
  CHECK(as_sentence("a.") == "a.");
  CHECK(as_sentence("a? \n") == "a?");
  CHECK(as_sentence("") == "");
}

TEST_CASE("shorten counts characters") {
  CHECK(shorten("éé", 2) == "éé");
  CHECK(shorten("ééé", 2) == "é…");
}

TEST_CASE("sarif_message names credential and owner first") {
  Finding finding = secret_finding({occurrence_at("a.txt", 1)});
  CHECK(sarif_message(finding) ==
        "Example deploy token '…(28)' is in history: added in commit '111111111111' at "
        "'a.txt:1:12'.");
  finding.credential = {"pay", "", "fingerprint", false};
  finding.occurrences[0].in_head = true;
  CHECK(sarif_message(finding) ==
        "Credential 'pay' (no owner): Example deploy token '…(28)' is in HEAD at 'a.txt:1:12', "
        "since commit '111111111111'.");
}

TEST_CASE("sarif_message of a policy links to the leak") {
  CHECK(sarif_message(policy_finding(true)).ends_with(". See [the leak](1)."));
  CHECK(sarif_message(policy_finding(false)).find("](") == std::string::npos);
}

TEST_CASE("sarif_message of a pipeline's check links to the other place, which is no leak") {
  Finding finding = policy_finding(true);
  finding.kind = FindingKind::kPipeline;
  CHECK(sarif_message(finding).ends_with(". See [the other place](1)."));
}
