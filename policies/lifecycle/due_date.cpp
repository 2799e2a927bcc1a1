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
  explicit DueDates(const PolicySet& policies) : policies_(policies) {}

  void add(const Credential& credential) {
    const std::string& environment = credential.scope.environment;
    const Lifecycle& lifecycle = credential.lifecycle;
    const auto put = [&](std::string_view what, MaybeTime at) {
      this->put(at, what, std::string(kCredentialSubject) + credential.id,
                credential.owner.accountable);
    };
    if (!is_in_use(credential)) {
      const RevocationCheck& check = lifecycle.revoked.verification;
      if (!check.at.at)
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
  [[nodiscard]] MaybeTime rotation_due(const Credential& credential) const {
    const Lifecycle& lifecycle = credential.lifecycle;
    return after(or_else(lifecycle.last_rotated.at, lifecycle.created.at),
                 lifecycle.rotation.period);
  }

  void put(MaybeTime at, std::string_view what, std::string subject, const std::string& owner) {
    if (at) dates_.push_back({*at, std::string(what), std::move(subject), owner});
  }

  const PolicySet& policies_;
  std::vector<DueDate> dates_;
};

}  // namespace

std::vector<DueDate> due_dates(const Registry& registry, const PolicySet& policies) {
  DueDates dates(policies);
  for (const Credential& credential : registry.credentials) dates.add(credential);
  for (const Exception& exception : registry.exceptions) dates.add(exception);
  for (const Party& party : registry.parties) dates.add(party);
  return dates.take();
}

}  // namespace keyhound
