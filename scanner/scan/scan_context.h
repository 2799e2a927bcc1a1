// SPDX-License-Identifier: Apache-2.0
// ScanContext: what all threads of a scan share: the engine, the compiled allowlists and the
// fingerprint key. Thread-safe, and immutable but for the note which allowlists were needed; the
// engine must outlive it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/lazy_slots.h"
#include "scanner/base/time.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/allowlist.h"
#include "scanner/filters/documentation_value.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

class SecretKeeper;

// An allowlist beside those of the rule files.
struct SettingsAllowlist {
  Allowlist allowlist;
  std::vector<std::string> rules;  // ids of the rules that it counts for; empty: every rule
};

// What a scan is told beside its rules. Plain data.
struct ScanSettings {
  FingerprintKey key;
  // Keys that served before: findings tell their fingerprints under them, too.
  std::vector<FingerprintKey> previous_keys;
  std::vector<SettingsAllowlist> allowlists;
  std::vector<std::string> disabled_rules;  // ids of rules and checks; unknown ones do nothing
  // The comments in scanned texts that silence what stands beside them (docs/suppressions.md).
  bool reads_comments = true;
  // Ids of rules whose secrets count even when they look like fillers ("xxxx"); unknown ones do
  // nothing.
  std::vector<std::string> takes_fillers;
  Timestamp now;                   // a comment with an end date silences nothing after it
  SecretKeeper* keeper = nullptr;  // takes the secrets, which nothing else hands out; null: nobody
};

class ScanContext {
 public:
  // kConfiguration, with the rule's origin and id, for an allowlist that does not compile and for
  // a checksum or a decoder that there is not.
  static Result<ScanContext> create(const RuleEngine& engine, ScanSettings settings = {});

  [[nodiscard]] const RuleEngine& engine() const { return *engine_; }
  [[nodiscard]] const Rule& rule(std::uint32_t index) const { return engine_->rule(index); }
  [[nodiscard]] const FingerprintKey& key() const { return settings_.key; }
  [[nodiscard]] const std::vector<FingerprintKey>& previous_keys() const {
    return settings_.previous_keys;
  }
  [[nodiscard]] const ScanSettings& settings() const { return settings_; }
  [[nodiscard]] bool is_disabled(std::uint32_t rule) const { return of(rule).is_disabled; }
  [[nodiscard]] bool takes_fillers(std::uint32_t rule) const { return of(rule).takes_fillers; }

  // Whether the fate of the rule's matches depends on the path or commit that a text stands at.
  [[nodiscard]] bool looks_at_origin(std::uint32_t rule) const {
    return for_all_.filter.looks_at_origin() || of(rule).lists.filter.looks_at_origin() ||
           !this->rule(rule).path.empty();
  }

  // The rules whose finding near one of this rule is its public half or its second part.
  [[nodiscard]] std::span<const std::uint32_t> companions(std::uint32_t rule) const {
    return of(rule).companions;
  }

  // Whether a text at `path` can have other credentials than one without a path: some rule asks for
  // such a path, or some allowlist looks at paths or commits.
  [[nodiscard]] bool path_has_a_say(std::string_view path) const;

  // Whether an allowlist, the rule's or one for all rules, drops this match.
  [[nodiscard]] bool is_allowed(std::uint32_t rule, const AllowlistSubject& subject) const;
  // The allowlist that does; nullptr: none.
  [[nodiscard]] const Allowlist* allowlist_for(std::uint32_t rule,
                                               const AllowlistSubject& subject) const;
  // Whether the settings' allowlist of this index has dropped something so far.
  [[nodiscard]] bool has_dropped(std::size_t allowlist) const { return (*has_dropped_)[allowlist]; }

  // Whether the secret is a published sample value, one of the rule's or one for all rules.
  [[nodiscard]] bool is_documentation_value(std::uint32_t rule, std::string_view secret) const {
    return of(rule).samples.contains(secret) || samples_.contains(secret);
  }

 private:
  ScanContext(const RuleEngine& engine, ScanSettings settings)
      : engine_(&engine), settings_(std::move(settings)) {}
  // Which of the settings' allowlists count for the rule; nullopt: for every rule.
  [[nodiscard]] std::vector<std::uint32_t> settings_for(std::optional<std::string_view> rule) const;

  // The lists that one filter was compiled from: those of the rule files, then of the settings.
  struct Lists {
    AllowlistFilter filter;
    std::size_t own = 0;
    std::vector<std::uint32_t> of_settings;
  };
  [[nodiscard]] Result<Lists> compile_lists(std::vector<Allowlist> own,
                                            std::optional<std::string_view> rule,
                                            const PatternCompiler& compiler) const;

  // What the scan asks of one rule.
  struct OfRule {
    Lists lists;
    DocumentationValues samples;
    std::vector<std::uint32_t> companions;
    bool is_disabled = false;
    bool takes_fillers = false;
  };
  [[nodiscard]] const OfRule& of(std::uint32_t rule) const {
    return by_rule_.get(rule, [&] { return make_proved(rule); });
  }
  // Made when it is first asked for where the build has proved all rules, else at once.
  [[nodiscard]] std::unique_ptr<const OfRule> make_proved(std::uint32_t rule) const;
  [[nodiscard]] Result<std::unique_ptr<const OfRule>> make(std::uint32_t rule) const;
  [[nodiscard]] Result<std::vector<std::uint32_t>> companions_of(const Rule& rule) const;
  [[nodiscard]] bool settings_look_at_origin() const;

  // The one of them that drops the match, which is noted; nullptr: none.
  const Allowlist* first_allowing(const Lists& lists, const std::vector<Allowlist>& own,
                                  const AllowlistSubject& subject) const;

  const RuleEngine* engine_;
  ScanSettings settings_;
  Lists for_all_;
  LazySlots<OfRule> by_rule_;
  std::shared_ptr<std::vector<std::atomic<bool>>> has_dropped_;  // by allowlist of the settings
  DocumentationValues samples_;
  std::vector<std::uint32_t> rules_with_path_;
  bool has_origin_allowlist_ = false;
};

}  // namespace keyhound
