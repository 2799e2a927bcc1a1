// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_finding.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/report/finding_words.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/markdown/markdown_text.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

// Of one finding, so that a single one cannot fill the page: places, and characters of a text.
constexpr std::size_t kMaxPlaces = 10;
constexpr std::size_t kMaxText = 1000;
constexpr std::size_t kMaxName = 300;

std::string text_of(std::string_view text) { return markdown_text(shorten(text, kMaxText)); }
std::string code_of(std::string_view text) { return markdown_code(shorten(text, kMaxName)); }

void add_item(std::string& list, std::string_view label, const std::string& markdown) {
  if (!markdown.empty()) list += fmt::format("- **{}:** {}\n", label, markdown);
}

std::string what_of(const Finding& finding) {
  std::string what = text_of(finding.title);
  if (!finding.secret_redacted.empty()) what += " " + code_of(finding.secret_redacted);
  if (finding.liveness.state != LivenessState::kUnchecked)
    what += fmt::format(" (**{}**)", to_string(finding.liveness.state));
  if (finding.is_documentation) what += " (published sample value, no leak)";
  if (finding.baseline_state == BaselineState::kNew) what.insert(0, "**new** ");
  if (finding.baseline_state == BaselineState::kUnchanged) what.insert(0, "_old_ ");
  return what;
}

std::string places_of(const Finding& finding) {
  std::string text = code_of(place_words(finding));
  if (!finding.repository.empty()) text = code_of(finding.repository) + ": " + text;
  const std::size_t further = finding.occurrences.size() - 1;
  if (further > 0) text += " and " + count_of(further, "more place", "more places");
  return text;
}

std::string commit_of(const Finding& finding) {
  const CommitInfo& commit = finding.first().commit;
  if (commit.id.empty()) return "";
  std::string text = fmt::format("{} of {}", code_of(short_id(commit.id)),
                                 format_timestamp(commit.committed).substr(0, 10));
  if (!commit.author.empty()) text += " by " + code_of(commit.author);
  return text;
}

std::string verdict_item(const PolicyVerdict& verdict) {
  const char* word = verdict.outcome == Outcome::kFail     ? "fails"
                     : verdict.outcome == Outcome::kWaived ? "waived"
                                                           : "undecided";
  std::string text = fmt::format("{} {}", word, text_of(verdict.policy_id));
  if (!verdict.message.empty()) text += ": " + as_sentence(text_of(verdict.message));
  if (!verdict.exception_id.empty()) text += " Exception " + code_of(verdict.exception_id) + ".";
  return text;
}

void add_verdicts(std::string& list, const Finding& finding) {
  for (const PolicyVerdict& verdict : finding.policies) {
    const bool is_silent =
        verdict.outcome == Outcome::kPass || verdict.outcome == Outcome::kNotApplicable;
    // A policy's finding is its failed verdict, told above.
    const bool is_told =
        finding.kind == FindingKind::kPolicy && verdict.policy_id == finding.rule_id;
    if (!is_silent && !is_told) add_item(list, "Policy", verdict_item(verdict));
  }
}

void add_places(std::string& list, const Finding& finding) {
  const Occurrence& primary = primary_occurrence(finding);
  std::size_t listed = 0;
  for (const Occurrence& one : finding.occurrences) {
    if (&one == &primary || listed == kMaxPlaces) continue;
    add_item(list, "Also", code_of(describe_place(one.location, one.commit.id)));
    ++listed;
  }
  const std::size_t left = finding.occurrences.size() - 1 - listed;
  if (left > 0) add_item(list, "Also", count_of(left, "more place", "more places"));
  for (std::size_t i = 0; i < std::min(kMaxPlaces, finding.related.size()); ++i)
    add_item(list, "The leak", code_of(describe_place(finding.related[i], "")));
}

std::string owner_of(const Finding& finding) {
  std::string owner = code_of(owner_words(finding));
  if (!finding.credential.id.empty())
    owner += fmt::format(" (credential {})", code_of(finding.credential.id));
  return owner;
}

std::string liveness_of(const Finding& finding) {
  const std::string words = liveness_words(finding);
  const std::string_view state = to_string(finding.liveness.state);
  if (words.size() <= state.size()) return words;
  return std::string(state) + text_of(std::string_view(words).substr(state.size()));
}

}  // namespace

std::string markdown_row(const Finding& finding) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", to_string(finding.severity), what_of(finding),
                     places_of(finding), code_of(owner_words(finding)),
                     text_of(verdict_words(finding)));
}

std::string markdown_details(const Finding& finding) {
  std::string list =
      fmt::format("\n**{}: {}**\n\n", to_string(finding.severity), text_of(finding.title));
  add_item(list, "What", as_sentence(text_of(sentence_of(finding))));
  add_item(
      list, "Rule",
      fmt::format("{}, {} confidence", code_of(finding.rule_id), to_string(finding.confidence)));
  if (finding.kind == FindingKind::kSecret)
    add_item(list, "Fingerprint", code_of(finding.fingerprint.short_form()));
  add_item(list, "Place", places_of(finding));
  if (finding.kind != FindingKind::kPolicy) {
    add_item(list, "Exposure", exposure_words(finding));
    add_item(list, "Commit", commit_of(finding));
  }
  add_item(list, "Still works", liveness_of(finding));
  add_places(list, finding);
  add_item(list, "Owner", owner_of(finding));
  add_verdicts(list, finding);
  add_item(list, "What to do", as_sentence(text_of(finding.remedy)));
  return list;
}

}  // namespace keyhound
