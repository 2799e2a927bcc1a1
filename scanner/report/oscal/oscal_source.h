// SPDX-License-Identifier: Apache-2.0
// OscalSource: a result as the OSCAL documents see it: its verdicts, and the UUID of everything
// that they name. UUIDs are made of ids, so that two runs of one state give the same document.
// Borrows the result; immutable.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "scanner/model/scan_result.h"

namespace keyhound {

class OscalSource {
 public:
  explicit OscalSource(const ScanResult& result);

  [[nodiscard]] const ScanResult& result() const { return result_; }
  // Empty lists where nothing was judged.
  [[nodiscard]] const Assessment& assessment() const { return assessment_; }
  [[nodiscard]] const AssessedSubject& subject(const AssessedVerdict& verdict) const {
    return assessment_.subjects[verdict.subject];
  }
  // The verdicts of one policy: they stand together.
  [[nodiscard]] std::span<const AssessedVerdict> verdicts_of(std::string_view policy_id) const;
  // nullptr: the verdict names none, or the registry no such exception.
  [[nodiscard]] const ExceptionSummary* exception_of(const PolicyVerdict& verdict) const;

  // Of the leaked value that a verdict is about; nullptr: nobody checked it, or it is about another
  // thing.
  [[nodiscard]] const Finding* checked_finding(const AssessedVerdict& verdict) const;

  // True when the registry lists this credential, and so the inventory does.
  [[nodiscard]] bool is_listed(std::string_view credential) const {
    return credentials_.contains(credential);
  }

  [[nodiscard]] const std::string& scope() const { return scope_; }  // "acme/pay", else the target
  [[nodiscard]] Timestamp time() const;  // of judgement, else the end of the scan

  [[nodiscard]] std::string document_id(std::string_view kind) const;
  [[nodiscard]] std::string tool_id() const;
  [[nodiscard]] std::string scope_id() const;
  [[nodiscard]] std::string catalog_id() const;
  [[nodiscard]] std::string credential_id(std::string_view credential) const;
  [[nodiscard]] std::string party_id(std::string_view party) const;
  [[nodiscard]] std::string policy_item_id(std::string_view kind, std::string_view policy) const;
  // Of what a verdict leads to: kind "observation", "risk", "remediation", ...
  [[nodiscard]] std::string verdict_id(std::string_view kind, const AssessedVerdict& verdict) const;
  [[nodiscard]] std::string diagnostic_id(const Diagnostic& diagnostic, std::size_t place) const;

 private:
  const ScanResult& result_;
  const Assessment& assessment_;
  std::string scope_;
  std::unordered_set<std::string_view> credentials_;         // ids
  std::unordered_map<std::string, const Finding*> checked_;  // by id of the subject
};

// Failed and waived verdicts are risks.
bool is_risk(const AssessedVerdict& verdict);

}  // namespace keyhound
