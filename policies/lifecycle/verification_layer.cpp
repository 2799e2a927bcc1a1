// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/verification_layer.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "policies/evaluation/credential_checks.h"
#include "policies/evaluation/live_check.h"
#include "policies/lifecycle/revoked_credentials.h"

namespace keyhound {

RegistryDocument verification_layer(const Registry& registry, const std::vector<Finding>& findings,
                                    Timestamp now) {
  std::unordered_map<std::string_view, std::vector<ValueCheck>> checks;  // by credential id
  for (const Finding& finding : findings) {
    const CredentialMatch& match = finding.credential;
    if (match.id.empty() || match.weak || !is_live_check(finding.liveness)) continue;
    checks[match.id].push_back({finding.fingerprint.short_form(), check_of(finding.liveness)});
  }
  Timestamp last = now;  // checks are made while the run goes on
  for (const Finding& finding : findings) {
    if (finding.liveness.at) last = std::max(last, *finding.liveness.at);
  }
  RegistryDocument document;
  document.head = {
      "What checks of revocations showed. Give it before the registry that it is about:",
      "--registry <this file> --registry owners.yaml; or put it beside that file, into",
      "one directory."};
  for (const Credential& credential : registry.credentials) {
    const auto own = checks.find(credential.id);
    if (own == checks.end() || !revoked_call(credential, std::string_view(), now)) continue;
    auto check = decisive_check(credential, std::move(own->second), last);
    if (!check) continue;
    Observation row;
    row.credential = credential.id;
    row.imported = now;
    row.source = "keyhound";
    row.facts.verification = std::move(*check);
    row.facts.verification.at.source = row.source;
    document.observations.push_back(std::move(row));
  }
  return document;
}

}  // namespace keyhound
