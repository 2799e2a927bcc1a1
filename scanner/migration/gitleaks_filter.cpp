// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/model/redaction.h"
#include "scanner/scan/finding_collector.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostKnown = std::size_t{128} << 20U;  // bytes of texts that are kept

std::optional<std::uint32_t> index_of(const RuleSet& rules, const std::string& id) {
  const auto found = std::lower_bound(
      rules.rules.begin(), rules.rules.end(), id,
      [](const Rule& rule, const std::string& wanted) { return rule.id < wanted; });
  if (found == rules.rules.end() || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - rules.rules.begin());
}

std::int64_t distance(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::int64_t>(a > b ? a - b : b - a);
}

bool is_near(const PlacedMatch& a, const PlacedMatch& b, const GitleaksRequirement& required) {
  const bool lines =
      !required.within_lines || distance(a.start.line, b.start.line) <= *required.within_lines;
  const bool columns = !required.within_columns ||
                       distance(a.start.column, b.start.column) <= *required.within_columns;
  return lines && columns;
}

std::string_view secret_of(const std::string& content, const PlacedMatch& match) {
  return std::string_view(content).substr(match.secret_begin, match.secret_size);
}

bool overlap(const PlacedMatch& a, const PlacedMatch& b) {
  return a.secret_begin < b.secret_begin + b.secret_size &&
         b.secret_begin < a.secret_begin + a.secret_size;
}

// Of the rule, where the occurrence says; nullptr: none, as for what stands encoded.
const PlacedMatch* match_at(const std::vector<PlacedMatch>& matches, std::uint32_t rule,
                            const SourcePosition& start) {
  const auto found = std::find_if(matches.begin(), matches.end(), [&](const PlacedMatch& match) {
    return match.rule == rule && match.secret_start == start;
  });
  return found == matches.end() ? nullptr : &*found;
}

// The sentence that names where a finding begins, which may have changed.
void describe_again(Finding& finding) {
  const std::string& commit = finding.first().commit.id;
  finding.message =
      fmt::format("{} found ({}){}.", finding.title, finding.secret_redacted,
                  commit.empty() ? "" : fmt::format(", introduced by commit {:.12}", commit));
}

}  // namespace

Result<GitleaksFilter> GitleaksFilter::create(const GitleaksRules& rules,
                                              const ScanContext& context, PlaceTexts& texts) {
  KEYHOUND_TRY(TextMatchFinder finder, TextMatchFinder::create(context));
  GitleaksFilter filter(rules, context, texts, std::move(finder));
  KEYHOUND_TRY_STATUS(filter.prepare());
  return filter;
}

Status GitleaksFilter::prepare() {
  const RuleSet& rules = context_->engine().rules();
  for (const Rule& rule : rules.rules) {
    const auto condition = rules_->conditions.find(rule.id);
    conditions_.push_back(condition == rules_->conditions.end() ? nullptr : &condition->second);
  }
  for (const GitleaksPathRule& rule : rules_->path_rules) {
    KEYHOUND_TRY(Pattern pattern, Pattern::compile(rule.path));
    path_rules_.emplace(rule.id, std::move(pattern));
  }
  return {};
}

Status GitleaksFilter::apply(ScanResult& result) {
  if (rules_->conditions.empty()) return {};
  FindingCollector collector(*context_);
  for (Finding& finding : result.findings) {
    if (finding.kind == FindingKind::kSecret) filter(finding, collector);
  }
  std::erase_if(result.findings,
                [](const Finding& finding) { return finding.occurrences.empty(); });
  KEYHOUND_TRY(TextScanner cleaner, TextScanner::create(*context_));
  for (Finding& more : collector.take(cleaner)) {
    const auto twin =
        std::find_if(result.findings.begin(), result.findings.end(), [&](const Finding& one) {
          return one.rule_id == more.rule_id &&
                 one.fingerprint.short_form() == more.fingerprint.short_form();
        });
    if (twin == result.findings.end()) {
      result.findings.push_back(std::move(more));
      continue;
    }
    auto& places = twin->occurrences;
    places.insert(places.end(), more.occurrences.begin(), more.occurrences.end());
  }
  sort_for_report(result.findings);
  tell(result);
  return {};
}

void GitleaksFilter::filter(Finding& finding, FindingCollector& rescued) {
  const auto rule = index_of(context_->engine().rules(), finding.rule_id);
  if (!rule || condition_of(*rule) == nullptr) return;
  const std::string first = finding.first().commit.id;
  const std::size_t dropped = std::erase_if(finding.occurrences, [&](const Occurrence& place) {
    return !keeps(finding, place, rescued);
  });
  dropped_ += dropped;
  if (dropped == 0 || finding.occurrences.empty() || finding.first().commit.id == first) return;
  describe_again(finding);
}

bool GitleaksFilter::keeps(const Finding& finding, const Occurrence& occurrence,
                           FindingCollector& rescued) {
  if (known_bytes_ > kMostKnown) {
    known_.clear();
    known_bytes_ = 0;
  }
  const std::uint32_t rule = *index_of(context_->engine().rules(), finding.rule_id);
  if (condition_of(rule)->skip_report && finding.also_matched.empty()) return false;
  const Text* const text = text_of(occurrence);
  const PlacedMatch* const match =
      text == nullptr ? nullptr : match_at(text->matches, rule, occurrence.location.start);
  if (match == nullptr) {
    ++unchecked_;
    return true;
  }
  const bool is_reported = !condition_of(rule)->skip_report;
  if (is_reported && (passes(*text, *match) || passes_in_worktree(rule, occurrence, *text, *match)))
    return true;
  for (const PlacedMatch& other : text->matches) {
    if (other.rule == rule || !overlap(other, *match)) continue;
    const GitleaksCondition* const condition = condition_of(other.rule);
    const bool is_silent = condition != nullptr && condition->skip_report;
    if (!is_silent && passes(*text, other)) rescue(finding, {&other, text, &occurrence}, rescued);
  }
  return false;
}

// The secret's parts may have come to the file one after the other: then its present version, not
// the one that brought the secret, has all of them.
bool GitleaksFilter::passes_in_worktree(std::uint32_t rule, const Occurrence& occurrence,
                                        const Text& text, const PlacedMatch& match) {
  const bool is_present = occurrence.in_head || occurrence.in_worktree;
  if (!is_present || occurrence.location.part != LocationPart::kContent) return false;
  const std::string secret(secret_of(text.content, match));
  const Text* const present = worktree_text(occurrence.location.path);
  if (present == nullptr || present == &text) return false;
  return std::any_of(present->matches.begin(), present->matches.end(), [&](const PlacedMatch& one) {
    return one.rule == rule && secret_of(present->content, one) == secret && passes(*present, one);
  });
}

void GitleaksFilter::rescue(const Finding& finding, const Rescued& from,
                            FindingCollector& rescued) const {
  const Rule& rule = context_->rule(from.match->rule);
  const std::string_view secret = secret_of(from.text->content, *from.match);
  TextHit hit;
  hit.rule = from.match->rule;
  hit.confidence = from.match->confidence;
  hit.start = from.match->secret_start;
  hit.end = from.match->secret_end;
  hit.fingerprint = fingerprint(context_->key(), rule.family, secret);
  for (const FingerprintKey& key : context_->previous_keys()) {
    hit.previous_fingerprints.push_back(fingerprint(key, rule.family, secret).short_form());
  }
  hit.secret_redacted = redact(secret);
  hit.is_documentation = finding.is_documentation;
  FoundOccurrence found{nullptr, *from.occurrence};
  found.occurrence.location.start = hit.start;
  found.occurrence.location.end = hit.end;
  found.hit = share(std::move(hit));
  rescued.add(std::move(found));
}

bool GitleaksFilter::passes(const Text& text, const PlacedMatch& match) const {
  const GitleaksCondition* const condition = condition_of(match.rule);
  if (condition == nullptr) return true;
  const auto& keywords = condition->keywords;
  const bool has_keyword =
      keywords.empty() ||
      std::any_of(keywords.begin(), keywords.end(), [&text](const std::string& keyword) {
        return text.lower.find(keyword) != std::string::npos;
      });
  return has_keyword && std::all_of(condition->required.begin(), condition->required.end(),
                                    [&](const GitleaksRequirement& required) {
                                      return has_required(text, match, required);
                                    });
}

bool GitleaksFilter::has_required(const Text& text, const PlacedMatch& match,
                                  const GitleaksRequirement& required) const {
  const auto path_rule = path_rules_.find(required.rule);
  if (path_rule != path_rules_.end()) return path_rule->second.matches(text.path);
  const auto rule = index_of(context_->engine().rules(), required.rule);
  return rule &&
         std::any_of(text.matches.begin(), text.matches.end(), [&](const PlacedMatch& other) {
           return other.rule == *rule && is_near(match, other, required);
         });
}

const GitleaksFilter::Text* GitleaksFilter::text_of(const Occurrence& occurrence) {
  const Location& place = occurrence.location;
  const std::string& commit = occurrence.commit.id;
  switch (place.part) {
    case LocationPart::kContent:
      if (occurrence.blob.empty()) return worktree_text(place.path);
      return keep_text(occurrence.blob + ":" + place.path, place.path, commit,
                       [&] { return texts_->object(occurrence.blob); });
    case LocationPart::kPath:
      return keep_text("path:" + place.path, place.path, commit,
                       [&] { return Result<std::string>(place.path); });
    case LocationPart::kCommitMessage:
      return keep_text("message:" + commit, "", commit,
                       [&] { return commit_part(commit, &ParsedCommit::message); });
    case LocationPart::kCommitHeader:
      return keep_text("header:" + commit, "", commit,
                       [&] { return commit_part(commit, &ParsedCommit::headers); });
    case LocationPart::kTagMessage:
    case LocationPart::kGitConfig:
      break;
  }
  return nullptr;
}

Result<std::string> GitleaksFilter::commit_part(const std::string& commit,
                                                std::string_view ParsedCommit::*part) {
  KEYHOUND_TRY(const std::string bytes, texts_->object(commit));
  KEYHOUND_TRY(const ParsedCommit parsed, parse_commit(bytes));
  return std::string(parsed.*part);
}

const GitleaksFilter::Text* GitleaksFilter::worktree_text(const std::string& path) {
  return keep_text("file:" + path, path, "", [&] { return texts_->worktree_file(path); });
}

const GitleaksFilter::Text* GitleaksFilter::keep_text(
    const std::string& key, const std::string& path, const std::string& commit,
    const std::function<Result<std::string>()>& read) {
  const auto [known, is_new] = known_.try_emplace(key);
  if (!is_new) return known->second.get();
  auto content = read();
  if (!content) return nullptr;
  auto matches = finder_.find(*content, path, commit);
  if (!matches) return nullptr;
  auto text = std::make_unique<Text>();
  text->lower = to_lower_ascii(*content);
  text->content = std::move(*content);
  text->path = path;
  text->matches = std::move(*matches);
  known_bytes_ += 2 * text->content.size();
  known->second = std::move(text);
  return known->second.get();
}

const GitleaksCondition* GitleaksFilter::condition_of(std::uint32_t rule) const {
  return conditions_[rule];
}

void GitleaksFilter::tell(ScanResult& result) const {
  if (dropped_ > 0) {
    result.diagnostics.push_back(
        {"gitleaks-conditions", "",
         fmt::format("{} place{} of findings dropped, since a keyword or a required rule is not "
                     "there, or the rule is not reported alone",
                     dropped_, dropped_ == 1 ? "" : "s"),
         false});
  }
  if (unchecked_ == 0) return;
  result.diagnostics.push_back(
      {"gitleaks-conditions", "",
       fmt::format("{} place{} of findings kept without asking for keywords and required rules: "
                   "they are encoded, in archives, messages or large files",
                   unchecked_, unchecked_ == 1 ? "" : "s"),
       false});
}

}  // namespace keyhound
