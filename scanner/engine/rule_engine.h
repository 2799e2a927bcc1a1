// SPDX-License-Identifier: Apache-2.0
// RuleEngine: a compiled rule set. Triggers run in Hyperscan over the whole text, RE2 confirms on a
// bounded window around each hit. Immutable and thread-safe; a Matcher per thread does the work.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/base/result.h"
#include "scanner/engine/trigger_hit.h"
#include "scanner/model/rule.h"
#include "scanner/rules/rule_pack.h"

namespace keyhound {

// What the generic-secret model said of a match of a scored rule, kept with the match so that it is
// carried to texts that derive from this one, where the bytes that it looked at are the same:
// `ahead` and kScoreBack before the secret. What else it says is not the engine's.
struct MatchScore {
  enum class State : std::uint8_t { kUnknown, kNoValue, kReference, kScored };
  State state = State::kUnknown;
  bool is_quoted = false;
  std::uint16_t value_size = 0;
  std::int32_t value_begin = 0;  // bytes from the match's start
  float log_odds = 0;
  std::uint32_t ahead = 0;  // bytes from the secret's start on that it looked at
};

// A raw hit. Offsets are bytes into the text that was matched.
struct Match {
  std::uint32_t rule = 0;  // index into RuleEngine::rules().rules
  std::size_t start = 0;
  std::size_t end = 0;
  std::size_t secret_start = 0;
  std::size_t secret_end = 0;
  MatchScore score;
  auto operator<=>(const Match& other) const { return key() <=> other.key(); }
  bool operator==(const Match& other) const { return key() == other.key(); }

 private:
  [[nodiscard]] std::tuple<std::uint32_t, std::size_t, std::size_t, std::size_t, std::size_t> key()
      const {
    return {rule, start, end, secret_start, secret_end};
  }
};

// The secret part of a match in its text.
inline std::string_view secret_of(std::string_view text, const Match& match) {
  return text.substr(match.secret_start, match.secret_end - match.secret_start);
}

// What the build has worked out for a rule set: its match plans and trigger databases.
struct PrecompiledTriggers {
  std::string_view rules_digest;  // RuleSet::digest of the rules they were made from
  std::string_view plans;         // encode_plans() of engine/plan_codec.h
  std::vector<std::string_view>
      images;                        // of TriggerDatabase::compile_image(), best CPU level first
  std::string_view plan_table = {};  // encode_plan_table() of engine/plan_table.h
};

struct EngineOptions {
  // Serves the rules that it was made from, unchanged; every other rule goes into a second
  // database.
  const PrecompiledTriggers* precompiled = nullptr;
  // The rules `precompiled` was made from; not needed when the engine's rules are just those.
  const RuleSet* precompiled_rules = nullptr;
  // Where compiled databases of user rules are kept; empty: nowhere.
  std::string cache_folder;
};

struct TextMatches;

// What a rule's trigger hit in a text without becoming a match.
struct RuleTrace {
  std::uint32_t rule = 0;
  std::vector<std::size_t> unconfirmed;  // ends of hits that RE2 confirms no match at
  std::vector<Match> without_keyword;    // what would match if the rule asked for no keyword
};

class RuleEngine {
 public:
  // Compiles `rules`. kConfiguration, with origin and rule id, for a rule that RE2 or Hyperscan
  // refuses, that matches the empty string, names a group that is not there, has a trigger wider
  // than kMaxTriggerWidth, or compiles beyond the memory bound; and for a set without rules.
  // RE2 objects are compiled on first use for precompiled rules (they were proved at build time).
  static Result<RuleEngine> create(RuleSet rules, const EngineOptions& options = {});

  // The engine of the rules that the build has encoded, which reads each when it is needed.
  // What `precompiled` was made from; both borrow bytes that must outlive the engine.
  static Result<RuleEngine> open(RulePack pack, const PrecompiledTriggers& precompiled);

  RuleEngine(RuleEngine&&) noexcept;
  RuleEngine& operator=(RuleEngine&&) noexcept;
  ~RuleEngine();

  // All rules. An engine that open() made reads them now; rule() and the others below do without.
  [[nodiscard]] const RuleSet& rules() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const Rule& rule(std::uint32_t index) const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;
  // The set, maybe without its rules: what counts for all of them, and the digest.
  [[nodiscard]] const RuleSet& common() const;
  // The rules that ask for a path, and whether some rule's allowlist looks at paths or commits.
  [[nodiscard]] std::vector<std::uint32_t> rules_with_path() const;
  [[nodiscard]] bool has_origin_allowlist() const;

  // Bytes before and after a trigger hit that a bounded rule may look at; what chunks must overlap.
  // nullopt when some rule has no bound.
  [[nodiscard]] std::optional<std::size_t> context() const;

  // The greatest context of the bounded rules; texts cut into chunks use it as their overlap.
  [[nodiscard]] std::size_t bounded_context() const;

  // How specific a rule is: of two rules that find the same bytes the greater one wins. Orders by
  // confidence, then by the literal bytes that its regex and its keywords demand.
  [[nodiscard]] std::uint32_t specificity(std::uint32_t rule) const;

  // The rule's trigger, in Hyperscan's syntax; empty: every text is confirmed.
  [[nodiscard]] const std::string& trigger(std::uint32_t rule) const;

  // For explanations: what the triggers hit in a text that Matcher::find() has answered `found` for
  // and that came to nothing, by rule. Slow.
  [[nodiscard]] std::vector<RuleTrace> trace(std::string_view text, const TextMatches& found) const;

  // Whether the build has proved the rule, so that its parts may be compiled on first use.
  [[nodiscard]] bool is_proved(std::uint32_t rule) const;
  // Whether that is so of all rules, and of what the set says of all of them.
  [[nodiscard]] bool is_proved_whole() const;

  // Whether the rule's `path` regex, if it has one, matches.
  [[nodiscard]] bool applies_to_path(std::uint32_t rule, std::string_view path) const;

  // The values of the rule's identity groups in the match at `match`, by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> identity(std::string_view text,
                                                                          const Match& match) const;

 private:
  friend class Matcher;
  struct Impl;
  explicit RuleEngine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What a text holds, for texts that derive from it. Offsets alone, no secret.
struct TextMatches {
  std::vector<TriggerHit> hits;  // by trigger, then end
  std::vector<Match> matches;    // sorted
  std::size_t size = 0;          // bytes of the text

  [[nodiscard]] std::size_t memory() const {
    return hits.capacity() * sizeof(TriggerHit) + matches.capacity() * sizeof(Match);
  }
};

// Nanoseconds that a matcher spent; zeros unless it measures.
struct MatchTimings {
  std::uint64_t trigger = 0;
  std::uint64_t confirm = 0;
};

// Finds the matches of an engine's rules. One per thread; the engine must outlive it.
class Matcher {
 public:
  static Result<Matcher> create(const RuleEngine& engine);

  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  // Replaces `matches` with every match in `text` (at most 4 GiB - 1), sorted. For each rule these
  // are exactly the non-overlapping leftmost matches that RE2 finds on the whole text. Keywords are
  // judged here; entropy, allowlists and checksums are not.
  Status find(std::string_view text, std::vector<Match>& matches);

  // The same, with what find_derived() needs to know about `text`.
  Status find(std::string_view text, TextMatches& found);

  // The same for a text that derives from one which was searched with `base` as the answer:
  // `copied` says which bytes it took over. Only the other bytes, and what lies within reach of a
  // seam, are searched; the answer is exactly that of find(text, found). REQUIRES: `base` comes
  // from this engine and is not `found`. kInternal for ranges that are not as CopiedRange says.
  Status find_derived(std::string_view text, const TextMatches& base,
                      std::span<const CopiedRange> copied, TextMatches& found);

  // Adds up from now on where the time goes.
  void measure(bool on);
  [[nodiscard]] MatchTimings timings() const;

  // The same by RE2 alone, without triggers: the definition of correct, for tests.
  Status find_by_definition(std::string_view text, std::vector<Match>& matches);

 private:
  struct Impl;
  explicit Matcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
