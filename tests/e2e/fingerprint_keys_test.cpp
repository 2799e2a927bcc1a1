// SPDX-License-Identifier: Apache-2.0
// Changing the fingerprint key: the registry still holds values under the old one.
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

const std::string kOldKey = "k1:" + std::string(64, 'a');
const std::string kNewKey = "k2:" + std::string(64, 'b');

struct Scene {
  Scene() { repo.commit_file("app.env", "token = " + github_pat(1) + "\n", "leak"); }

  ScanResult scan_with(const std::string& key, const std::string& previous,
                       std::vector<std::string> more = {}) const {
    RunOptions options;
    options.environment["KEYHOUND_FINGERPRINT_KEY"] = key;
    options.environment["KEYHOUND_PREVIOUS_FINGERPRINT_KEYS"] = previous;
    more.insert(more.begin(), repo.path());
    return scan(more, options);
  }
  std::string registry_of(const std::string& fingerprint) const {
    dir.write_file("r.yaml",
                   "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials:\n"
                   "  - {id: pay, identity: {fingerprints: [\"" +
                       fingerprint + "\"]}}\n");
    return dir / "r.yaml";
  }

  GitRepoBuilder repo;
  TempDir dir;
};

}  // namespace

TEST_CASE("While keys change, entries under the old key and under the new one are found") {
  const Scene scene;
  const std::string old = scene.scan_with(kOldKey, "").report.findings.at(0).fingerprint;
  const std::string registry = scene.registry_of(old);
  CHECK(scene.scan_with(kNewKey, "", {"--registry", registry})
            .report.finding_of("github-classic-pat")
            ->credential_id.empty());
  const ScanResult both = scene.scan_with(kNewKey, kOldKey, {"--registry", registry});
  const Finding* finding = both.report.finding_of("github-classic-pat");
  REQUIRE(finding != nullptr);
  CHECK(finding->credential_id == "pay");
  CHECK(finding->matched_by == "fingerprint");
  CHECK(finding->fingerprint.starts_with("kh1:k2:"));
  CHECK(finding->json["previous_fingerprints"].at(0) == old);
  const std::string renewed = scene.registry_of(finding->fingerprint);
  CHECK(scene.scan_with(kNewKey, kOldKey, {"--registry", renewed})
            .report.finding_of("github-classic-pat")
            ->credential_id == "pay");
}

TEST_CASE("The public key may be the one that is left behind") {
  const Scene scene;
  const std::string old = scene.scan_with("", "").report.findings.at(0).fingerprint;
  const ScanResult both =
      scene.scan_with(kNewKey, "public," + kOldKey, {"--registry", scene.registry_of(old)});
  const Finding* finding = both.report.finding_of("github-classic-pat");
  REQUIRE(finding != nullptr);
  CHECK(finding->credential_id == "pay");
  CHECK(finding->json["previous_fingerprints"].size() == 2);
}

TEST_CASE("The ledger takes what it knows of a value over to its new fingerprint") {
  const Scene scene;
  const std::string ledger = scene.dir / "l.jsonl";
  CHECK(keyhound({"evidence", "create", ledger}).exit_code == 0);
  const std::vector<std::string> kept = {"--ledger", ledger, "--repository", "acme/pay"};
  scene.scan_with(kOldKey, "", kept);
  scene.scan_with(kNewKey, kOldKey, kept);
  scene.scan_with(kNewKey, "", kept);
  const RunResult status = keyhound({"status", "--ledger", ledger, "--format", "json"});
  const auto report = nlohmann::json::parse(status.out);
  REQUIRE(report["incidents"].size() == 1);
  CHECK(report["incidents"][0]["fingerprint"].get<std::string>().starts_with("kh1:k2:"));
}

TEST_CASE("A previous key that is none is an error that names the variable, not the key") {
  const Scene scene;
  RunOptions options;
  options.environment["KEYHOUND_PREVIOUS_FINGERPRINT_KEYS"] = "k1:zzzz";
  const RunResult refused = keyhound({"scan", scene.repo.path()}, options);
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("KEYHOUND_PREVIOUS_FINGERPRINT_KEYS") != std::string::npos);
  CHECK(refused.err.find("zzzz") == std::string::npos);
}

TEST_CASE("A state under one key is not used while there are previous keys") {
  const Scene scene;
  const std::string state = scene.dir / "state";
  scene.scan_with(kNewKey, "", {"--state", state});
  const ScanResult again = scene.scan_with(kNewKey, kOldKey, {"--state", state});
  CHECK(again.report.findings.at(0).json["previous_fingerprints"].size() == 1);
}

}  // namespace keyhound::testing
