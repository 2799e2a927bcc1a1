// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/credential_checks.h"

#include "policies/registry/revocation_result.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

Timestamp day(int number) { return {number * std::int64_t{86'400}}; }

ValueCheck check(const char* value, int on_day, const char* result,
                 const char* method = "live-check") {
  ValueCheck one;
  one.fingerprint = value;
  one.check.method = method;
  one.check.at.at = day(on_day);
  one.check.result = result;
  return one;
}

struct Entry {
  Credential credential;

  Entry& revoked(int on_day) {
    credential.lifecycle.revoked.at.at = day(on_day);
    return *this;
  }
  Entry& declares(int on_day, const char* result, const char* method) {
    credential.lifecycle.revoked.verification = check("", on_day, result, method).check;
    return *this;
  }
  // "active 12", or "declared" where the entry's own counts.
  [[nodiscard]] std::string decided(std::vector<ValueCheck> checks) const {
    const auto one = decisive_check(credential, std::move(checks), day(50));
    if (!one) return "declared";
    return one->result + " " + std::to_string(one->at.at->seconds / 86'400);
  }
};

}  // namespace

TEST_CASE("The newest check of a value counts, and one from before the revocation does not") {
  CHECK(Entry().decided({}) == "declared");
  CHECK(Entry().decided({check("v", 12, "revoked"), check("v", 11, "active")}) == "revoked 12");
  CHECK(Entry().revoked(12).decided({check("v", 11, "revoked")}) == "declared");
  CHECK(Entry().revoked(12).decided({check("v", 12, "revoked")}) == "revoked 12");
  CHECK(Entry().decided({check("v", 51, "revoked")}) == "declared");  // in the future
}

TEST_CASE("Of several values one that works decides") {
  CHECK(Entry().decided({check("v", 12, "active"), check("w", 13, "revoked")}) == "active 12");
  CHECK(Entry().decided({check("v", 12, "expired"), check("w", 13, "revoked")}) == "revoked 13");
}

TEST_CASE("What a system saw counts more than an attestation, and among systems the later") {
  const Entry attested = Entry().declares(20, "refused", "attestation");
  CHECK(attested.decided({}) == "declared");
  CHECK(attested.decided({check("v", 12, "active")}) == "active 12");
  CHECK(attested.decided({check("", 30, "refused", "attestation")}) == "refused 30");
  const Entry declared = Entry().declares(20, "refused", "provider-report");
  CHECK(declared.decided({check("v", 12, "active")}) == "declared");
  CHECK(declared.decided({check("v", 20, "revoked")}) == "revoked 20");
  CHECK(declared.decided({check("v", 22, "active")}) == "active 22");
  // The credential as a whole was checked after its values were.
  CHECK(Entry().decided({check("v", 12, "active"), check("", 13, "refused")}) == "refused 13");
}

TEST_CASE("A run's check says who was asked, and nothing of the answer") {
  const Liveness seen{LivenessState::kRevoked, day(3), "live-check", "pat",
                      "api.example.com",       401,    "reason"};
  const RevocationCheck made = check_of(seen);
  CHECK(made.method == "live-check");
  CHECK(made.at.at == day(3));
  CHECK(is_observed(made.at));
  CHECK(is_dead_result(made.result));
  CHECK(made.evidence == "pat at api.example.com, 4xx");
}

}  // namespace keyhound::testing
