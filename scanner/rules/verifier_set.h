// SPDX-License-Identifier: Apache-2.0
// VerifierSet: the verifiers of rule files, found by the rule whose secrets they verify. Immutable,
// thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"
#include "scanner/model/verifier.h"

namespace keyhound {

class VerifierSet {
 public:
  // Sorted by id. kConfiguration, naming both, for an id that is used twice, a rule that two
  // verifiers claim, and a rule or part that `rules` does not have.
  static Result<VerifierSet> create(std::vector<Verifier> verifiers, const RuleSet& rules);

  [[nodiscard]] const std::vector<Verifier>& all() const { return verifiers_; }
  // nullptr: there is none for that rule.
  [[nodiscard]] const Verifier* of_rule(std::string_view rule_id) const;

 private:
  std::vector<Verifier> verifiers_;
  std::map<std::string, std::size_t, std::less<>> by_rule_;  // index in verifiers_
};

// The embedded form of the default verifiers: written and read by the same build, apart from the
// rules, so that a scan that verifies nothing does not read it.
std::string encode_verifiers(const std::vector<Verifier>& verifiers);
// kCorrupt for anything that encode_verifiers() did not write.
Result<std::vector<Verifier>> decode_verifiers(std::string_view bytes);

}  // namespace keyhound
