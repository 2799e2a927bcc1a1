// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/verification_layer.h"

#include "tests/policies/evaluation/judged.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

const Timestamp kNow = *parse_timestamp("2026-11-23T09:00:00Z");

std::string entry(const std::string& id, const std::string& secret, const std::string& more) {
  return "  - {id: " + id + ", identity: {fingerprints: [\"" +
         sample_finding(secret).fingerprint.short_form() + "\"]}" + more + "}\n";
}

struct Checked {
  explicit Checked(const std::string& entries)
      : registry(registry_of("credentials:\n" + entries)) {}

  Checked& found(const std::string& secret, LivenessState state, const std::string& at) {
    Finding& finding = findings.emplace_back(sample_finding(secret));
    finding.liveness = {state, *parse_timestamp(at), "live-check", "pat", "api.example.com", 401,
                        ""};
    return *this;
  }
  RegistryDocument layer() {
    judge(input_of(&registry, kNow), findings);
    return verification_layer(registry, findings, kNow);
  }

  Registry registry;
  std::vector<Finding> findings;
};

}  // namespace

TEST_CASE("What checks showed of revocations is a layer that goes before the registry's own") {
  const std::string owners = "credentials:\n" + entry("a", "s", ", status: revoked") +
                             entry("b", "t", ", lifecycle: {revoked: {at: 2026-11-01}}");
  Checked checked(owners.substr(owners.find('\n') + 1));
  // The check is made while the run goes on.
  checked.found("s", LivenessState::kRevoked, "2026-11-23T09:00:05Z");
  checked.found("t", LivenessState::kActive, "2026-11-23T09:00:06Z");
  const TempDir dir;
  dir.write_file("verified.yaml", write_registry(checked.layer()));
  dir.write_file("owners.yaml", owners);
  const auto reversed = load_registry({dir / "owners.yaml", dir / "verified.yaml"});
  REQUIRE_FALSE(reversed);
  CHECK(reversed.error().message.find("name this file before that layer") != std::string::npos);
  const auto both = load_registry({dir / "verified.yaml", dir / "owners.yaml"});
  if (!both) FAIL(both.error().message);
  const RevocationCheck& a = both->credentials.at(0).lifecycle.revoked.verification;
  CHECK(a.method == "live-check");
  CHECK(a.result == "revoked");
  CHECK(a.evidence == "pat at api.example.com, 4xx");
  CHECK(a.provider == "api.example.com");
  CHECK(a.status == "4xx");
  CHECK(a.at.at == parse_timestamp("2026-11-23T09:00:05Z").value());
  CHECK(is_observed(a.at));
  CHECK(both->credentials.at(1).lifecycle.revoked.verification.result == "active");
  for (const Observation& row : both->observations) CHECK(row.is_matched);
}

TEST_CASE(
    "Of entries in use, replaced values, ties by place and what is untold there is no layer") {
  const std::string replaced = "  - {id: a, identity: {fingerprints: [{value: \"" +
                               sample_finding("s").fingerprint.short_form() +
                               "\", to: 2026-01-01}]}}\n";
  CHECK(Checked(replaced)
            .found("s", LivenessState::kRevoked, "2026-11-20")
            .layer()
            .observations.empty());
  CHECK(Checked(entry("a", "s", ""))
            .found("s", LivenessState::kRevoked, "2026-11-20")
            .layer()
            .observations.empty());
  const std::string revoked = entry("a", "s", ", status: revoked");
  CHECK(Checked(revoked)
            .found("s", LivenessState::kIndeterminate, "2026-11-20")
            .layer()
            .observations.empty());
  CHECK(Checked("  - {id: a, status: revoked, identity: {locators: [{path: s.env}]}}\n")
            .found("s", LivenessState::kRevoked, "2026-11-20")
            .layer()
            .observations.empty());
  CHECK(Checked(revoked)
            .found("s", LivenessState::kRevoked, "2026-11-20")
            .layer()
            .observations.size() == 1);
}

TEST_CASE("That some values of an entry are refused makes no layer; that one works does") {
  const auto value = [](const char* secret) {
    return '"' + sample_finding(secret).fingerprint.short_form() + '"';
  };
  const std::string entries = "  - {id: a, status: revoked, identity: {fingerprints: [" +
                              value("s") + ", " + value("t") + "]}}\n";
  const auto layer_of = [&](LivenessState s, LivenessState t) {
    return Checked(entries).found("s", s, "2026-11-20").found("t", t, "2026-11-21").layer();
  };
  CHECK(layer_of(LivenessState::kRevoked, LivenessState::kIndeterminate).observations.empty());
  CHECK(layer_of(LivenessState::kRevoked, LivenessState::kUnchecked).observations.empty());
  const RegistryDocument works = layer_of(LivenessState::kActive, LivenessState::kUnchecked);
  REQUIRE(works.observations.size() == 1);
  CHECK(works.observations[0].facts.verification.result == "active");
  const RegistryDocument both = layer_of(LivenessState::kRevoked, LivenessState::kExpired);
  REQUIRE(both.observations.size() == 1);
  CHECK(both.observations[0].facts.verification.provider == "api.example.com");
  CHECK(both.observations[0].facts.verification.status == "4xx");
}

TEST_CASE("A check that is older than what the registry has of a system adds nothing") {
  Checked checked(entry("a", "s",
                        ", lifecycle: {revoked: {at: 2026-11-01, verification: {method: "
                        "provider-report, at: 2026-11-21, result: refused}}}"));
  CHECK(checked.found("s", LivenessState::kRevoked, "2026-11-20").layer().observations.empty());
}

}  // namespace keyhound::testing
