// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verifier_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/cli/catalogue/markdown.h"
#include "scanner/verify/verification_request.h"
#include "scanner/verify/verifier_trial.h"

namespace keyhound {
namespace {

Result<std::vector<const Verifier*>> chosen(const VerifierSet& verifiers,
                                            const std::vector<std::string>& ids) {
  std::vector<const Verifier*> found;
  if (ids.empty()) {
    for (const Verifier& verifier : verifiers.all()) found.push_back(&verifier);
  }
  for (const std::string& id : ids) {
    const Verifier* verifier = verifiers.of_rule(id);
    for (const Verifier& one : verifiers.all())
      if (one.id == id) verifier = &one;
    if (verifier == nullptr) {
      return fail(ErrorKind::kUsage,
                  fmt::format("nothing verifies '{}'; 'keyhound rules verifiers' lists what can be "
                              "verified",
                              escape_for_terminal(id)));
    }
    found.push_back(verifier);
  }
  return found;
}

// "200 active" of a recorded answer, as a cell.
std::string outcome_cell(const VerifierTrial& trial, std::string_view name) {
  for (const AnswerTrial& answer : trial.answers) {
    if (answer.name != name) continue;
    return answer.got == answer.expected ? std::string(to_string(answer.got))
                                         : fmt::format("**{}**", to_string(answer.got));
  }
  return "-";
}

std::string row_of(const Verifier& verifier) {
  std::vector<std::string> rules;
  for (const std::string& rule : verifier.rules) rules.push_back(page_code(rule));
  const VerifierTrial trial = try_verifier(verifier);
  std::string row =
      fmt::format("| {} | {} | {} | {} |", page_code(verifier.id), fmt::join(rules, ", "),
                  page_code(describe_request(verifier)), verifier.facts);
  for (const std::string_view state : {"active", "revoked", "expired"})
    row += fmt::format(" {} |", outcome_cell(trial, state));
  for (const CommonAnswer& answer : common_answers())
    row += fmt::format(" {} |", outcome_cell(trial, answer.name));
  return row + "\n";
}

}  // namespace

std::string verifier_list(const VerifierSet& verifiers) {
  std::string text;
  std::size_t rules = 0;
  for (const Verifier& verifier : verifiers.all()) {
    rules += verifier.rules.size();
    text += fmt::format("{:<32} {:<12} {}\n", verifier.id, verifier.facts,
                        escape_for_terminal(describe_request(verifier)));
  }
  return text + fmt::format("{} verifiers for {} rules\n", verifiers.all().size(), rules);
}

std::string verifier_page(const VerifierSet& verifiers) {
  std::size_t rules = 0;
  for (const Verifier& verifier : verifiers.all()) rules += verifier.rules.size();
  std::string page = fmt::format(
      "# Verifiers\n\n{} verifiers for {} rules, and what each takes an answer for. Written by "
      "`keyhound rules verifiers --markdown`.\n\nNo endpoint was called to make them: *documented* "
      "facts are those of the provider's own pages, *widely-used* ones\nthose that several tools "
      "agree on. Only a documented proof in status and content makes a credential active, revoked "
      "or\nexpired; everything else is indeterminate.\n\n",
      verifiers.all().size(), rules);
  page += "| verifier | rules | request | facts | active | revoked | expired |";
  std::string line = "|---|---|---|---|---|---|---|";
  for (const CommonAnswer& answer : common_answers()) {
    page += fmt::format(" {} |", answer.name);
    line += "---|";
  }
  page += "\n" + line + "\n";
  for (const Verifier& verifier : verifiers.all()) page += row_of(verifier);
  return page;
}

Result<bool> report_verifier_trials(const VerifierSet& verifiers,
                                    const std::vector<std::string>& ids) {
  KEYHOUND_TRY(const auto tried, chosen(verifiers, ids));
  std::size_t answers = 0;
  std::size_t failures = 0;
  for (const Verifier* verifier : tried) {
    const VerifierTrial trial = try_verifier(*verifier);
    if (!trial.request_fault.empty()) {
      fmt::print("{}: {}\n", verifier->id, escape_for_terminal(trial.request_fault));
      ++failures;
    }
    for (const AnswerTrial& answer : trial.answers) {
      ++answers;
      if (answer.got == answer.expected) continue;
      ++failures;
      fmt::print("{}: {}: taken for {} in place of {}\n", verifier->id, answer.name,
                 to_string(answer.got), to_string(answer.expected));
    }
  }
  fmt::print("{} verifiers, {} answers, {} failures\n", tried.size(), answers, failures);
  return failures == 0;
}

}  // namespace keyhound
