// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/due_date.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "policies/evidence/ledger_history.h"
#include "policies/lifecycle/policy_limits.h"
#include "policies/registry/in_use.h"

namespace keyhound {
namespace {

using MaybeTime = std::optional<Timestamp>;

MaybeTime or_else(MaybeTime first, MaybeTime second) { return first ? first : second; }

MaybeTime after(MaybeTime start, std::optional<Duration> length) {
  return start && length ? MaybeTime(*start + *length) : std::nullopt;
}

class DueDates {
 public:
  DueDates(const PolicySet& policies, const LedgerHistory* history)
      : policies_(policies), history_(history) {}

  void add(const Credential& credential) {
    const std::string& environment = credential.scope.environment;
    const Lifecycle& lifecycle = credential.lifecycle;
    const auto put = [&](std::string_view what, MaybeTime at) {
      this->put(at, what, std::string(kCredentialSubject) + credential.id,
                credential.owner.accountable);
    };
    if (!is_in_use(credential)) {
      if (!is_checked(credential))
        put("verification of its revocation",
            after(lifecycle.revoked.at.at,
                  allowed_time(policies_, "REV1002", "within", environment)));
      return;
    }
    const bool rotates =
        !is_listed(policies_, "ROT1001", "memorised", environment, credential.kind);
    if (rotates) put("rotation", rotation_due(credential));
    put("review",
        after(or_else(credential.review.last.at, lifecycle.created.at), credential.review.period));
    put("expiry", lifecycle.expires.at);
    if (credential.status == "proposed")
      put("acceptance by its owner",
          after(or_else(credential.owner.proposed, lifecycle.created.at),
                allowed_time(policies_, "OWN1004", "within", environment)));
  }

  void add(const Exception& exception) {
    if (exception.closure.at) return;
    put(exception.expires, "end of the exception", std::string(kExceptionSubject) + exception.id,
        exception.risk_owner);
  }

  void add(const Party& party) {
    if (party.status != "active") return;
    put(party.valid_until, "end of the party", "party:" + party.id, party.id);
    put(party.agreement_expires, "end of the agreement", "party:" + party.id, party.id);
  }

  std::vector<DueDate> take() {
    std::sort(dates_.begin(), dates_.end(), [](const DueDate& a, const DueDate& b) {
      return std::tie(a.at, a.subject, a.what) < std::tie(b.at, b.subject, b.what);
    });
    return std::move(dates_);
  }

 private:
  // Since its revocation, as the registry says or the ledger.
  [[nodiscard]] bool is_checked(const Credential& credential) const {
    const Revocation& revoked = credential.lifecycle.revoked;
    if (revoked.verification.at.at) return true;
    if (history_ == nullptr) return false;
    const auto is_since = [&revoked](const RevocationRecord& check) {
      return !revoked.at.at || *revoked.at.at <= check.at;
    };
    const auto any = [&is_since](const std::vector<RevocationRecord>& checks) {
      return std::any_of(checks.begin(), checks.end(), is_since);
    };
    const auto known = history_->credentials.find(credential.id);
    if (known != history_->credentials.end() && any(known->second.checks)) return true;
    const std::vector<FingerprintEntry>& values = credential.identity.fingerprints;
    return std::any_of(values.begin(), values.end(), [&](const FingerprintEntry& value) {
      const auto found = history_->findings.find(value.value);
      return found != history_->findings.end() && any(found->second.checks);
    });
  }

  [[nodiscard]] MaybeTime rotation_due(const Credential& credential) const {
    const Lifecycle& lifecycle = credential.lifecycle;
    return after(or_else(lifecycle.last_rotated.at, lifecycle.created.at),
                 lifecycle.rotation.period);
  }

  void put(MaybeTime at, std::string_view what, std::string subject, const std::string& owner) {
    if (at) dates_.push_back({*at, std::string(what), std::move(subject), owner});
  }

  const PolicySet& policies_;
  const LedgerHistory* history_;
  std::vector<DueDate> dates_;
};

}  // namespace

std::vector<DueDate> due_dates(const Registry& registry, const PolicySet& policies,
                               const LedgerHistory* history) {
  DueDates dates(policies, history);
  for (const Credential& credential : registry.credentials) dates.add(credential);
  for (const Exception& exception : registry.exceptions) dates.add(exception);
  for (const Party& party : registry.parties) dates.add(party);
  return dates.take();
}

}  // namespace keyhound
