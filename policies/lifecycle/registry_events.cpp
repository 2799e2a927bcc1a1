// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/registry_events.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "policies/evidence/new_event.h"
#include "policies/registry/in_use.h"
#include "policies/registry/revocation_result.h"

namespace keyhound {
namespace {

class RegistryEvents {
 public:
  RegistryEvents(const Registry& registry, const LedgerHistory& history, Timestamp now)
      : registry_(registry), history_(history), now_(now) {
    for (const Party& party : registry.parties) parties_.emplace(party.id, &party);
  }

  std::vector<EvidenceEvent> take() {
    for (const Credential& credential : registry_.credentials) add_credential(credential);
    for (const Exception& exception : registry_.exceptions) add_exception(exception);
    return std::move(events_);
  }

 private:
  void put(std::string_view type, const Credential& credential, Json known) {
    known["credential"] = credential.id;
    events_.push_back(
        new_event(type, std::string(kCredentialSubject) + credential.id, std::move(known)));
  }

  void add_credential(const Credential& credential) {
    static const CredentialHistory kNothing;
    const auto found = history_.credentials.find(credential.id);
    const CredentialHistory& known = found == history_.credentials.end() ? kNothing : found->second;
    add_entry(credential, known);
    add_owner(credential, known);
    add_rotation(credential, known);
    add_revocation(credential, known);
    add_review(credential, known);
  }

  void add_entry(const Credential& credential, const CredentialHistory& known) {
    const std::string& owner = credential.owner.accountable;
    const bool is_same =
        known.status == credential.status && known.owner == owner && known.kind == credential.kind;
    if (known.registered && is_same) return;
    put(known.registered ? "credential.changed" : "credential.registered", credential,
        {{"status", text_or_null(credential.status)},
         {"owner", text_or_null(owner)},
         {"kind", text_or_null(credential.kind)}});
  }

  void add_owner(const Credential& credential, const CredentialHistory& known) {
    const Owner& owner = credential.owner;
    const bool is_changed = known.registered && known.owner != owner.accountable;
    if (is_changed)
      put("owner.changed", credential,
          {{"owner", text_or_null(owner.accountable)}, {"previous", text_or_null(known.owner)}});
    if (owner.accountable.empty()) return;
    const Json named = {{"owner", text_or_null(owner.accountable)}};
    if (credential.status == "proposed") {
      if (!known.owner_proposed || is_changed) put("owner.proposed", credential, named);
      return;
    }
    const bool is_accepted = known.owner_accepted && !is_changed;
    if (owner.accepted.at && *owner.accepted.at <= now_ && !is_accepted) {
      Json accepted = named;
      accepted["by"] =
          text_or_null(owner.accepted.by.empty() ? owner.accountable : owner.accepted.by);
      put("owner.accepted", credential, std::move(accepted));
    }
    if (has_ended(owner.accountable) && (!known.owner_invalidated || is_changed))
      put("owner.invalidated", credential, named);
  }

  [[nodiscard]] bool has_ended(const std::string& party_id) const {
    const auto found = parties_.find(party_id);
    if (found == parties_.end()) return false;
    return !is_active(*found->second, now_);
  }

  void add_rotation(const Credential& credential, const CredentialHistory& known) {
    const auto add = [&](std::string_view type, const DatedFact& fact,
                         std::optional<Timestamp> told) {
      if (!fact.at || (told && *fact.at <= *told)) return;
      put(type, credential,
          {{"at", time_or_null(fact.at)},
           {"source", text_or_null(fact.source)},
           {"evidence", text_or_null(fact.evidence)}});
    };
    const Lifecycle& lifecycle = credential.lifecycle;
    add("rotation.observed", lifecycle.observed.last_rotated, known.rotated_observed);
    add("rotation.declared", lifecycle.declared.last_rotated, known.rotated_declared);
  }

  void add_revocation(const Credential& credential, const CredentialHistory& known) {
    const Revocation& revocation = credential.lifecycle.revoked;
    if (revocation.at.at && *revocation.at.at <= now_ &&
        (!known.revoked || *known.revoked < *revocation.at.at)) {
      put("revocation.performed", credential,
          {{"at", time_or_null(revocation.at.at)},
           {"by", text_or_null(revocation.by)},
           {"ticket", text_or_null(revocation.ticket)}});
    }
    const RevocationCheck& check = revocation.verification;
    if (!check.at.at || check.result.empty()) return;
    const bool is_told =
        std::any_of(known.checks.begin(), known.checks.end(), [&](const RevocationRecord& one) {
          return one.at == *check.at.at && one.method == check.method;
        });
    if (is_told) return;
    put(is_dead_result(check.result) ? "revocation.verified" : "revocation.failed", credential,
        {{"at", time_or_null(check.at.at)},
         {"by", text_or_null(check.at.by)},
         {"method", text_or_null(check.method)},
         {"result", text_or_null(check.result)},
         {"evidence", text_or_null(check.evidence)}});
  }

  void add_review(const Credential& credential, const CredentialHistory& known) {
    const Review& review = credential.review;
    if (review.last.at && (!known.reviewed || *known.reviewed < *review.last.at)) {
      put("review.completed", credential,
          {{"at", time_or_null(review.last.at)},
           {"by", text_or_null(review.by)},
           {"outcome", text_or_null(review.outcome)}});
    }
    const std::optional<Timestamp> start =
        review.last.at ? review.last.at : credential.lifecycle.created.at;
    if (!is_in_use(credential) || !start || !review.period) return;
    const Timestamp due = *start + *review.period;
    if (now_ <= due || (known.review_due && due <= *known.review_due)) return;
    put("review.due", credential, {{"at", time_or_null(due)}});
  }

  void add_exception(const Exception& exception) {
    static const ExceptionHistory kNothing;
    const auto found = history_.exceptions.find(exception.id);
    const ExceptionHistory& known = found == history_.exceptions.end() ? kNothing : found->second;
    if (!known.granted && !exception.granted) return;  // only asked for so far
    const bool is_longer =
        known.expires && exception.expires && *known.expires < *exception.expires;
    if (known.granted && is_longer) {
      put("exception.renewed", exception);
    } else if (!known.granted || exception.expires != known.expires) {
      put("exception.granted", exception);
    }
    const bool is_closed = exception.closure.at && *exception.closure.at <= now_;
    if (is_closed && !known.closed) put("exception.closed", exception);
    const bool has_ended = exception.expires && *exception.expires < now_;
    const bool is_told = known.expired && exception.expires == known.expires;
    if (has_ended && !is_closed && !is_told) put("exception.expired", exception);
  }

  void put(std::string_view type, const Exception& exception) {
    Json known = {{"exception", exception.id},
                  {"credential", text_or_null(exception.applies_to.credential)},
                  {"approver", text_or_null(exception.approver)},
                  {"requested_by", text_or_null(exception.requested_by)},
                  {"granted", time_or_null(exception.granted)},
                  {"expires", time_or_null(exception.expires)},
                  {"ticket", text_or_null(exception.ticket)},
                  {"evidence", text_or_null(exception.closure.evidence)}};
    if (!exception.applies_to.policies.empty()) known["policies"] = exception.applies_to.policies;
    events_.push_back(
        new_event(type, std::string(kExceptionSubject) + exception.id, std::move(known)));
  }

  const Registry& registry_;
  const LedgerHistory& history_;
  Timestamp now_;
  std::unordered_map<std::string_view, const Party*> parties_;
  std::vector<EvidenceEvent> events_;
};

}  // namespace

std::vector<EvidenceEvent> registry_events(const Registry& registry, const LedgerHistory& history,
                                           Timestamp now) {
  return RegistryEvents(registry, history, now).take();
}

}  // namespace keyhound
