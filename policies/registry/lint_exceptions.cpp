// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/lint_report.h"

namespace keyhound {
namespace {

void check_completeness(const Exception& exception, LintReport& report) {
  const auto need = [&](bool is_there, std::string_view key) {
    if (is_there) return;
    report.error(exception.place, "it has no " + std::string(key) + " and waives nothing");
  };
  need(!exception.reason.empty(), "reason");
  need(!exception.ticket.empty(), "ticket");
  need(!exception.approver.empty(), "approver");
  need(exception.granted.has_value(), "granted date");
  need(exception.expires.has_value(), "end (expires)");
  if (!exception.approver.empty() && exception.approver == exception.requested_by) {
    report.error(exception.place, "its approver is its requester, so that it waives nothing");
  }
}

}  // namespace

// The parties of an exception that is over are history.
void lint_exception(const Exception& exception, LintReport& report) {
  const ExceptionScope& scope = exception.applies_to;
  if (!scope.credential.empty() && !report.has_credential(scope.credential)) {
    report.error(exception.place, "it applies to credential '" + scope.credential +
                                      "', which this registry does not have");
  }
  // What is closed waives nothing any more.
  if (!is_before(exception.closure.at, report.now())) check_completeness(exception, report);
  if (is_before(exception.closure.at, exception.granted)) {
    report.error(exception.place, "it was closed before it was granted");
  }
  const bool is_over =
      is_before(exception.closure.at, report.now()) || is_before(exception.expires, report.now());
  if (is_over) return;
  report.need_party(exception.approver, "approver", exception.place, false);
  report.need_party(exception.requested_by, "requester", exception.place, false);
  report.need_party(exception.risk_owner, "risk owner", exception.place, false);
}

}  // namespace keyhound
