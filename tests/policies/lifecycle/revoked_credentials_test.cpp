// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/revoked_credentials.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

const Timestamp kNow = *parse_timestamp("2026-11-23");

std::string fingerprint_of(const std::string& secret) {
  return sample_finding(secret).fingerprint.short_form();
}

// "k: revoked since 2026-11-01; kh1:...: replaced since 2026-10-01", an entry a line.
std::string called(const std::string& credentials) {
  const Registry registry = registry_of("credentials:\n" + credentials);
  std::string text;
  const auto call_text = [](const RevokedCall& call) {
    return std::string(to_string(call.why)) +
           (call.since ? " since " + format_timestamp(*call.since).substr(0, 10) : "");
  };
  for (const RevokedCredential& one : revoked_credentials(registry, kNow)) {
    text += one.credential->id + ": " + (one.whole ? call_text(*one.whole) : "in use");
    for (const auto& value : one.values)
      text += "; " + value.fingerprint + " " + call_text(value.call);
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("A registry calls revoked what has a time of revocation, a status, or a replaced value") {
  const std::string f = fingerprint_of("s");
  const std::string value = "identity: {fingerprints: [\"" + f + "\"]}";
  CHECK(called("  - {id: a, " + value + "}\n").empty());
  CHECK(called("  - {id: a, " + value + ", lifecycle: {revoked: {at: 2026-11-01}}}\n") ==
        "a: revoked since 2026-11-01; " + f + " revoked since 2026-11-01\n");
  CHECK(called("  - {id: a, " + value + ", lifecycle: {revoked: {at: 2026-12-01}}}\n").empty());
  CHECK(called("  - {id: a, status: revoked}\n") == "a: status revoked\n");
  CHECK(called("  - {id: a, status: retired, " + value + "}\n") ==
        "a: status retired; " + f + " status retired\n");
  const std::string both = "identity: {fingerprints: [{value: \"" + f + "\", to: 2026-10-01}, \"" +
                           fingerprint_of("t") + "\"]}";
  CHECK(called("  - {id: a, " + both + "}\n") ==
        "a: in use; " + f + " replaced since 2026-10-01\n");
  // When it was replaced says more than that it is retired.
  CHECK(called("  - {id: a, status: retired, " + both + "}\n") ==
        "a: status retired; " + f + " replaced since 2026-10-01; " + fingerprint_of("t") +
            " status retired\n");
  CHECK(called("  - {id: b, status: revoked}\n  - {id: a, status: revoked}\n") ==
        "b: status revoked\na: status revoked\n");
}

TEST_CASE("A finding is called revoked under its earlier fingerprints too") {
  const Registry registry =
      registry_of("credentials:\n  - {id: a, identity: {fingerprints: [{value: \"" +
                  fingerprint_of("s") + "\", to: 2026-10-01}]}}\n");
  Finding finding = sample_finding("s");
  const Credential& entry = registry.credentials[0];
  REQUIRE(revoked_call(entry, finding, kNow));
  CHECK(revoked_call(entry, finding, kNow)->why == RevokedBecause::kReplaced);
  CHECK_FALSE(revoked_call(entry, finding, *parse_timestamp("2026-09-30")));
  finding.fingerprint.key_id = "k2";
  CHECK_FALSE(revoked_call(entry, finding, kNow));
  finding.previous_fingerprints = {fingerprint_of("s")};
  CHECK(revoked_call(entry, finding, kNow));
}

}  // namespace keyhound::testing
