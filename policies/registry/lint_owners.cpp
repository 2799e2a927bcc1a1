// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/in_use.h"
#include "policies/registry/lint_report.h"

namespace keyhound {
namespace {

void check_operator(const Credential& credential, LintReport& report) {
  const Owner& owner = credential.owner;
  const Party* party = report.need_party(owner.operator_party, "operator", owner.place, false);
  if (party == nullptr || party->is_internal()) return;
  if (is_before(party->agreement_expires, report.now())) {
    report.error(owner.place, "the agreement with operator '" + party->id + "' expired on " +
                                  day_of(*party->agreement_expires) +
                                  "; renew it, or give the credential another operator");
  }
}

void check_acceptance(const Credential& credential, LintReport& report) {
  const Owner& owner = credential.owner;
  if (owner.accepted.at && owner.accountable.empty()) {
    report.error(owner.accepted.place, "an acceptance without an accountable party");
  }
  if (is_before(owner.accepted.at, owner.proposed)) {
    report.error(owner.accepted.place, "accepted before it was proposed");
  }
  if (owner.accepted.at && credential.status == "proposed") {
    report.warning(owner.accepted.place, "'" + credential.id +
                                             "' is accepted, but still proposed; set `status: "
                                             "active`");
  }
}

}  // namespace

void lint_party(const Party& party, LintReport& report) {
  for (const std::string& id : party.escalation) {
    report.need_party(id, "escalation party", party.place, false);
  }
  if (party.is_internal()) return;
  if (is_before(party.agreement_expires, report.now())) {
    report.warning(party.place, "the agreement with '" + party.id + "' expired on " +
                                    day_of(*party.agreement_expires));
  }
}

// What is revoked or retired needs an owner in the books, not one who still works there.
void lint_owner(const Credential& credential, LintReport& report) {
  const Owner& owner = credential.owner;
  check_acceptance(credential, report);
  if (owner.accountable.empty()) {
    const bool is_proposal = credential.status == "proposed";
    report.add(owner.place,
               "'" + credential.id + "' has no owner.accountable" +
                   (is_proposal ? "; it is a proposal" : ""),
               !is_proposal);
    check_operator(credential, report);
    return;
  }
  const Party* party =
      report.need_party(owner.accountable, "accountable party", owner.place, is_in_use(credential));
  if (party != nullptr && !party->is_internal()) {
    report.error(owner.place, "'" + owner.accountable +
                                  "' is a third party; the accountable party must be internal (a "
                                  "third party can be the operator)");
  }
  if (!is_in_use(credential)) return;
  if (owner.operator_party != owner.accountable) check_operator(credential, report);
  report.need_party(owner.deputy, "deputy", owner.place, false);
}

}  // namespace keyhound
