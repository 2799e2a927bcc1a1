// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/definition_fixer.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "scanner/pipelines/fixes/fix.h"
#include "scanner/pipelines/fixes/fix_trial.h"
#include "scanner/pipelines/line_index.h"

namespace keyhound {
namespace {

// What one run spends on a definition. Every round and every trial reads the text once; of a large
// one as many as take half a minute, of a small one more than it can have findings.
constexpr std::size_t kMostReadBytes = std::size_t{192} << 20;
constexpr std::size_t kLeastReads = 16;
constexpr std::size_t kMostProposals = 200'000;
constexpr std::string_view kUsedUp =
    "one run does no more to one file: run again for what is left of it";

using FindingKey = std::tuple<std::string_view, std::string, std::string>;

FindingKey key_of(const PipelineFinding& finding) {
  return {finding.check->info.id, finding.subject, finding.key_path};
}

// Ranges none of which overlaps another.
class DisjointRanges {
 public:
  [[nodiscard]] bool overlap(TextRange range) const {
    const auto next = ranges_.lower_bound(range);
    return (next != ranges_.end() && range.overlaps(*next)) ||
           (next != ranges_.begin() && range.overlaps(*std::prev(next)));
  }
  // REQUIRES: it overlaps none.
  void add(TextRange range) { ranges_.insert(range); }

 private:
  std::set<TextRange> ranges_;
};

class DefinitionFixer {
 public:
  DefinitionFixer(DefinitionSet& set, std::string path, const FixOptions& options)
      : set_(set), options_(options) {
    fixed_.path = std::move(path);
    fixed_.before = now().text;
    lines_.emplace(fixed_.before);
  }

  FixedDefinition run() {
    const Definition original = now();
    while (fix_once()) {
    }
    if (is_used_up_) refuse_rest();
    fixed_.after = now().text;
    tell_rest();
    set_.replace(original);
    std::stable_sort(fixed_.outcomes.begin(), fixed_.outcomes.end(),
                     [](const FixOutcome& a, const FixOutcome& b) { return a.line < b.line; });
    return std::move(fixed_);
  }

 private:
  const Definition& now() const { return *set_.find(fixed_.path); }

  bool is_wanted(const Check& check) const {
    const std::string id(check.info.id);
    if (find_fix(id) == nullptr || options_.disabled.contains(id)) return false;
    return options_.checks.empty() || options_.checks.contains(id);
  }

  std::vector<PipelineFinding> wanted_findings() const {
    const bool is_named =
        std::any_of(options_.checks.begin(), options_.checks.end(), [](const std::string& id) {
          const Check* check = find_check(id);
          return check != nullptr && check->info.strict_only;
        });
    auto found = run_checks(
        set_, {.strict = options_.strict || is_named, .raised = options_.raised, .only = &now()});
    std::erase_if(found, [&](const PipelineFinding& one) { return !is_wanted(*one.check); });
    return found;
  }

  // Whether the text may be read once more.
  bool may_read() {
    ++reads_;
    read_bytes_ += now().text.size();
    is_used_up_ = is_used_up_ || (reads_ > kLeastReads && read_bytes_ > kMostReadBytes);
    return !is_used_up_;
  }

  void begin_round() {
    refused_.clear();
    findings_ = wanted_findings();
    rounds_before_ = rounds_.size();
  }

  // What failed has its reason; the rest was not looked at, or not long enough.
  void refuse_rest() {
    begin_round();
    for (const PipelineFinding& one : findings_) {
      const auto failed = failed_.find(key_of(one));
      refuse(one, failed == failed_.end() ? std::string(kUsedUp) : failed->second);
    }
  }

  // One round: what can be fixed at once. False: nothing was.
  bool fix_once() {
    begin_round();
    if (findings_.empty() || !may_read()) return false;
    const std::string text = now().text;
    const auto document =
        YamlDocument::parse(text, kPipelineYamlLimits, {.duplicate_keys = DuplicateKeys::kReport});
    if (!document) {
      for (const PipelineFinding& one : findings_) refuse(one, "the file is not YAML");
      return false;
    }
    std::vector<TriedFix> candidates = propose(*document);
    FixTrial trial(set_, now(), *document);
    std::vector<const TriedFix*> accepted;
    std::vector<const TriedFix*> all;
    for (const TriedFix& one : candidates) all.push_back(&one);
    try_all(trial, all, accepted);
    if (!is_applied_ && !accepted.empty()) trial.apply(accepted);  // the set has what held
    if (!accepted.empty()) record(text, accepted);
    return !candidates.empty() && !is_used_up_;  // what waited for them has its turn
  }

  // Proposals whose regions are apart; those of other findings wait for the next round.
  std::vector<TriedFix> propose(const YamlDocument& document) {
    const YamlLayout layout(document);
    std::vector<TriedFix> candidates;
    DisjointRanges regions;
    FixFacts facts(set_, now());
    for (const PipelineFinding& finding : findings_) {
      if (const auto failed = failed_.find(key_of(finding)); failed != failed_.end()) {
        refuse(finding, failed->second);
        continue;
      }
      if (regions.overlap(finding.range)) continue;
      if (proposals_++ == kMostProposals) is_used_up_ = true;
      if (is_used_up_) break;
      const FixContext context{set_, now(), finding, layout, facts};
      FixProposal proposal = find_fix(finding.check->info.id)->propose(context);
      if (!proposal.refusal.empty()) {
        refuse(finding, proposal.refusal);
      } else if (!regions.overlap(proposal.region)) {
        regions.add(proposal.region);
        candidates.push_back({&finding, std::move(proposal)});
      }
    }
    return candidates;
  }

  // Accepts as many as hold together, by halves where some do not.
  void try_all(FixTrial& trial, const std::vector<const TriedFix*>& these,
               std::vector<const TriedFix*>& accepted) {
    if (these.empty()) return;
    std::vector<const TriedFix*> together = accepted;
    together.insert(together.end(), these.begin(), these.end());
    if (!may_read()) return;
    const std::string reason = trial.apply(together);
    if (reason.empty()) {
      accepted = std::move(together);
      is_applied_ = true;
      return;
    }
    is_applied_ = false;
    if (these.size() == 1) {
      failed_[key_of(*these.front()->finding)] = reason;
      refuse(*these.front()->finding, reason);
      return;
    }
    const auto middle = these.begin() + static_cast<std::ptrdiff_t>(these.size() / 2);
    try_all(trial, {these.begin(), middle}, accepted);
    try_all(trial, {middle, these.end()}, accepted);
  }

  void record(const std::string& text, const std::vector<const TriedFix*>& accepted) {
    std::vector<TextEdit> edits;
    for (const TriedFix* one : accepted) {
      fixed_.outcomes.push_back(outcome_of(*one->finding, {}, rounds_.size()));
      edits.insert(edits.end(), one->proposal.edits.begin(), one->proposal.edits.end());
    }
    sort_edits(text, edits);
    rounds_.push_back(std::move(edits));
  }

  // Of a finding in the text after so many rounds.
  FixOutcome outcome_of(const PipelineFinding& finding, std::string reason,
                        std::size_t rounds) const {
    std::uint32_t at = finding.range.begin;
    while (rounds > 0) at = offset_before(rounds_[--rounds], at);
    FixOutcome outcome;
    outcome.check = finding.check;
    outcome.line = static_cast<std::uint32_t>(lines_->position(at).line);
    outcome.message = finding.message;
    outcome.reason = std::move(reason);
    return outcome;
  }

  void refuse(const PipelineFinding& finding, std::string reason) {
    refused_.emplace_back(&finding, std::move(reason));
  }

  void tell_rest() {
    for (auto& [finding, reason] : refused_)
      fixed_.outcomes.push_back(outcome_of(*finding, std::move(reason), rounds_before_));
  }

  DefinitionSet& set_;
  const FixOptions& options_;
  FixedDefinition fixed_;
  std::vector<PipelineFinding> findings_;                                // of this round
  std::vector<std::pair<const PipelineFinding*, std::string>> refused_;  // of this round
  std::size_t rounds_before_ = 0;                                        // this one
  std::map<FindingKey, std::string> failed_;                             // in trials
  std::vector<std::vector<TextEdit>> rounds_;                            // the edits of each
  std::optional<LineIndex> lines_;                                       // of the text before
  std::size_t reads_ = 0;
  std::size_t read_bytes_ = 0;
  std::size_t proposals_ = 0;
  bool is_applied_ = true;  // what was accepted is what the set has
  bool is_used_up_ = false;
};

}  // namespace

std::size_t FixedDefinition::fixed() const {
  return static_cast<std::size_t>(std::count_if(
      outcomes.begin(), outcomes.end(), [](const FixOutcome& one) { return one.reason.empty(); }));
}

std::vector<FixedDefinition> fix_definitions(DefinitionSet& set, const FixOptions& options) {
  std::vector<std::string> paths;
  for (const Definition& one : set.definitions())
    if (options.paths.empty() || options.paths.contains(one.path)) paths.push_back(one.path);
  std::vector<FixedDefinition> all;
  for (std::string& path : paths) {
    FixedDefinition fixed = DefinitionFixer(set, std::move(path), options).run();
    if (!fixed.outcomes.empty()) all.push_back(std::move(fixed));
  }
  return all;
}

}  // namespace keyhound
