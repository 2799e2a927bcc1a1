// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/policies/registry/lint_lines.h"

namespace keyhound {

using testing::kParties;
using testing::lint;

TEST_CASE("Lint finds keys that can never match, and entries without any") {
  CHECK(
      lint(std::string(kParties) +
           "credentials:\n"
           "  - id: a\n"
           "    owner: {accountable: 'group:x'}\n"
           "    identity:\n"
           "      provider_id: AKIA................\n"
           "      provider_ids: ['AKIA****************', 'AKIAXXXXXXXXXXXX', real-id]\n"
           "      public_keys: ['SHA256:abc', 'MD5:abc']\n"
           "      fingerprints: [{value: 'kh1:aaaaaaaaaaaaaaaaaaaaaaaaaa', from: 2026-02-01, to: "
           "2026-01-01}]\n"
           "  - {id: b, owner: {accountable: 'group:x'}}\n"
           "  - {id: c, owner: {accountable: 'group:x'}, identity: {locators: [{path: x}]}}\n") ==
      "E r:6:20: this provider id is masked and can never match\n"
      "E r:7:22: this provider id is masked and can never match\n"
      "E r:7:46: this provider id is masked and can never match\n"
      "E r:8:35: a public key is written SHA256:<base64> or spki-sha256:<hex>, in full\n"
      "E r:9:30: this fingerprint is replaced (to) before it came into use (from)\n"
      "W r:10:10: 'b' has no identity; no finding is tied to it\n"
      "W r:11:10: 'c' is found by place only; rotation policies say nothing about such a match\n");
}

TEST_CASE("Lint finds dates that contradict each other") {
  CHECK(lint(std::string(kParties) + "credentials:\n"
                                     "  - id: a\n"
                                     "    status: revoked\n"
                                     "    owner: {accountable: 'group:x'}\n"
                                     "    identity: {provider_id: P-1}\n"
                                     "    lifecycle: {created: 2026-02-01, last_rotated: "
                                     "2026-01-01, expires: 2026-01-02}\n") ==
        "E r:3:9: 'a' expires before it was created\n"
        "W r:3:9: 'a' is revoked, but lifecycle.revoked.at does not say since when\n"
        "E r:7:52: last rotated before it was created\n");
}

TEST_CASE("Lint compares what is declared with what was observed, and with now") {
  CHECK(
      lint(
          std::string(kParties) +
          "credentials:\n"
          "  - id: a\n"
          "    owner: {accountable: 'group:x'}\n"
          "    identity: {provider_id: P-1}\n"
          "    lifecycle:\n"
          "      created: 2026-01-05\n"
          "      expires: 2026-06-01\n"
          "      last_rotated: 2026-02-02\n"
          "      revoked: {at: 2026-01-20, verification: {at: 2026-01-19}}\n"
          "observations:\n"
          "  - {provider_id: P-1, imported: 2026-01-30, source: aws, evidence: e, facts: "
          "{created: 2026-01-03, expires: 2026-06-02, status: inactive}}\n"
          "  - {provider_id: P-9, imported: 2026-02-02, source: aws, facts: {status: active}}\n") ==
      "W r:3:9: 'a' is active, but aws reports it inactive\n"
      "W r:7:16: created is declared as 2026-01-05, but aws observed 2026-01-03; the observation "
      "counts\n"
      "W r:9:21: its last rotation lies in the future\n"
      "E r:10:52: its revocation was verified before it was revoked\n"
      "W r:13:5: this observation belongs to no entry of its layer or one below; add the "
      "credential or party, or take the "
      "observation out\n"
      "W r:13:5: this observation was imported in the future\n"
      "W r:13:5: this observation has no evidence (the digest of what was imported)\n");
}

}  // namespace keyhound
