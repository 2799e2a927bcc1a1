// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/verification_layer.h"

#include <algorithm>
#include <string_view>

#include "policies/evaluation/revocation_evidence.h"
#include "policies/lifecycle/revoked_credentials.h"
#include "policies/registry/revocation_result.h"

namespace keyhound {

RegistryDocument verification_layer(const Registry& registry, const std::vector<Finding>& findings,
                                    Timestamp now) {
  Timestamp last = now;  // checks are made while the run goes on
  for (const Finding& finding : findings) {
    if (finding.liveness.at) last = std::max(last, *finding.liveness.at);
  }
  std::vector<const Finding*> all;
  for (const Finding& finding : findings) all.push_back(&finding);
  const RevocationEvidence evidence(registry, nullptr, all, last);
  RegistryDocument document;
  document.head = {
      "What checks of revocations showed. Give it before the registry that it is about:",
      "--registry <this file> --registry owners.yaml; or put it beside that file, into",
      "one directory."};
  for (const Credential& credential : registry.credentials) {
    if (!evidence.has(credential.id) || !revoked_call(credential, std::string_view(), now))
      continue;
    CheckedRevocation checked = evidence.of(credential);
    if (!checked.check) continue;
    // That some of its values are refused says nothing of the whole.
    const bool is_partly = checked.exposed && checked.exposed->refused < checked.exposed->known;
    if (is_partly && is_dead_result(checked.check->result)) continue;
    Observation row;
    row.credential = credential.id;
    row.imported = now;
    row.source = "keyhound";
    row.facts.verification = std::move(*checked.check);
    row.facts.verification.at.source = row.source;
    document.observations.push_back(std::move(row));
  }
  return document;
}

}  // namespace keyhound
