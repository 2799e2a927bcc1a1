// SPDX-License-Identifier: Apache-2.0
// RulePack: an encoded rule set whose rules are read one by one, where it lies. A scan of few files
// needs a dozen of hundreds of rules, and to read them all costs more than the rest of it.
// Borrows its bytes, which only the build writes. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/number_table.h"
#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

// Whether one of the rule's allowlists looks at paths or commits.
bool looks_at_origin(const Rule& rule);

// Where each rule stands in encode_rule_set(rules), and what a scan asks of all of them.
std::string encode_rule_table(const RuleSet& rules);

class RulePack {
 public:
  // `rules` as encode_rule_set() writes it, `table` as encode_rule_table(). kCorrupt for a table
  // that does not fit the rules.
  static Result<RulePack> open(std::string_view rules, std::string_view table);

  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(begins_.size() - 1);
  }
  // REQUIRES: index < size().
  [[nodiscard]] Rule rule(std::uint32_t index) const;
  [[nodiscard]] std::string_view id(std::uint32_t index) const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;

  // The set without its rules: what counts for all of them, and the digest.
  [[nodiscard]] const RuleSet& common() const { return common_; }
  // The whole set.
  [[nodiscard]] RuleSet all() const;

  // The rules that ask for a path.
  [[nodiscard]] const NumberTable& with_path() const { return with_path_; }
  // Whether some rule's allowlist looks at paths or commits.
  [[nodiscard]] bool has_origin_allowlist() const { return has_origin_allowlist_; }

 private:
  RulePack() = default;
  [[nodiscard]] std::string_view bytes_of(std::uint32_t index) const {
    return bytes_.substr(begins_[index], begins_[index + 1] - begins_[index]);
  }

  std::string_view bytes_;
  NumberTable begins_;  // in bytes_, and where the last rule ends
  NumberTable with_path_;
  bool has_origin_allowlist_ = false;
  RuleSet common_;
};

}  // namespace keyhound
