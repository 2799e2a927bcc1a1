// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "policies/registry/in_use.h"
#include "policies/registry/lint_report.h"

namespace keyhound {
namespace {

constexpr std::int64_t kDay = 86'400;  // seconds

// People mask ids out of caution; the entry then matches nothing, for ever.
bool is_masked(std::string_view id) {
  return id.find("..") != std::string_view::npos || id.find('*') != std::string_view::npos ||
         id.find("\xE2\x80\xA6") != std::string_view::npos ||
         id.find("XXXX") != std::string_view::npos;
}

void check_public_halves(const Identity& identity, LintReport& report) {
  for (const PublicId& id : identity.provider_ids) {
    if (is_masked(id.value)) {
      report.error(id.place, "this provider id is masked and can never match");
    }
  }
  for (const PublicId& key : identity.public_keys) {
    const bool has_form = key.value.starts_with("SHA256:") || key.value.starts_with("spki-sha256:");
    if (is_masked(key.value) || !has_form) {
      report.error(key.place,
                   "a public key is written SHA256:<base64> or spki-sha256:<hex>, in full");
    }
  }
}

// A date that people and a system say, and that is one date.
void compare(std::string_view name, const DatedFact& declared, const DatedFact& observed,
             LintReport& report) {
  if (!declared.at || !observed.at) return;
  const std::int64_t apart =
      std::max((*declared.at - *observed.at).seconds, (*observed.at - *declared.at).seconds);
  if (apart <= kDay) return;
  report.warning(declared.place, std::string(name) + " is declared as " + day_of(*declared.at) +
                                     ", but " + observed.source + " observed " +
                                     day_of(*observed.at) + "; the observation counts");
}

void check_status(const Credential& credential, LintReport& report) {
  const ObservedText& observed = credential.observed_status;
  if (observed.value.empty()) return;
  const bool is_over = !is_in_use(credential);
  const bool is_seen_over = observed.value != "active";
  if (is_over == is_seen_over) return;
  report.warning(credential.place, "'" + credential.id + "' is " + credential.status + ", but " +
                                       observed.source + " reports it " + observed.value);
}

void check_future(const DatedFact& fact, std::string_view what, LintReport& report) {
  if (!fact.at || *fact.at <= report.now()) return;
  report.warning(fact.place, std::string(what) + " lies in the future");
}

}  // namespace

void lint_identity(const Credential& credential, LintReport& report) {
  const Identity& identity = credential.identity;
  check_public_halves(identity, report);
  for (const FingerprintEntry& entry : identity.fingerprints) {
    if (is_before(entry.to, entry.from)) {
      report.error(entry.place, "this fingerprint is replaced (to) before it came into use (from)");
    }
  }
  const bool has_strong = !identity.fingerprints.empty() || !identity.provider_ids.empty() ||
                          !identity.public_keys.empty() || !identity.secret_refs.empty();
  if (has_strong) return;
  report.warning(credential.place,
                 "'" + credential.id +
                     (identity.locators.empty()
                          ? "' has no identity; no finding is tied to it"
                          : "' is found by place only; rotation policies say nothing about such a "
                            "match"));
}

void lint_dates(const Credential& credential, LintReport& report) {
  const Lifecycle& lifecycle = credential.lifecycle;
  if (is_before(lifecycle.last_rotated.at, lifecycle.created.at)) {
    report.error(lifecycle.last_rotated.place, "last rotated before it was created");
  }
  if (is_before(lifecycle.expires.at, lifecycle.created.at)) {
    report.error(credential.place, "'" + credential.id + "' expires before it was created");
  }
  if (is_before(lifecycle.revoked.verification.at.at, lifecycle.revoked.at.at)) {
    report.error(lifecycle.revoked.verification.at.place,
                 "its revocation was verified before it was revoked");
  }
  if (credential.status == "revoked" && !lifecycle.revoked.at.at) {
    report.warning(
        credential.place,
        "'" + credential.id + "' is revoked, but lifecycle.revoked.at does not say since when");
  }
  check_future(lifecycle.created, "its creation", report);
  check_future(lifecycle.last_rotated, "its last rotation", report);
  check_future(lifecycle.revoked.at, "its revocation", report);
  check_future(credential.review.last, "its last review", report);
  compare("created", lifecycle.declared.created, lifecycle.observed.created, report);
  compare("expires", lifecycle.declared.expires, lifecycle.observed.expires, report);
  check_status(credential, report);
}

}  // namespace keyhound
