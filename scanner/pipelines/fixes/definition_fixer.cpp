// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/definition_fixer.h"

#include <fmt/format.h>

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

// Of one definition, in all rounds. What a trial takes grows with the text.
constexpr int kMostRounds = 64;
constexpr std::size_t kMostProposals = 100'000;
constexpr std::size_t kLeastTrials = 32;
constexpr std::size_t kMostTried = std::size_t{24} << 20;  // bytes of text

using FindingKey = std::tuple<std::string_view, std::string, std::string>;

FindingKey key_of(const PipelineFinding& finding) {
  return {finding.check->info.id, finding.subject, finding.key_path};
}

// Ranges none of which overlaps another.
class DisjointRanges {
 public:
  // False, and nothing is added: it overlaps one that is there.
  bool add(TextRange range) {
    const auto next = ranges_.lower_bound(range);
    const bool is_free = (next == ranges_.end() || !range.overlaps(*next)) &&
                         (next == ranges_.begin() || !range.overlaps(*std::prev(next)));
    if (is_free) ranges_.insert(next, range);
    return is_free;
  }

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
    for (int round = 0; round < kMostRounds && fix_once(); ++round) {
    }
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

  // One round: what can be fixed at once. False: nothing was.
  bool fix_once() {
    refused_.clear();
    findings_ = wanted_findings();
    if (findings_.empty()) return false;
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
    if (accepted.empty()) return !candidates.empty();  // what waited for them has its turn
    record(text, accepted);
    return true;
  }

  // Proposals whose regions are apart; those of other findings wait for the next round.
  std::vector<TriedFix> propose(const YamlDocument& document) {
    const YamlLayout layout(document);
    std::vector<TriedFix> candidates;
    DisjointRanges regions;
    FixFacts facts(set_, now());
    for (const PipelineFinding& finding : findings_) {
      if (proposals_++ >= kMostProposals) {
        const auto behind = static_cast<std::size_t>(&findings_.back() - &finding);
        refuse(finding, fmt::format("too many findings for one run: it and {} behind it were not "
                                    "looked at; run keyhound fix once more",
                                    behind));
        break;
      }
      if (const auto failed = failed_.find(key_of(finding)); failed != failed_.end()) {
        refuse(finding, failed->second);
        continue;
      }
      const FixContext context{set_, now(), finding, layout, facts};
      FixProposal proposal = find_fix(finding.check->info.id)->propose(context);
      if (!proposal.refusal.empty()) {
        refuse(finding, proposal.refusal);
      } else if (regions.add(proposal.region)) {
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
    if (!may_try()) {
      for (const TriedFix* one : these)
        refuse(*one->finding, "too many fixes were tried already; run keyhound fix once more");
      return;
    }
    const std::string reason = trial.apply(together);
    is_applied_ = reason.empty();
    if (is_applied_) {
      accepted = std::move(together);
      return;
    }
    if (these.size() == 1) {
      failed_[key_of(*these.front()->finding)] = reason;
      refuse(*these.front()->finding, reason);
      return;
    }
    const auto middle = these.begin() + static_cast<std::ptrdiff_t>(these.size() / 2);
    try_all(trial, {these.begin(), middle}, accepted);
    try_all(trial, {middle, these.end()}, accepted);
  }

  bool may_try() {
    const std::size_t size = now().text.size();
    if (trials_ >= kLeastTrials && size > kMostTried - tried_) return false;
    ++trials_;
    tried_ = std::min(kMostTried, tried_ + size);
    return true;
  }

  void record(const std::string& text, const std::vector<const TriedFix*>& accepted) {
    std::vector<TextEdit> edits;
    for (const TriedFix* one : accepted) {
      fixed_.outcomes.push_back(outcome_of(*one->finding, {}));
      edits.insert(edits.end(), one->proposal.edits.begin(), one->proposal.edits.end());
    }
    sort_edits(text, edits);
    rounds_.push_back(std::move(edits));
  }

  FixOutcome outcome_of(const PipelineFinding& finding, std::string reason) const {
    std::uint32_t at = finding.range.begin;
    for (auto edits = rounds_.rbegin(); edits != rounds_.rend(); ++edits)
      at = offset_before(*edits, at);
    FixOutcome outcome;
    outcome.check = finding.check;
    outcome.line = static_cast<std::uint32_t>(lines_->position(at).line);
    outcome.message = finding.message;
    outcome.reason = std::move(reason);
    return outcome;
  }

  void refuse(const PipelineFinding& finding, const std::string& reason) {
    refused_.push_back(outcome_of(finding, reason));
  }

  void tell_rest() {
    std::move(refused_.begin(), refused_.end(), std::back_inserter(fixed_.outcomes));
  }

  DefinitionSet& set_;
  const FixOptions& options_;
  FixedDefinition fixed_;
  std::vector<PipelineFinding> findings_;      // of this round
  std::vector<FixOutcome> refused_;            // of this round
  std::map<FindingKey, std::string> failed_;   // in trials
  std::vector<std::vector<TextEdit>> rounds_;  // the edits of each
  std::optional<LineIndex> lines_;             // of the text before
  bool is_applied_ = false;                    // what was tried last
  std::size_t trials_ = 0;
  std::size_t tried_ = 0;  // bytes, with those of a trial more than once
  std::size_t proposals_ = 0;
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
