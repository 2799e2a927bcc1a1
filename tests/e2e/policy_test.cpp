// SPDX-License-Identifier: Apache-2.0
// Findings are judged against the owner registry, end to end.
#include <doctest/doctest.h>

#include <stdexcept>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr const char* kNow = "2026-11-23T00:00:00Z";
constexpr const char* kBeforeTheLeak = "2026-01-02";  // the token is committed on 2026-01-10
constexpr const char* kRotatedInTime = "2026-11-01";

const std::string kHead =
    "apiVersion: keyhound.dev/v1\n"
    "kind: CredentialRegistry\n"
    "parties:\n"
    "  - {id: group:payments, type: team, contact: pay@acme.example, status: active}\n"
    "  - {id: user:ana, type: human, status: active}\n"
    "  - {id: user:ciso, type: human, status: active}\n"
    "credentials:\n";

std::string credential(const std::string& identity, const std::string& last_rotated,
                       const std::string& owner = "{accountable: group:payments}") {
  return "  - id: pay-token\n"
         "    title: Token of the pay service\n"
         "    type: nhi\n"
         "    status: active\n"
         "    identity: {" +
         identity +
         "}\n"
         "    owner: " +
         owner +
         "\n"
         "    lifecycle:\n"
         "      created: 2026-01-01\n"
         "      last_rotated: {at: " +
         last_rotated +
         ", source: vault}\n"
         "      rotation: {period: P90D, grace: P7D, on_leak: PT24H}\n";
}

std::string exception_for(const std::string& policy, const std::string& expires) {
  return "exceptions:\n"
         "  - id: EXC-2026-014\n"
         "    applies_to: {credential: pay-token, policies: [" +
         policy +
         "]}\n"
         "    reason: vendor change freeze\n"
         "    type: fix-deferred\n"
         "    risk_owner: group:payments\n"
         "    approver: user:ciso\n"
         "    requested_by: user:ana\n"
         "    ticket: https://tickets.acme.example/SEC-140\n"
         "    granted: 2026-11-10\n"
         "    expires: " +
         expires + "\n";
}

// A repository with one leak and the registry that it is judged by.
struct Scene {
  explicit Scene(const std::string& text = "token = " + github_pat(1) + "\n",
                 const std::string& file = "config/app.env") {
    repo.commit_file(file, text, "leak");
  }

  ScanResult judge(const std::string& registry, const std::string& now = kNow) const {
    dir.write_file("registry.yaml", registry);
    return scan({repo.path(), "--registry", dir / "registry.yaml", "--now", now});
  }
  std::string identity() const {
    const Report report = scan({repo.path()}).report;
    if (report.findings.empty()) throw std::runtime_error("the leak of the scene is not found");
    return "fingerprints: [\"" + report.findings[0].fingerprint + "\"]";
  }

  GitRepoBuilder repo;
  TempDir dir;
};

const Finding* tied_finding(const Report& report) {
  for (const Finding& finding : report.findings) {
    if (finding.kind == "secret" && finding.credential_id == "pay-token") return &finding;
  }
  return nullptr;
}

void check_tied(const ScanResult& result, const std::string& matched_by) {
  INFO(result.run.describe());
  const Finding* finding = tied_finding(result.report);
  REQUIRE(finding != nullptr);
  CHECK(finding->matched_by == matched_by);
  CHECK(finding->json.at("credential").at("owner") == "group:payments");
}

}  // namespace

TEST_CASE("A finding is tied to its credential by fingerprint") {
  const Scene scene;
  check_tied(scene.judge(kHead + credential(scene.identity(), kRotatedInTime)), "fingerprint");
}

TEST_CASE("A finding is tied to its credential by the provider's id") {
  const std::string url =
      "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" +
      aws_key_id(1) +
      "%2F20260102%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=3600"
      "&X-Amz-SignedHeaders=host&X-Amz-Signature=" +
      hex(alphanumerics(2, 32)) + "\n";
  const Scene scene("aws_access_key_id = " + aws_key_id(1) +
                    "\naws_secret_access_key = " + aws_secret_key(1) + "\nurl = " + url);
  check_tied(scene.judge(kHead + credential("provider_id: " + aws_key_id(1), kRotatedInTime)),
             "provider-id");
}

TEST_CASE("A finding is tied to its credential by the public half of a private key") {
  const Scene scene(openssh_private_key(), "deploy_key");
  const std::string identity = "public_keys: [\"" + openssh_fingerprint() + "\"]";
  check_tied(scene.judge(kHead + credential(identity, kRotatedInTime)), "public-key");
}

TEST_CASE("A finding is tied to its credential by its place, and that is called weak") {
  const Scene scene;
  const std::string identity =
      "locators: [{rule: " + std::string(kGithubRule) + ", path: \"config/*.env\"}]";
  check_tied(scene.judge(kHead + credential(identity, kRotatedInTime)), "locator");
  const std::string elsewhere =
      "locators: [{rule: " + std::string(kGithubRule) + ", path: \"other/*\"}]";
  const ScanResult result = scene.judge(kHead + credential(elsewhere, kRotatedInTime));
  CHECK(tied_finding(result.report) == nullptr);
}

TEST_CASE("The strongest key wins") {
  const Scene scene;
  const std::string both = scene.identity() + ", locators: [{path: \"config/*.env\"}]";
  check_tied(scene.judge(kHead + credential(both, kRotatedInTime)), "fingerprint");
}

TEST_CASE("OWN1001 fails without an accountable owner and passes with one") {
  const Scene scene;
  const std::string identity = scene.identity();
  const Report owned = scene.judge(kHead + credential(identity, kRotatedInTime)).report;
  REQUIRE(tied_finding(owned) != nullptr);
  CHECK(tied_finding(owned)->outcome("OWN1001") == "pass");
  const std::string other = "fingerprints: [\"kh1:" + std::string(26, 'a') + "\"]";
  const Report unknown = scene.judge(kHead + credential(other, kRotatedInTime)).report;
  CHECK(unknown.outcome("OWN1001") == "fail");
  const std::string operated = "{operator: group:payments}";
  const Report orphan = scene.judge(kHead + credential(identity, kRotatedInTime, operated)).report;
  CHECK(orphan.outcome("OWN1001") == "fail");
}

TEST_CASE("ROT1001 fails when the rotation is overdue and passes when it is not") {
  const Scene scene;
  const std::string identity = scene.identity();
  const Report overdue = scene.judge(kHead + credential(identity, "2026-06-01")).report;
  CHECK(overdue.outcome("ROT1001") == "fail");
  const Report fresh = scene.judge(kHead + credential(identity, kRotatedInTime)).report;
  REQUIRE(tied_finding(fresh) != nullptr);
  CHECK(tied_finding(fresh)->outcome("ROT1001") == "pass");
  // 90 days and a grace of 7 after the first of June is the sixth of September.
  const std::string june = kHead + credential(identity, "2026-06-01");
  CHECK(scene.judge(june, "2026-09-05T00:00:00Z").report.outcome("ROT1001") != "fail");
  CHECK(scene.judge(june, "2026-09-07T00:00:00Z").report.outcome("ROT1001") == "fail");
}

TEST_CASE("ROT1002 fails for a leak after the last rotation and passes after a rotation") {
  const Scene scene;
  const std::string identity = scene.identity();
  const std::string stale = kHead + credential(identity, kBeforeTheLeak);
  CHECK(scene.judge(stale).report.outcome("ROT1002") == "fail");
  const Report rotated = scene.judge(kHead + credential(identity, "2026-01-12")).report;
  REQUIRE(tied_finding(rotated) != nullptr);
  CHECK(tied_finding(rotated)->outcome("ROT1002") == "pass");
  // Twelve hours after the leak the day that on_leak grants is not over.
  CHECK(scene.judge(stale, "2026-01-11T01:00:00Z").report.outcome("ROT1002") != "fail");
}

TEST_CASE("EXC1001 fails for an expired exception and passes for one in force") {
  const Scene scene;
  const std::string base = kHead + credential(scene.identity(), kBeforeTheLeak);
  const std::string registry = base + exception_for("ROT1002", "2026-12-10");
  CHECK(scene.judge(registry).report.outcome("EXC1001") != "fail");
  const Report later = scene.judge(registry, "2027-01-01T00:00:00Z").report;
  CHECK(later.outcome("EXC1001") == "fail");
  CHECK(later.outcome("ROT1002") == "fail");
}

TEST_CASE("An expired exception is reported even when nothing leaks") {
  const Scene scene("harmless\n");
  const std::string identity = "fingerprints: [\"kh1:" + std::string(26, 'a') + "\"]";
  const ScanResult result = scene.judge(kHead + credential(identity, kRotatedInTime) +
                                        exception_for("ROT1002", "2026-11-12"));
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.outcome("EXC1001") == "fail");
}

TEST_CASE("An exception in force turns a verdict into waived and hides nothing") {
  const Scene scene;
  const ScanResult result = scene.judge(kHead + credential(scene.identity(), kBeforeTheLeak) +
                                        exception_for("ROT1002", "2026-12-10"));
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 1);
  const Finding* finding = tied_finding(result.report);
  REQUIRE(finding != nullptr);
  CHECK(finding->outcome("ROT1002") == "waived");
  bool names_exception = false;
  for (const PolicyVerdict& verdict : finding->policies) {
    names_exception = names_exception || verdict.exception == "EXC-2026-014";
  }
  CHECK(names_exception);
  const RunResult text = keyhound(
      {"scan", scene.repo.path(), "--registry", scene.dir / "registry.yaml", "--now", kNow});
  CHECK(text.out.find("EXC-2026-014") != std::string::npos);
}

TEST_CASE("Text names owner and verdict, SARIF points at the line of the registry") {
  const Scene scene;
  scene.judge(kHead + credential(scene.identity(), kBeforeTheLeak));
  const std::vector<std::string> arguments = {
      "scan", scene.repo.path(), "--registry", scene.dir / "registry.yaml", "--now", kNow};
  const RunResult text = keyhound(arguments);
  CHECK(text.out.find("group:payments") != std::string::npos);
  CHECK(text.out.find("ROT1002") != std::string::npos);
  std::vector<std::string> as_sarif = arguments;
  as_sarif.insert(as_sarif.end(), {"--format", "sarif"});
  const nlohmann::json sarif = nlohmann::json::parse(keyhound(as_sarif).out);
  bool points_at_registry = false;
  for (const nlohmann::json& result : sarif.at("runs").at(0).at("results")) {
    if (result.at("ruleId") != "ROT1001" && result.at("ruleId") != "ROT1002") continue;
    const nlohmann::json& place = result.at("locations").at(0).at("physicalLocation");
    const std::string uri = place.at("artifactLocation").at("uri");
    const bool is_registry = uri.ends_with("registry.yaml");
    points_at_registry =
        points_at_registry || (is_registry && place.at("region").at("startLine") >= 8);
  }
  CHECK(points_at_registry);
}

TEST_CASE("A registry may be a directory of files") {
  const Scene scene;
  scene.dir.write_file("registry/a.yaml", kHead + credential(scene.identity(), kRotatedInTime));
  scene.dir.write_file("registry/b.yml", "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n" +
                                             exception_for("ROT1002", "2026-12-10"));
  const std::vector<std::string> arguments = {scene.repo.path(), "--registry",
                                              scene.dir / "registry", "--now", kNow};
  check_tied(scan(arguments), "fingerprint");
}

TEST_CASE("The fingerprint depends on the organisation's key and on nothing else") {
  const Scene scene;
  const Scene other("x\n\nkey: " + github_pat(1) + "\n", "elsewhere.txt");
  const std::string identity = scene.identity();
  CHECK(other.identity() == identity);
  RunOptions keyed;
  keyed.environment["KEYHOUND_FINGERPRINT_KEY"] = alphanumerics(77, 32);
  const Report report = scan({scene.repo.path()}, keyed).report;
  REQUIRE_FALSE(report.findings.empty());
  CHECK(identity.find(report.findings[0].fingerprint) == std::string::npos);
}

}  // namespace keyhound::testing
