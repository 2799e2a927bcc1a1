// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/registry_check.h"

#include <doctest/doctest.h>

#include "scanner/cli/exit_code.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Finding finding_of(const std::string& secret) {
  Finding finding;
  finding.rule_id = "sample-key";
  finding.fingerprint = fingerprint(FingerprintKey(), "sample", secret);
  finding.occurrences.emplace_back().location.path = secret + ".env";
  return finding;
}

struct Files {
  explicit Files(const std::string& credentials) {
    dir.write_file("owners.yaml", "credentials:\n" + credentials);
    options.registries = {dir / "owners.yaml"};
    options.now = "2026-11-23";
  }
  [[nodiscard]] RegistryCheck check() const {
    auto made = RegistryCheck::create(options);
    if (!made) FAIL(made.error().message);
    return std::move(*made);
  }

  testing::TempDir dir;
  JudgeOptions options;
};

std::string entry(const std::string& secret, const std::string& more) {
  return "  - {id: " + secret + ", identity: {fingerprints: [\"" +
         finding_of(secret).fingerprint.short_form() + "\"]}" + more + "}\n";
}

}  // namespace

TEST_CASE("Without a registry that is named there is nothing to check") {
  const auto none = RegistryCheck::create({});
  REQUIRE_FALSE(none);
  CHECK(none.error().kind == ErrorKind::kUsage);
  CHECK(none.error().message.find("--registry") == 0);
  JudgeOptions missing;
  missing.registries = {"/nowhere/owners.yaml"};
  CHECK_FALSE(RegistryCheck::create(missing));
}

TEST_CASE("The layer is not written over the registry that it is about") {
  const Files files(entry("dead", ", status: revoked"));
  const auto refused = RegistryCheck::create(files.options, files.dir / "./owners.yaml");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kUsage);
  CHECK(refused.error().message.find("--registry-output") == 0);
  CHECK(RegistryCheck::create(files.options, files.dir / "verified.yaml"));
}

TEST_CASE("Only values that the registry calls revoked are asked about, before they are judged") {
  const Files files(
      entry("dead", ", status: revoked") + entry("used", "") +
      "  - {id: place, status: revoked, identity: {locators: [{path: by-place.env}]}}\n"
      "  - {id: app, status: revoked, identity: {provider_id: app-7}}\n");
  const RegistryCheck check = files.check();
  CHECK(check.is_asked(finding_of("dead")));
  CHECK_FALSE(check.is_asked(finding_of("used")));
  CHECK_FALSE(check.is_asked(finding_of("unknown")));
  CHECK_FALSE(check.is_asked(finding_of("by-place")));
  Finding app = finding_of("app-secret");
  app.identity = {{"app_id", "app-7"}};
  CHECK(check.is_asked(app));
}

TEST_CASE("The exit code says whether something revoked works, or nobody can tell") {
  const Files files(entry("dead", ", status: revoked"));
  const RegistryCheck check = files.check();
  const auto code = [&check](LivenessState state) {
    Finding finding = finding_of("dead");
    finding.credential.id = "dead";
    finding.liveness.state = state;
    return RegistryCheck::exit_code(check.report({finding}));
  };
  CHECK(code(LivenessState::kActive) == kExitFindings);
  CHECK(code(LivenessState::kRevoked) == kExitClean);
  CHECK(code(LivenessState::kExpired) == kExitClean);
  CHECK(code(LivenessState::kIndeterminate) == kExitIncomplete);
  CHECK(code(LivenessState::kUnchecked) == kExitIncomplete);
  CHECK(RegistryCheck::exit_code(check.report({})) == kExitIncomplete);
}

TEST_CASE("The layer that it writes is one that the registry takes") {
  const Files files(entry("dead", ", status: revoked"));
  Finding finding = finding_of("dead");
  finding.credential.id = "dead";
  finding.liveness = {LivenessState::kRevoked,
                      *parse_timestamp("2026-11-22"),
                      "live-check",
                      "pat",
                      "api.example.com",
                      401,
                      ""};
  REQUIRE(files.check().write_layer(files.dir / "verified.yaml", {finding}));
  const auto both = load_registry({files.dir / "verified.yaml", files.dir / "owners.yaml"});
  if (!both) FAIL(both.error().message);
  CHECK(both->credentials.at(0).lifecycle.revoked.verification.result == "revoked");
  CHECK_FALSE(files.check().write_layer(files.dir / "none/x.yaml", {finding}));
}

}  // namespace keyhound
