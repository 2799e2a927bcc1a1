// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_draft.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "policies/registry/codeowners.h"
#include "policies/registry/yaml_text.h"
#include "scanner/base/utf8.h"

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

bool is_id_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; });
}

bool is_own_id(std::string_view name) {
  return std::find(kOwnIds.begin(), kOwnIds.end(), name) != kOwnIds.end();
}

// "@acme/payments" is a group, "@ana" and "ana@acme.example" are users, "@@role" is a GitLab role.
// Empty for what cannot be the id of a party.
std::string party_of_code_owner(std::string_view owner) {
  constexpr std::size_t kLongestOwner = 180;
  const bool is_owner = owner.find('@') != std::string_view::npos && is_id_text(owner) &&
                        owner.size() <= kLongestOwner;
  if (!is_owner) return {};
  if (owner.starts_with("@@")) return "role:" + std::string(owner.substr(2));
  if (!owner.starts_with('@')) return "user:" + std::string(owner);
  const bool is_group = owner.find('/') != std::string_view::npos;
  return (is_group ? "group:" : "user:") + std::string(owner.substr(1));
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

// A glob that matches this path: its special characters are escaped, and a byte that is not UTF-8,
// which YAML cannot hold, becomes `?`.
std::string glob_of_path(std::string_view path) {
  std::string glob;
  while (!path.empty()) {
    const Utf8Unit unit = next_utf8(path);
    if (!unit.valid) {
      glob += '?';
    } else {
      const bool is_special =
          unit.code_point == '*' || unit.code_point == '?' || unit.code_point == '\\';
      if (is_special) glob += '\\';
      glob += path.substr(0, unit.length);
    }
    path.remove_prefix(unit.length);
  }
  return glob;
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

void write_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  out += "      " + std::string(key) + ":\n";
  for (const std::string& value : values) out += "        - " + yaml_text(value) + "\n";
}

void write_identity(std::string& out, const Finding& finding,
                    const std::map<std::string, int>& counts) {
  std::vector<std::string> provider_ids;
  std::vector<std::string> public_keys;
  for (const auto& [name, value] : finding.identity) {
    if (value.empty() || counts.at(value) != 1) continue;
    if (is_own_id(name)) provider_ids.push_back(value);
    if (name == kPublicKeyName) public_keys.push_back(value);
  }
  out += "    identity:\n";
  write_list(out, "provider_ids", provider_ids);
  write_list(out, "public_keys", public_keys);
  write_list(out, "fingerprints", {finding.fingerprint.short_form()});
  const Location& location = finding.first().location;
  // A path that holds the secret itself is not written down.
  if (location.path.empty() || location.part == LocationPart::kPath) return;
  out += "      locators:\n        - {rule: " + yaml_text(finding.rule_id) +
         ", path: " + yaml_text(glob_of_path(location.path)) + "}\n";
}

void write_credential(std::string& out, const Proposal& proposal,
                      const std::map<std::string, int>& counts, std::string_view today) {
  const Finding& finding = *proposal.finding;
  out += "  - id: " + yaml_text(proposal.id) + "\n";
  out += "    title: " + yaml_text(finding.title) + "\n";
  out += "    kind: " + yaml_text(finding.rule_id) + "\n";
  out += "    status: proposed\n";
  write_identity(out, finding, counts);
  out += "    owner:\n";
  out += "      # accountable: group:NAME   <- the one internal party who answers for it\n";
  if (!proposal.operator_party.empty()) {
    out += "      operator: " + yaml_text(proposal.operator_party) + "  # proposed by CODEOWNERS\n";
  }
  out += "      proposed: " + std::string(today) + "\n";
  out += "      # accepted: {at: 2026-01-31, by: \"user:NAME\"}   <- once that party agrees\n";
  out += "    lifecycle:\n";
  out +=
      "      # last_rotated: {at: 2026-01-31T09:00:00Z, source: vault}   <- when, and who says "
      "so\n";
  out += "      # rotation: {period: P90D}\n";
}

std::string_view party_type(std::string_view id) {
  return id.starts_with("user:") ? "human" : "team";
}

}  // namespace

std::string draft_registry(const std::vector<Finding>& findings, std::string_view codeowners,
                           Timestamp now) {
  const std::vector<Proposal> proposals = propose(findings, Codeowners::parse(codeowners));
  const std::map<std::string, int> counts = count_identity_values(proposals);
  std::string out;
  const std::string today = format_timestamp(now).substr(0, 10);
  out += "# First owner registry, drafted by `keyhound registry init` on " + today + ".\n";
  out += "# Every credential is a proposal: name who is accountable, fill in its lifecycle, set\n";
  out += "# `status: active`. Check it with `keyhound registry lint`. It holds no secrets.\n";
  out += "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n";

  std::set<std::string> parties;
  for (const Proposal& proposal : proposals) parties.insert(proposal.operator_party);
  parties.erase("");
  if (!parties.empty()) out += "parties:\n";
  for (const std::string& party : parties) {
    out += "  - {id: " + yaml_text(party) + ", type: " + std::string(party_type(party)) + "}\n";
  }
  out += proposals.empty() ? "credentials: []\n" : "credentials:\n";
  for (const Proposal& proposal : proposals) write_credential(out, proposal, counts, today);
  return out;
}

}  // namespace keyhound
