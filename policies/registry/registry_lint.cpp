// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_lint.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "policies/evaluation/judge.h"
#include "policies/registry/nearest_key.h"

namespace keyhound {
namespace {

class RegistryLint {
 public:
  explicit RegistryLint(const Registry& registry) : registry_(registry) {
    for (const Party& party : registry.parties) parties_.insert(party.id);
    for (const Credential& credential : registry.credentials) credentials_.insert(credential.id);
  }

  void check(const Party& party);
  void check(const Credential& credential);
  void check(const Exception& exception);
  std::vector<RegistryProblem> take_sorted();

 private:
  void check_owner(const Credential& credential);
  void check_identity(const Credential& credential);
  void check_dates(const Credential& credential);
  void check_scope(const Exception& exception);
  void check_completeness(const Exception& exception);
  // Says so when `id` is given and the registry has no such party.
  void need_party(const std::string& id, std::string_view role, const RegistryPlace& place,
                  bool is_error);
  void error(const RegistryPlace& place, std::string message) {
    problems_.push_back({place, std::move(message), true});
  }
  void warning(const RegistryPlace& place, std::string message) {
    problems_.push_back({place, std::move(message), false});
  }

  const Registry& registry_;
  std::set<std::string_view> parties_;
  std::set<std::string_view> credentials_;
  std::vector<RegistryProblem> problems_;
};

bool is_before(std::optional<Timestamp> a, std::optional<Timestamp> b) { return a && b && *a < *b; }

// People mask ids out of caution; the entry then matches nothing, for ever.
bool is_masked(std::string_view id) {
  return id.find("..") != std::string_view::npos || id.find('*') != std::string_view::npos ||
         id.find("\xE2\x80\xA6") != std::string_view::npos ||
         id.find("XXXX") != std::string_view::npos;
}

void RegistryLint::need_party(const std::string& id, std::string_view role,
                              const RegistryPlace& place, bool is_error) {
  if (id.empty() || parties_.contains(id)) return;
  const std::string message = std::string(role) + " '" + id + "' is not listed under parties";
  is_error ? error(place, message) : warning(place, message);
}

void RegistryLint::check(const Party& party) {
  for (const std::string& id : party.escalation) {
    need_party(id, "escalation party", party.place, false);
  }
}

void RegistryLint::check_owner(const Credential& credential) {
  const Owner& owner = credential.owner;
  if (owner.accountable.empty()) {
    const std::string message = "'" + credential.id + "' has no owner.accountable";
    const bool is_proposal = credential.status == "proposed";
    is_proposal ? warning(owner.place, message + "; it is a proposal")
                : error(owner.place, message);
    need_party(owner.operator_party, "operator", owner.place, false);
    return;
  }
  need_party(owner.accountable, "accountable party", owner.place, true);
  const Party* party = registry_.find_party(owner.accountable);
  if (party != nullptr && !party->is_internal()) {
    error(owner.place, "'" + owner.accountable +
                           "' is a third party; the accountable party must be internal (a third "
                           "party can be the operator)");
  }
  if (owner.operator_party != owner.accountable) {
    need_party(owner.operator_party, "operator", owner.place, false);
  }
  need_party(owner.deputy, "deputy", owner.place, false);
}

void RegistryLint::check_identity(const Credential& credential) {
  const Identity& identity = credential.identity;
  for (const PublicId& id : identity.provider_ids) {
    if (is_masked(id.value)) error(id.place, "this provider id is masked and can never match");
  }
  for (const PublicId& key : identity.public_keys) {
    const bool has_form = key.value.starts_with("SHA256:") || key.value.starts_with("spki-sha256:");
    if (is_masked(key.value) || !has_form) {
      error(key.place, "a public key is written SHA256:<base64> or spki-sha256:<hex>, in full");
    }
  }
  for (const FingerprintEntry& entry : identity.fingerprints) {
    if (is_before(entry.to, entry.from)) {
      error(entry.place, "this fingerprint is replaced (to) before it came into use (from)");
    }
  }
  const bool has_strong = !identity.fingerprints.empty() || !identity.provider_ids.empty() ||
                          !identity.public_keys.empty() || !identity.secret_refs.empty();
  if (!has_strong && identity.locators.empty()) {
    warning(credential.place, "'" + credential.id + "' has no identity; no finding is tied to it");
  } else if (!has_strong) {
    warning(credential.place, "'" + credential.id +
                                  "' is found by place only; rotation policies say nothing about "
                                  "such a match");
  }
}

void RegistryLint::check_dates(const Credential& credential) {
  const Lifecycle& lifecycle = credential.lifecycle;
  if (is_before(lifecycle.last_rotated.at, lifecycle.created)) {
    error(lifecycle.last_rotated.place, "last rotated before it was created");
  }
  if (is_before(lifecycle.expires, lifecycle.created)) {
    error(credential.place, "'" + credential.id + "' expires before it was created");
  }
  if (credential.status == "revoked" && !lifecycle.revoked.at) {
    warning(credential.place,
            "'" + credential.id + "' is revoked, but lifecycle.revoked.at does not say since when");
  }
}

void RegistryLint::check(const Credential& credential) {
  check_owner(credential);
  check_identity(credential);
  check_dates(credential);
}

void RegistryLint::check_scope(const Exception& exception) {
  const ExceptionScope& scope = exception.applies_to;
  if (!scope.credential.empty() && !credentials_.contains(scope.credential)) {
    error(exception.place,
          "it applies to credential '" + scope.credential + "', which this registry does not have");
  }
  std::vector<std::string_view> known;
  for (const PolicyInfo& policy : builtin_policies()) known.push_back(policy.id);
  for (const std::string& id : scope.policies) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    const std::string_view nearest = nearest_key(id, known);
    error(exception.place,
          "it applies to policy '" + id + "', which does not exist" +
              (nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?"));
  }
}

void RegistryLint::check_completeness(const Exception& exception) {
  const auto need = [&](const std::string& value, std::string_view key) {
    if (value.empty())
      error(exception.place, "it has no " + std::string(key) + " and waives nothing");
  };
  need(exception.reason, "reason");
  need(exception.ticket, "ticket");
  need(exception.approver, "approver");
  if (!exception.granted) error(exception.place, "it has no granted date and waives nothing");
  if (!exception.approver.empty() && exception.approver == exception.requested_by) {
    error(exception.place, "its approver is its requester, so that it waives nothing");
  }
}

void RegistryLint::check(const Exception& exception) {
  check_scope(exception);
  check_completeness(exception);
  if (is_before(exception.expires, exception.granted)) {
    error(exception.expires_place, "it expires before it was granted");
  }
  if (is_before(exception.closure.at, exception.granted)) {
    error(exception.place, "it was closed before it was granted");
  }
  need_party(exception.approver, "approver", exception.place, false);
  need_party(exception.requested_by, "requester", exception.place, false);
  need_party(exception.risk_owner, "risk owner", exception.place, false);
}

std::vector<RegistryProblem> RegistryLint::take_sorted() {
  const auto rank = [this](const RegistryProblem& problem) {
    const auto& files = registry_.files;
    return std::pair(std::find(files.begin(), files.end(), problem.place.file) - files.begin(),
                     problem.place.position);
  };
  std::stable_sort(problems_.begin(), problems_.end(),
                   [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return std::move(problems_);
}

}  // namespace

std::vector<RegistryProblem> lint_registry(const Registry& registry) {
  RegistryLint lint(registry);
  for (const Party& party : registry.parties) lint.check(party);
  for (const Credential& credential : registry.credentials) lint.check(credential);
  for (const Exception& exception : registry.exceptions) lint.check(exception);
  return lint.take_sorted();
}

}  // namespace keyhound
