// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/listed_findings.h"

#include <algorithm>
#include <utility>

#include "policies/evaluation/leak.h"
#include "scanner/cli/verify/secrets_file.h"

namespace keyhound {
namespace {

Finding finding_of(const ListedSecret& secret, const Rule& rule, const std::string& path,
                   const FingerprintKey& key) {
  Finding finding;
  finding.rule_id = rule.id;
  finding.title = rule.description;
  finding.message = rule.description + " (" + secret.candidate.redacted + ") to verify.";
  finding.severity = rule.severity;
  finding.score = score_of(rule.severity);
  finding.confidence = Confidence::kHigh;  // the user says what it is
  finding.fingerprint = fingerprint(key, rule.family, secret.candidate.parts.secret);
  finding.secret_redacted = secret.candidate.redacted;
  finding.tags = rule.tags;
  const auto& identity = secret.candidate.parts.identity;
  finding.identity.assign(identity.begin(), identity.end());
  Occurrence place;
  place.location.path = path == "-" ? "" : path;
  place.location.start.line = secret.line;
  place.location.end = {secret.line, 2};
  finding.occurrences.push_back(std::move(place));
  return finding;
}

}  // namespace

Result<ScanResult> list_secrets(const std::string& path, const ScanContext& context,
                                SecretKeeper& keeper) {
  const RuleSet& rules = context.engine().rules();
  ScanResult result;
  result.scan.started = now();
  KEYHOUND_TRY(auto secrets, read_secrets(path, rules, context.key()));
  for (ListedSecret& secret : secrets) {
    const auto rule =
        std::find_if(rules.rules.begin(), rules.rules.end(),
                     [&secret](const Rule& one) { return one.id == secret.candidate.rule_id; });
    Finding finding = finding_of(secret, *rule, path, context.key());
    keeper.keep(finding.rule_id, finding.fingerprint, std::move(secret.candidate.parts));
    result.findings.push_back(std::move(finding));
  }
  sort_for_report(result.findings);
  result.rules = &rules;
  result.rules_digest = rules.digest;
  result.scan.target = path;
  result.scan.kind = kListedSecretsKind;
  result.scan.finished = now();
  return result;
}

}  // namespace keyhound
