// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_lint.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::string lint(const std::string& yaml) {
  const Result<Registry> registry = parse_registry(yaml, "r");
  if (!registry) FAIL(registry.error().message);
  std::string all;
  for (const RegistryProblem& problem : lint_registry(*registry)) {
    all += std::string(problem.is_error ? "E " : "W ") + to_string(problem) + "\n";
  }
  return all;
}

constexpr const char* kParties =
    "parties: [{id: 'group:x'}, {id: 'user:ana'}, {id: 'user:ciso'}, {id: 'vendor:v'}]\n";

}  // namespace

TEST_CASE("A complete registry has no problem") {
  CHECK(lint(std::string(kParties) +
             "credentials:\n"
             "  - {id: a, identity: {provider_id: P-1}, owner: {accountable: 'group:x', operator: "
             "'vendor:v'}, lifecycle: {created: 2026-01-01, last_rotated: 2026-01-01}}\n"
             "exceptions:\n"
             "  - {id: E1, applies_to: {credential: a, policies: [ROT1002]}, reason: r, ticket: t, "
             "approver: 'user:ciso', requested_by: 'user:ana', granted: 2026-01-01, expires: "
             "2026-01-01}\n")
            .empty());
}

TEST_CASE("Lint finds owners that do not exist or cannot be") {
  CHECK(
      lint(std::string(kParties) +
           "credentials:\n"
           "  - {id: a, identity: {provider_id: P-1}, owner: {accountable: 'group:y'}}\n"
           "  - {id: b, identity: {provider_id: P-2}, owner: {accountable: 'vendor:v'}}\n"
           "  - {id: c, identity: {provider_id: P-3}}\n"
           "  - {id: d, status: proposed, identity: {provider_id: P-4}, owner: {operator: z}}\n") ==
      "E r:3:64: accountable party 'group:y' is not listed under parties\n"
      "E r:4:64: 'vendor:v' is a third party; the accountable party must be internal (a third "
      "party can be the operator)\n"
      "E r:5:10: 'c' has no owner.accountable\n"
      "W r:6:10: 'd' has no owner.accountable; it is a proposal\n"
      "W r:6:10: operator 'z' is not listed under parties\n");
}

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

TEST_CASE("Lint finds exceptions that waive nothing or point nowhere") {
  CHECK(lint(std::string(kParties) +
             "exceptions:\n"
             "  - {id: E1, applies_to: {credential: nobody, policies: [ROT1020, XYZ]}, reason: r, "
             "ticket: t, approver: 'user:ana', requested_by: 'user:ana', granted: 2026-02-01, "
             "expires: 2026-01-01}\n"
             "  - {id: E2, applies_to: {repos: ['*']}, expires: 2026-01-01, risk_owner: q}\n") ==
        "E r:3:10: it applies to credential 'nobody', which this registry does not have\n"
        "E r:3:10: it applies to policy 'ROT1020', which does not exist; did you mean ROT1002?\n"
        "E r:3:10: it applies to policy 'XYZ', which does not exist\n"
        "E r:3:10: its approver is its requester, so that it waives nothing\n"
        "E r:3:174: it expires before it was granted\n"
        "E r:4:10: it has no reason and waives nothing\n"
        "E r:4:10: it has no ticket and waives nothing\n"
        "E r:4:10: it has no approver and waives nothing\n"
        "E r:4:10: it has no granted date and waives nothing\n"
        "W r:4:10: risk owner 'q' is not listed under parties\n");
}

}  // namespace keyhound
