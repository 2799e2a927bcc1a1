// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_source.h"

#include <algorithm>
#include <initializer_list>

#include "scanner/model/liveness_effect.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/uuid.h"

namespace keyhound {

namespace {

const Assessment& nothing_judged() {
  static const Assessment kNothing;
  return kNothing;
}

// Lengths stand before the parts, so that no two lists give the same name.
std::string uuid_of(std::initializer_list<std::string_view> parts) {
  std::string name = "oscal";
  for (const std::string_view part : parts) {
    name += ' ';
    name += std::to_string(part.size());
    name += ':';
    name += part;
  }
  return keyhound_uuid(name);
}

struct ByPolicy {
  bool operator()(const AssessedVerdict& a, std::string_view b) const {
    return a.verdict->policy_id < b;
  }
  bool operator()(std::string_view a, const AssessedVerdict& b) const {
    return a < b.verdict->policy_id;
  }
};

}  // namespace

OscalSource::OscalSource(const ScanResult& result)
    : result_(result),
      assessment_(result.assessment ? *result.assessment : nothing_judged()),
      scope_(result.scan.repository.empty() ? result.scan.target : result.scan.repository) {
  for (const CredentialSummary& one : assessment_.credentials) credentials_.insert(one.id);
  for (const Finding& finding : result.findings) {
    if (finding.kind == FindingKind::kSecret && is_told(finding.liveness))
      checked_.try_emplace("fingerprint:" + finding.fingerprint.short_form(), &finding);
  }
}

const Finding* OscalSource::checked_finding(const AssessedVerdict& verdict) const {
  const auto found = checked_.find(subject(verdict).id);
  return found == checked_.end() ? nullptr : found->second;
}

std::span<const AssessedVerdict> OscalSource::verdicts_of(std::string_view policy_id) const {
  const auto& all = assessment_.verdicts;
  const auto [begin, end] = std::equal_range(all.begin(), all.end(), policy_id, ByPolicy());
  return {all.data() + (begin - all.begin()), static_cast<std::size_t>(end - begin)};
}

const ExceptionSummary* OscalSource::exception_of(const PolicyVerdict& verdict) const {
  if (verdict.exception_id.empty()) return nullptr;
  return find_exception(assessment_, verdict.exception_id);
}

Timestamp OscalSource::time() const {
  return result_.assessment ? assessment_.at : result_.scan.finished;
}

std::string OscalSource::document_id(std::string_view kind) const {
  return uuid_of({"document", kind, scope_, result_.scan.kind, result_.scan.head,
                  format_timestamp(time()), assessment_.policies_digest,
                  assessment_.registry_digest, result_.rules_digest});
}

std::string OscalSource::tool_id() const { return uuid_of({"tool", "keyhound"}); }

std::string OscalSource::scope_id() const { return uuid_of({"scope", scope_}); }

std::string OscalSource::catalog_id() const {
  return uuid_of({"catalog", assessment_.policies_digest});
}

std::string OscalSource::credential_id(std::string_view credential) const {
  return uuid_of({"credential", credential});
}

std::string OscalSource::party_id(std::string_view party) const {
  return uuid_of({"party", party});
}

std::string OscalSource::policy_item_id(std::string_view kind, std::string_view policy) const {
  return uuid_of({kind, scope_, policy});
}

std::string OscalSource::verdict_id(std::string_view kind, const AssessedVerdict& verdict) const {
  return uuid_of({kind, scope_, verdict.verdict->policy_id, subject(verdict).id});
}

std::string OscalSource::diagnostic_id(const Diagnostic& diagnostic, std::size_t place) const {
  return uuid_of({"diagnostic", scope_, diagnostic.kind, diagnostic.subject, diagnostic.message,
                  std::to_string(place)});
}

bool is_risk(const AssessedVerdict& verdict) {
  const Outcome outcome = verdict.verdict->outcome;
  return outcome == Outcome::kFail || outcome == Outcome::kWaived;
}

}  // namespace keyhound
