// SPDX-License-Identifier: Apache-2.0
// Private to policies/: all checks of revocations that a run and the evidence ledger have, by
// credential, with the values of it that were found. Borrows what it is given. One per run; used by
// one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/evaluation/credential_checks.h"
#include "policies/evaluation/judge.h"

namespace keyhound {

class RevocationEvidence {
 public:
  // `ledger` may be nullptr. REQUIRES: the findings are tied to the registry.
  RevocationEvidence(const Registry& registry, const LedgerFacts* ledger,
                     const std::vector<const Finding*>& findings, Timestamp now);

  // Whether anything but the entry itself says something of this credential.
  [[nodiscard]] bool has(std::string_view credential_id) const {
    return checks_.contains(credential_id);
  }
  [[nodiscard]] CheckedRevocation of(const Credential& credential) const;

 private:
  using Checks = std::vector<ValueCheck>;

  void add_ledger(const Registry& registry, const LedgerFacts& ledger);
  void add(const Finding& finding);
  // Of a value's fingerprints, those that the run knows it by now.
  [[nodiscard]] const std::string& current(const std::string& fingerprint) const;

  Timestamp now_;
  std::unordered_map<std::string_view, Checks> checks_;                   // by credential id
  std::unordered_map<std::string_view, std::vector<std::string>> found_;  // likewise
  std::unordered_map<std::string, std::string> newer_;  // fingerprints under earlier keys
};

}  // namespace keyhound
