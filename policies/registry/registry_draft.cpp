// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_draft.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "policies/registry/codeowners.h"
#include "policies/registry/registry_writer.h"
#include "scanner/base/glob.h"

namespace keyhound {
namespace {

// Names of identity values that belong to one credential alone. Others (account, tenant, team,
// host) name its surroundings: as provider ids they would tie every later credential of the same
// account to this entry.
constexpr std::array<std::string_view, 6> kOwnIds = {
    "key_id", "private_key_id", "token_id", "webhook_id", "jti", "api_key"};
constexpr std::string_view kPublicKeyName = "public_key";

// One credential to propose: the findings that share a fingerprint.
struct Proposal {
  const Finding* finding = nullptr;
  std::string id;
  std::string operator_party;
};

bool is_own_id(std::string_view name) {
  return std::find(kOwnIds.begin(), kOwnIds.end(), name) != kOwnIds.end();
}

// The rule id and the head of the fingerprint: stable from run to run, wherever the secret stands.
std::string proposed_id(const Finding& finding, std::set<std::string>& taken) {
  const std::string fingerprint = finding.fingerprint.short_form();
  const std::string digits = fingerprint.substr(fingerprint.rfind(':') + 1);
  for (std::size_t length = 8; length < digits.size(); ++length) {
    std::string id = finding.rule_id + "-" + digits.substr(0, length);
    if (taken.insert(id).second) return id;
  }
  return finding.rule_id + "-" + digits;
}

std::vector<Proposal> propose(const std::vector<Finding>& findings, const Codeowners& codeowners) {
  std::vector<Proposal> proposals;
  std::set<std::string> fingerprints;
  std::set<std::string> taken;
  for (const Finding& finding : findings) {
    const bool is_registered = !finding.credential.id.empty() && !finding.credential.weak;
    if (finding.kind != FindingKind::kSecret || is_registered) continue;
    if (finding.is_documentation) continue;
    if (!fingerprints.insert(finding.fingerprint.short_form()).second) continue;
    Proposal proposal{&finding, proposed_id(finding, taken), {}};
    const std::string& path = finding.first().location.path;
    const std::vector<std::string>& owners = codeowners.owners_of(path);
    if (!path.empty() && !owners.empty()) {
      proposal.operator_party = party_of_code_owner(owners.front());
    }
    proposals.push_back(std::move(proposal));
  }
  return proposals;
}

// Values that two proposals share cannot tell them apart, so they are left out.
std::map<std::string, int> count_identity_values(const std::vector<Proposal>& proposals) {
  std::map<std::string, int> counts;
  for (const Proposal& proposal : proposals) {
    std::set<std::string> own;
    for (const auto& [name, value] : proposal.finding->identity) own.insert(value);
    for (const std::string& value : own) ++counts[value];
  }
  return counts;
}

Identity identity_of(const Finding& finding, const std::map<std::string, int>& counts) {
  Identity identity;
  for (const auto& [name, value] : finding.identity) {
    if (value.empty() || counts.at(value) != 1) continue;
    if (is_own_id(name)) identity.provider_ids.push_back({value, {}});
    if (name == kPublicKeyName) identity.public_keys.push_back({value, {}});
  }
  identity.fingerprints.push_back({finding.fingerprint.short_form(), {}, {}, {}});
  const Location& location = finding.first().location;
  // A path that holds the secret itself is not written down.
  if (!location.path.empty() && location.part != LocationPart::kPath) {
    identity.locators.push_back({finding.rule_id, glob_of_path(location.path), {}, {}, {}});
  }
  return identity;
}

Noted<Credential> credential_of(const Proposal& proposal, const std::map<std::string, int>& counts,
                                Timestamp today) {
  Noted<Credential> noted;
  Credential& credential = noted.entry;
  credential.id = proposal.id;
  credential.title = proposal.finding->title;
  credential.kind = proposal.finding->rule_id;
  credential.status = "proposed";
  credential.identity = identity_of(*proposal.finding, counts);
  credential.owner.operator_party = proposal.operator_party;
  credential.owner.proposed = today;
  if (!proposal.operator_party.empty()) noted.notes.emplace_back("operator: by CODEOWNERS");
  return noted;
}

std::string_view party_type(std::string_view id) {
  return id.starts_with("user:") ? "human" : "team";
}

Timestamp start_of_day(Timestamp time) {
  const Result<Timestamp> day = parse_timestamp(format_timestamp(time).substr(0, 10));
  return day ? *day : time;
}

}  // namespace

std::string draft_registry(const std::vector<Finding>& findings, std::string_view codeowners,
                           Timestamp now) {
  const std::vector<Proposal> proposals = propose(findings, Codeowners::parse(codeowners));
  const std::map<std::string, int> counts = count_identity_values(proposals);
  const std::string today = format_timestamp(now).substr(0, 10);
  RegistryDocument document;
  document.has_lifecycle_hints = true;
  document.head = {
      "First owner registry, drafted by `keyhound registry init` on " + today + ".",
      "Every credential is a proposal: name who is accountable, fill in its lifecycle, set",
      "`status: active`. Check it with `keyhound registry lint`. It holds no secrets."};

  std::set<std::string> parties;
  for (const Proposal& proposal : proposals) parties.insert(proposal.operator_party);
  parties.erase("");
  for (const std::string& id : parties) {
    Party& party = document.parties.emplace_back();
    party.id = id;
    party.type = party_type(id);
  }
  const Timestamp midnight = start_of_day(now);
  for (const Proposal& proposal : proposals) {
    document.credentials.push_back(credential_of(proposal, counts, midnight));
  }
  return write_registry(document);
}

}  // namespace keyhound
