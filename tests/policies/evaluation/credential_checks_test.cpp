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
    const auto one = checked_revocation(credential, std::move(checks), {}, day(50)).check;
    if (!one) return "declared";
    return one->result + " " + std::to_string(one->at.at->seconds / 86'400);
  }
  // "1 of 2", or "whole" where no check of a single value decides.
  [[nodiscard]] std::string exposed(std::vector<ValueCheck> checks,
                                    const std::vector<std::string>& found) const {
    const auto all = checked_revocation(credential, std::move(checks), found, day(50)).exposed;
    if (!all) return "whole";
    return std::to_string(all->refused) + " of " + std::to_string(all->known);
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

TEST_CASE("Values that were found and never checked are counted, and those checked too early") {
  CHECK(Entry().exposed({}, {"v"}) == "whole");  // nothing was checked
  CHECK(Entry().exposed({check("v", 12, "revoked")}, {"v"}) == "1 of 1");
  CHECK(Entry().exposed({check("v", 12, "revoked")}, {}) == "1 of 1");
  CHECK(Entry().exposed({check("v", 12, "revoked")}, {"v", "w"}) == "1 of 2");
  CHECK(Entry().exposed({check("v", 12, "revoked"), check("w", 13, "expired")}, {"w", "v"}) ==
        "2 of 2");
  CHECK(Entry().exposed({check("v", 12, "revoked"), check("w", 13, "active")}, {}) == "1 of 2");
  CHECK(Entry().revoked(12).exposed({check("v", 12, "revoked"), check("w", 11, "revoked")}, {}) ==
        "1 of 2");
}

TEST_CASE("A check of the credential as a whole covers its values, an attestation until all are") {
  CHECK(Entry().exposed({check("", 12, "refused", "provider-report")}, {"v"}) == "whole");
  CHECK(Entry().exposed({check("", 12, "refused", "provider-report"), check("v", 13, "revoked")},
                        {"v", "w"}) == "whole");
  const Entry attested = Entry().declares(11, "refused", "attestation");
  CHECK(attested.exposed({check("v", 12, "revoked")}, {"v", "w"}) == "whole");
  CHECK(attested.exposed({check("v", 12, "revoked"), check("w", 12, "revoked")}, {}) == "2 of 2");
  CHECK(attested.exposed({check("v", 12, "active")}, {"v", "w"}) == "0 of 2");
}

TEST_CASE("Fingerprints under an older key are no more values, and prove none of the newest key") {
  const char* old_a = "kh1:k1:a";
  const char* old_b = "kh1:k1:b";
  const char* new_a = "kh1:k2:a";
  const char* new_b = "kh1:k2:b";
  CHECK(Entry().exposed({check(new_a, 12, "revoked")}, {old_a}) == "1 of 1");
  CHECK(Entry().exposed({check(new_a, 12, "revoked")}, {old_a, old_b}) == "0 of 2");
  CHECK(Entry().exposed(
            {check(new_a, 12, "revoked"), check(old_a, 12, "revoked"), check(old_b, 12, "revoked")},
            {}) == "2 of 2");
  // They may be the same, or others that came since.
  CHECK(Entry().exposed({check(old_a, 12, "revoked")}, {new_a}) == "0 of 1");
  CHECK(Entry().exposed({check(old_a, 12, "revoked"), check(old_b, 12, "revoked")},
                        {new_a, new_b}) == "0 of 2");
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
  CHECK(made.provider == "api.example.com");
  CHECK(made.status == "4xx");
}

}  // namespace keyhound::testing
