// SPDX-License-Identifier: Apache-2.0
// ScanResults to render: a full one, a clean one, an incomplete one and a hostile one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/redaction.h"
#include "scanner/model/scan_result.h"

namespace keyhound::testing {

// What no report may show. Made up, and of no provider's form.
inline constexpr std::string_view kPlantedSecret = "planted-Zq7vXw2KfT9rLm4Jc8Hd";

inline constexpr std::string_view kFirstCommit = "1111111111112222222222223333333333334444";
inline constexpr std::string_view kSecondCommit = "aaaaaaaaaaaabbbbbbbbbbbbccccccccccccdddd";

inline const RuleSet& sample_rules() {
  static const RuleSet rules = [] {
    Rule token;
    token.id = "example-token";
    token.description = "Example deploy token";
    token.provider = "Example Cloud";
    token.credential = "deploy token";
    token.kind = "access-token";
    token.severity = Severity::kCritical;
    token.severity_reason = "It can deploy to production";
    token.confidence = Confidence::kHigh;
    token.checksum = "crc32";
    token.tags = {"cloud"};
    token.references = {"https://example.org/tokens"};
    Rule password;
    password.id = "generic-password";
    password.description = "Password in an assignment";
    password.severity = Severity::kMedium;
    RuleSet set;
    set.rules = {token, password};
    set.digest = "sha256:0000";
    return set;
  }();
  return rules;
}

inline const std::vector<PolicyInfo>& sample_policies() {
  static const std::vector<PolicyInfo> policies = {
      {"EXC1001",
       "expired-exception",
       "An exception has expired",
       "The exception's expiry has passed and it was not closed.",
       "Close the exception, or renew it.",
       Level::kError,
       7.0,
       {{"owasp_nhi", {"NHI1:2025"}}}},
      {"ROT1002",
       "leaked-not-rotated-since-leak",
       "A leaked credential was not rotated",
       "The registry records no rotation after the commit that leaked this credential.",
       "Revoke the old value, rotate, and record both.",
       Level::kError,
       9.5,
       {{"owasp_nhi", {"NHI2:2025", "NHI7:2025"}}, {"cwe", {"CWE-672"}}}}};
  return policies;
}

// 2026-10-30T10:11:12Z
inline constexpr Timestamp kLeakTime{1793355072};

inline Occurrence occurrence_at(std::string path, std::uint64_t line,
                                std::string_view commit = kFirstCommit) {
  Occurrence occurrence;
  occurrence.location.path = std::move(path);
  occurrence.location.start = {line, 12};
  occurrence.location.end = {line, 40};
  if (commit.empty()) {
    occurrence.in_worktree = true;
    return occurrence;
  }
  occurrence.blob = "bbbb" + std::string(commit).substr(4);
  occurrence.commit = {std::string(commit), "Ana Example", "ana@example.org", kLeakTime};
  return occurrence;
}

inline Finding secret_finding(std::vector<Occurrence> occurrences,
                              std::string_view secret = kPlantedSecret) {
  Finding finding;
  finding.rule_id = "example-token";
  finding.title = "Example deploy token";
  finding.message = "An Example deploy token stands in " + occurrences.front().location.path + ".";
  finding.remedy = "Revoke the token at Example Cloud, then rotate it.";
  finding.severity = Severity::kCritical;
  finding.confidence = Confidence::kHigh;
  finding.score = 9.5;
  finding.fingerprint = fingerprint(FingerprintKey(), "example", secret);
  finding.secret_redacted = redact(secret);
  finding.tags = {"cloud"};
  finding.occurrences = std::move(occurrences);
  return finding;
}

inline Finding policy_finding(bool waived) {
  Finding finding;
  finding.rule_id = waived ? "ROT1002" : "EXC1001";
  finding.kind = FindingKind::kPolicy;
  finding.title = waived ? "A leaked credential was not rotated" : "An exception has expired";
  finding.message = waived ? "'pay-deploy-key' leaked 2026-10-30 and was last rotated 2026-06-01."
                           : "Exception 'EXC-2026-003' expired 12 days ago and was not closed.";
  // A verdict borrows it.
  const std::string_view remedy = waived ? "Revoke the old value, rotate, and record both."
                                         : "Close the exception, or renew it.";
  finding.remedy = remedy;
  finding.confidence = Confidence::kHigh;
  finding.severity = waived ? Severity::kCritical : Severity::kHigh;
  finding.score = waived ? 9.5 : 7.0;
  finding.fingerprint = fingerprint(FingerprintKey(), finding.rule_id, finding.message);
  finding.occurrences = {occurrence_at("keyhound-registry.yaml", waived ? 40 : 71, "")};
  finding.waived = waived;
  PolicyVerdict verdict{finding.rule_id, Outcome::kFail, finding.message, remedy, "",
                        Level::kError};
  if (waived) {
    verdict.outcome = Outcome::kWaived;
    verdict.message = "vendor change freeze until 2026-12-10";
    verdict.exception_id = "EXC-2026-014";
    finding.related = {occurrence_at("deploy/prod.env", 12).location};
    finding.credential = {"pay-deploy-key", "group:payments", "fingerprint", false};
  }
  finding.policies = {verdict};
  return finding;
}

inline ScanResult clean_result() {
  ScanResult result;
  result.scan.target = ".";
  result.scan.kind = "history";
  result.scan.head = kSecondCommit;
  result.scan.repository_uri = "https://git.example.org/acme/pay";
  result.scan.started = {1795431600};
  result.scan.finished = {1795431604};
  result.scan.seconds = 3.5;
  result.scan.statistics = {1234, 5678, 90, 1234567890, 3};
  result.scan.drops[static_cast<std::size_t>(DropReason::kPlaceholder)] = 12;
  result.rules_digest = "sha256:0000";
  result.rules = &sample_rules();
  result.policies = &sample_policies();
  return result;
}

inline ScanResult incomplete_result() {
  ScanResult result = clean_result();
  result.diagnostics = {
      {"missing-object", "3333333333334444444444445555555555556666",
       "the blob is not in the repository; fetch it with `git fetch --refetch` and scan again",
       true},
      {"shallow-clone", ".", "older commits are not here; scan a full clone to see them", false},
      {"unreadable-file", "conf/prod.env", "Permission denied; give the scan the right to read it",
       true}};
  return result;
}

// Every kind of finding, place, verdict and diagnostic.
inline ScanResult full_result() {
  ScanResult result = incomplete_result();

  std::vector<Occurrence> places;
  places.push_back(occurrence_at("deploy/prod.env", 12));
  places.push_back(occurrence_at("deploy/stage.env", 3, kSecondCommit));
  places.back().in_head = true;
  for (const char* path : {"a.py", "b.py", "c.py", "d.py"}) {
    places.push_back(occurrence_at(path, 7, kSecondCommit));
  }
  places.front().parts = {{"example-key-id", {10, 8}, {10, 18}},
                          {"example-token", {12, 12}, {12, 40}}};
  Finding leaked = secret_finding(places);
  leaked.identity = {{"account", "acme"}, {"key_id", "EXAMPLE-17"}};
  leaked.also_matched = {"generic-password"};
  leaked.credential = {"pay-deploy-key", "group:payments", "fingerprint", false};
  leaked.policies = {
      {"OWN1001", Outcome::kPass, "", "", "", Level::kError},
      {"ROT1001", Outcome::kFail, "'pay-deploy-key' is 85 days past its rotation date.",
       "Rotate it and record the date.", "", Level::kError},
      {"ROT1002", Outcome::kWaived, "leaked and not rotated since", "", "EXC-2026-014",
       Level::kError},
      {"TPY1001", Outcome::kNotApplicable, "", "", "", Level::kError}};

  Finding in_message = secret_finding({occurrence_at("", 3)}, "another-planted-value");
  in_message.rule_id = "generic-password";
  in_message.title = "Password in an assignment";
  in_message.severity = Severity::kMedium;
  in_message.confidence = Confidence::kMedium;
  in_message.score = 5.5;
  in_message.occurrences[0].location.part = LocationPart::kCommitMessage;
  in_message.policies = {
      {"OWN1001", Outcome::kError, "the registry could not be read", "", "", Level::kError}};

  Finding untracked =
      secret_finding({occurrence_at("notes with spaces.txt", 1, "")}, "third-planted-value");
  Finding unreachable = secret_finding({occurrence_at("old/key.txt", 2)}, "fourth-planted-value");
  unreachable.occurrences[0].reachable = false;

  Finding pipeline = secret_finding({occurrence_at(".ci/deploy.yml", 9, kSecondCommit)});
  pipeline.rule_id = "ci-printed-secret";
  pipeline.kind = FindingKind::kPipeline;
  pipeline.title = "A step prints a secret";
  pipeline.message = "Step 'debug' prints the variable DEPLOY_KEY to the log.";
  pipeline.remedy = "Remove the step.";
  pipeline.severity = Severity::kLow;
  pipeline.secret_redacted = "";

  result.findings = {
      in_message,           pipeline, leaked, untracked, unreachable, policy_finding(true),
      policy_finding(false)};
  return result;
}

// Names and texts that attack the reader: escape sequences, line ends, workflow commands, bad
// UTF-8, links, bidirectional overrides.
inline ScanResult hostile_result() {
  ScanResult result = clean_result();
  Finding finding = secret_finding({occurrence_at("a\n::error::b\x1b[2J\r\xff/c:d%#?.txt", 1),
                                    occurrence_at("::error::also", 2),
                                    occurrence_at("../../etc/##vso[task.setvariable]x", 3)});
  finding.occurrences[0].commit.author = "Eve\x1b]0;x\x07\xe2\x80\xae\n::warning::y \xc3";
  finding.title = "Token [click](https://evil.example.org)";
  finding.identity = {{"account\n::error::z",
                       "v\xc2\x9b"
                       "31m\xff"},
                      {"key", "##[group]"}};
  finding.credential = {"id\x1b[1m", "own](1)er\n", "fingerprint", false};
  finding.liveness = {LivenessState::kIndeterminate, Timestamp{1795431600}, "live-check\x1b[5m",
                      "x](1)\n::error::v",           "##[group]h\xff",      429,
                      "rate | limited <b>\n::stop::"};
  result.findings = {finding};
  result.diagnostics = {{"unreadable-file", "x\x1b[31m\n::error::\xfe", "because\n::stop::", true}};
  result.scan.target = "dir\xff\n";
  return result;
}

}  // namespace keyhound::testing
