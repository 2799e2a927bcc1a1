// SPDX-License-Identifier: Apache-2.0
// ScanContext: what all threads of a scan share: the engine, the compiled allowlists and the
// fingerprint key. Immutable, thread-safe; the engine must outlive it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/allowlist.h"
#include "scanner/filters/documentation_value.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

// What a scan is told beside its rules. Plain data.
struct ScanSettings {
  FingerprintKey key;
  // Keys that served before: findings tell their fingerprints under them, too.
  std::vector<FingerprintKey> previous_keys;
  std::vector<Allowlist> allowlists;        // for every rule, beside those of the rule set
  std::vector<std::string> disabled_rules;  // ids of rules and checks; unknown ones do nothing
  // The comments in scanned texts that silence what stands beside them (docs/suppressions.md).
  bool reads_comments = true;
  Timestamp now;  // a comment with an end date silences nothing after it
};

class ScanContext {
 public:
  // kConfiguration, with the rule's origin and id, for an allowlist that does not compile and for
  // a checksum or a decoder that there is not.
  static Result<ScanContext> create(const RuleEngine& engine, ScanSettings settings = {});

  [[nodiscard]] const RuleEngine& engine() const { return *engine_; }
  [[nodiscard]] const Rule& rule(std::uint32_t index) const {
    return engine_->rules().rules[index];
  }
  [[nodiscard]] const FingerprintKey& key() const { return settings_.key; }
  [[nodiscard]] const std::vector<FingerprintKey>& previous_keys() const {
    return settings_.previous_keys;
  }
  [[nodiscard]] const ScanSettings& settings() const { return settings_; }
  [[nodiscard]] bool is_disabled(std::uint32_t rule) const { return is_disabled_[rule]; }

  // Whether the fate of the rule's matches depends on the path or commit that a text stands at.
  [[nodiscard]] bool looks_at_origin(std::uint32_t rule) const {
    return for_all_.looks_at_origin() || by_rule_[rule].looks_at_origin() ||
           !engine_->rules().rules[rule].path.empty();
  }

  // The rules whose finding near one of this rule is its public half or its second part.
  [[nodiscard]] std::span<const std::uint32_t> companions(std::uint32_t rule) const {
    return companions_[rule];
  }

  // Whether a text at `path` can have other credentials than one without a path: some rule asks for
  // such a path, or some allowlist looks at paths or commits.
  [[nodiscard]] bool path_has_a_say(std::string_view path) const;

  // Whether an allowlist, the rule's or one for all rules, drops this match.
  [[nodiscard]] bool is_allowed(std::uint32_t rule, const AllowlistSubject& subject) const;
  // The allowlist that does; nullptr: none.
  [[nodiscard]] const Allowlist* allowlist_for(std::uint32_t rule,
                                               const AllowlistSubject& subject) const;

  // Whether the secret is a published sample value, one of the rule's or one for all rules.
  [[nodiscard]] bool is_documentation_value(std::uint32_t rule, std::string_view secret) const {
    return samples_of_rule_[rule].contains(secret) || samples_.contains(secret);
  }

 private:
  ScanContext(const RuleEngine& engine, ScanSettings settings)
      : engine_(&engine), settings_(std::move(settings)) {}
  Status name_companions();

  const RuleEngine* engine_;
  ScanSettings settings_;
  std::vector<Allowlist> allowlists_for_all_;
  AllowlistFilter for_all_;
  std::vector<AllowlistFilter> by_rule_;
  DocumentationValues samples_;
  std::vector<DocumentationValues> samples_of_rule_;
  std::vector<std::uint32_t> rules_with_path_;
  std::vector<bool> is_disabled_;                       // by rule
  std::vector<std::vector<std::uint32_t>> companions_;  // by rule
  bool has_origin_allowlist_ = false;
};

}  // namespace keyhound
