// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/finding_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "scanner/base/end_date.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {

namespace {

// Places listed below the first one.
constexpr std::size_t kFurtherPlaces = 3;

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

void write_header(TextPage& page, const Finding& finding) {
  page.line({{upper(to_string(finding.severity)), style_of(finding.severity)},
             {"  " + finding.title, TextStyle::kBold},
             {fmt::format("  {}, {} confidence", finding.rule_id, to_string(finding.confidence)),
              TextStyle::kDim}},
            4);
}

void write_secret(TextPage& page, const Finding& finding) {
  if (finding.kind == FindingKind::kSecret) {
    page.field("secret", {{finding.secret_redacted, TextStyle::kBold},
                          {"  " + finding.fingerprint.short_form(), TextStyle::kDim}});
  }
  if (finding.is_documentation) page.field("note", {{"published sample value, no leak"}});
  std::string identity;
  for (const auto& [name, value] : finding.identity) {
    identity += fmt::format("{}{} {}", identity.empty() ? "" : ", ", name, value);
  }
  if (!identity.empty()) page.field("identity", {{identity}});
}

void write_places(TextPage& page, const Finding& finding) {
  const auto place_of = [](const Occurrence& o) { return describe_place(o.location, o.commit.id); };
  if (!finding.repository.empty()) page.field("repo", {{finding.repository}});
  page.field("place", {{place_of(finding.first())}});
  const std::size_t further = finding.occurrences.size() - 1;
  const std::size_t listed = std::min(further, kFurtherPlaces);
  for (std::size_t i = 1; i <= listed; ++i) {
    page.field(i == 1 ? "also" : "", {{place_of(finding.occurrences[i])}});
  }
  if (further > listed) {
    page.field(
        "", {{"and " + count_of(further - listed, "more place", "more places"), TextStyle::kDim}});
  }
  if (const Occurrence* composite = finding.composite()) {
    std::string_view label = "with";
    for (const PartPlace& part : composite->parts) {
      if (part.rule_id == finding.rule_id) continue;
      page.field(label, {{part.rule_id + ", " +
                          describe_place(part_location(*composite, part), composite->commit.id)}});
      label = "";
    }
  }
  const std::string_view related = finding.kind == FindingKind::kPipeline ? "with" : "about";
  for (const Location& place : finding.related) page.field(related, {{describe_place(place, "")}});
}

// "github-actions, job build, step 3, environment of the step (jobs/build/steps/2/env/TOKEN)".
void write_pipeline(TextPage& page, const Finding& finding) {
  const PipelinePlace* place = finding.first().pipeline.get();
  if (place == nullptr) return;
  std::string text = place->platform;
  if (!place->job.empty()) text += ", job " + place->job;
  if (!place->step.empty()) text += ", step " + place->step;
  if (!place->exposure.empty()) text += ", " + place->exposure;
  if (!place->key_path.empty()) text += " (" + place->key_path + ")";
  page.field("pipeline", {{text}});
}

// "false-positive until 2027-01-31 (.keyhound-baseline): a sample of the vendor".
void write_acceptance(TextPage& page, const Finding& finding) {
  if (!finding.accepted) return;
  const Acceptance& one = *finding.accepted;
  std::string text = one.verdict.empty() ? "not reviewed" : one.verdict;
  if (one.until) text += " until " + format_end_date(*one.until);
  text += " (" + one.path + ")";
  if (!one.reason.empty()) text += ": " + one.reason;
  page.field("accepted", {{text, TextStyle::kBlue}});
}

// Where the finding stands in the repository: who brought it in, and whether it is still there.
void write_commit(TextPage& page, const Finding& finding) {
  if (finding.kind == FindingKind::kPolicy) return;
  const Occurrence& first = finding.first();
  const auto is_worktree = [](const Occurrence& o) { return o.in_worktree; };
  const bool in_worktree =
      std::any_of(finding.occurrences.begin(), finding.occurrences.end(), is_worktree);
  if (first.commit.id.empty()) {
    if (in_worktree) page.field("commit", {{"not committed"}});
    return;
  }
  TextPiece state{", not in HEAD: only in history"};
  if (in_worktree) state = {", not in HEAD, but in the work tree", TextStyle::kRed};
  if (finding.in_head()) state = {", in HEAD", TextStyle::kRed};
  if (!first.reachable) state = {", reached by no branch or tag"};
  const std::string day = format_timestamp(first.commit.committed).substr(0, 10);
  const std::string by = first.commit.author.empty() ? "" : " by " + first.commit.author;
  page.field("commit", {{fmt::format("{} of {}{}", short_id(first.commit.id), day, by)}, state});
  if (!first.removal().id.empty() && !in_worktree && !finding.in_head()) {
    page.field("removed",
               {{fmt::format("{} of {}", short_id(first.removal().id),
                             format_timestamp(first.removal().committed).substr(0, 10))}});
  }
}

void write_baseline_state(TextPage& page, const Finding& finding) {
  if (finding.baseline_state == BaselineState::kNew) {
    page.field("base", {{"new", TextStyle::kRed}, {": the base does not have it"}});
  } else if (finding.baseline_state == BaselineState::kUnchanged) {
    page.field("base", {{"old: the base has it already", TextStyle::kDim}});
  }
}

void write_owner(TextPage& page, const Finding& finding) {
  const CredentialMatch& match = finding.credential;
  if (match.id.empty()) {
    if (finding.kind == FindingKind::kSecret && !finding.policies.empty()) {
      page.field("owner", {{"unknown", TextStyle::kYellow}, {": no registry entry matches"}});
    }
    return;
  }
  const TextPiece owner =
      match.owner.empty() ? TextPiece{"none", TextStyle::kYellow} : TextPiece{match.owner};
  std::string tie = fmt::format(" (credential {}", match.id);
  if (!match.matched_by.empty()) tie += ", matched by " + match.matched_by;
  if (match.weak) tie += ", which says nothing about this value";
  page.field("owner", {owner, {tie + ")"}});
}

TextStyle style_of(LivenessState state) {
  switch (state) {
    case LivenessState::kActive:
      return TextStyle::kAlarm;
    case LivenessState::kRevoked:
    case LivenessState::kExpired:
      return TextStyle::kGreen;
    default:
      return TextStyle::kYellow;
  }
}

// "active; live-check github-user, api.github.com, status 200, 2026-11-30T09:00:00Z".
void write_liveness(TextPage& page, const Finding& finding) {
  const std::string words = liveness_words(finding);
  if (words.empty()) return;
  const std::size_t state = to_string(finding.liveness.state).size();
  page.field("liveness",
             {{words.substr(0, state), style_of(finding.liveness.state)}, {words.substr(state)}});
}

void write_verdict(TextPage& page, std::string_view label, const PolicyVerdict& verdict) {
  TextPiece outcome{"WAIVED", TextStyle::kBlue};
  if (verdict.outcome == Outcome::kFail) outcome = {"FAIL", TextStyle::kRed};
  if (verdict.outcome == Outcome::kError) outcome = {"ERROR", TextStyle::kAlarm};
  std::string text = " " + verdict.policy_id;
  if (!verdict.message.empty()) text += ": " + verdict.message;
  if (!verdict.exception_id.empty()) text += " (exception " + verdict.exception_id + ")";
  if (verdict.outcome == Outcome::kFail && !verdict.remedy.empty())
    text += " " + std::string(verdict.remedy);
  page.field(label, {outcome, {text}});
}

// Passed policies share one line, and those that do not apply are not shown.
void write_verdicts(TextPage& page, const Finding& finding) {
  std::string_view label = "policy";
  std::string passed;
  for (const PolicyVerdict& verdict : finding.policies) {
    const bool is_told_by_message =
        finding.kind == FindingKind::kPolicy && verdict.outcome == Outcome::kFail;
    if (verdict.outcome == Outcome::kNotApplicable || is_told_by_message) continue;
    if (verdict.outcome == Outcome::kPass) {
      passed += (passed.empty() ? " " : ", ") + verdict.policy_id;
      continue;
    }
    write_verdict(page, label, verdict);
    label = "";
  }
  if (!passed.empty()) page.field(label, {{"pass", TextStyle::kGreen}, {passed}});
}

}  // namespace

TextStyle style_of(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return TextStyle::kAlarm;
    case Severity::kHigh:
      return TextStyle::kRed;
    case Severity::kMedium:
      return TextStyle::kYellow;
    case Severity::kLow:
      return TextStyle::kBlue;
    case Severity::kInfo:
      break;
  }
  return TextStyle::kDim;
}

void write_finding(TextPage& page, const Finding& finding) {
  write_header(page, finding);
  if (finding.kind != FindingKind::kSecret) page.field("what", {{finding.message}});
  write_secret(page, finding);
  write_places(page, finding);
  write_pipeline(page, finding);
  write_commit(page, finding);
  write_liveness(page, finding);
  write_baseline_state(page, finding);
  write_acceptance(page, finding);
  write_owner(page, finding);
  write_verdicts(page, finding);
  if (!finding.remedy.empty()) page.field("remedy", {{finding.remedy}});
  page.blank();
}

void write_diagnostic(TextPage& page, const Diagnostic& diagnostic) {
  const TextPiece weight = diagnostic.incomplete ? TextPiece{"NOT READ", TextStyle::kAlarm}
                                                 : TextPiece{"NOTE", TextStyle::kYellow};
  page.line({weight,
             {"  " + diagnostic.subject, TextStyle::kBold},
             {"  " + diagnostic.kind, TextStyle::kDim}},
            4);
  page.field("reason", {{diagnostic.message}});
  page.blank();
}

}  // namespace keyhound
