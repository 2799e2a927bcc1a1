// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/scan_verification.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "scanner/cli/exit_code.h"
#include "scanner/cli/verify/dry_run_text.h"
#include "scanner/cli/verify/secrets_file.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/verify/joined_liveness.h"
#include "scanner/verify/verification_request.h"

namespace keyhound {
namespace {

using RulesById = std::map<std::string_view, const Rule*>;

RulesById rules_by_id(const RuleSet& rules) {
  RulesById by_id;
  for (const Rule& rule : rules.rules) by_id.emplace(rule.id, &rule);
  return by_id;
}

// Whether what the one finds, and the parts and the public half that it tells, is what the other
// does.
bool finds_the_same(const Rule& a, const Rule& b) {
  return a.regex == b.regex && a.secret_group == b.secret_group && a.provider == b.provider &&
         a.family == b.family && a.reveals == b.reveals && a.companions == b.companions &&
         a.identity == b.identity && a.origin == b.origin;
}

// The rules that found something and are not those of the setup.
std::set<std::string, std::less<>> foreign_rules(const RuleSet& scanned, const RulesById& trusted) {
  std::set<std::string, std::less<>> foreign;
  for (const Rule& rule : scanned.rules) {
    const auto known = trusted.find(rule.id);
    if (known == trusted.end() || !finds_the_same(*known->second, rule)) foreign.insert(rule.id);
  }
  return foreign;
}

Diagnostic lost_secrets(std::uint64_t count) {
  return {"unverified-credentials", "",
          fmt::format("{} credentials could not be kept to be verified: too many for the memory "
                      "that is set aside; verify part of what was scanned, or with --rule",
                      count)};
}

bool stands_at(const Occurrence& occurrence, const KeptPlace& place) {
  return occurrence.location.start == place.start &&
         (place.text == occurrence.blob || place.text == occurrence.location.path);
}

// Where this credential stands, of all places of its secret: in HEAD, if it is there.
std::string words_of(const Finding& finding, const std::vector<KeptPlace>& places) {
  const Occurrence* shown = nullptr;
  for (const Occurrence& occurrence : finding.occurrences) {
    const bool is_of_it = std::any_of(places.begin(), places.end(), [&](const KeptPlace& place) {
      return stands_at(occurrence, place);
    });
    if (is_of_it && (shown == nullptr || (occurrence.in_head && !shown->in_head)))
      shown = &occurrence;
  }
  return shown == nullptr ? place_words(finding)
                          : describe_place(shown->location, shown->commit.id);
}

Status print_plan(const Verification& verification, const std::vector<std::string>& places) {
  const std::string text = dry_run_text(verification, places);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (is_written) return {};
  return fail(ErrorKind::kUsage, "standard output: the plan cannot be written");
}

}  // namespace

void ScanVerification::join(ScanSteps& steps) {
  steps.keeper = &keeper_;
  steps.on_scanned = [this](const ScanContext& context, ScanResult& result) {
    return verify(context, result);
  };
}

// Where neither parts nor identity matter to what is asked, one is as good as all, and stands where
// all do.
std::vector<KeptCredential> ScanVerification::variants_of(const Finding& finding) {
  std::vector<KeptCredential> variants = keeper_.take(finding);
  const Verifier* const verifier = setup_.verifiers.of_rule(finding.rule_id);
  if (verifier == nullptr || !asks_for_secret_alone(*verifier)) return variants;
  variants.resize(1);
  variants.front().places.clear();
  return variants;
}

Result<std::optional<int>> ScanVerification::verify(const ScanContext& context,
                                                    ScanResult& result) {
  const RulesById rules = rules_by_id(context.engine().rules());
  setup_.plan.foreign_rules = foreign_rules(context.engine().rules(), rules_by_id(setup_.rules));
  std::vector<VerificationCandidate> candidates;
  std::vector<std::size_t> findings;  // of each candidate
  std::vector<std::string> places;    // the same, for people
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& finding = result.findings[i];
    const auto rule = rules.find(finding.rule_id);
    if (rule == rules.end() || !keeper_.has(finding)) continue;
    if (filter_ && !filter_(finding)) continue;
    const Verifier* const verifier = setup_.verifiers.of_rule(finding.rule_id);
    for (KeptCredential& kept : variants_of(finding)) {
      places.push_back(words_of(finding, kept.places));
      candidates.push_back(
          make_candidate(*rule->second, context.key(), std::move(kept.parts), verifier));
      findings.push_back(i);
    }
  }
  KEYHOUND_TRY(verification_, verify_candidates(std::move(candidates), setup_));
  if (keeper_.lost() > 0) result.diagnostics.push_back(lost_secrets(keeper_.lost()));
  if (setup_.dry_run) {
    KEYHOUND_TRY_STATUS(print_plan(*verification_, places));
    return std::optional<int>(result.complete() ? kExitClean : kExitIncomplete);
  }
  for (std::size_t i = 0; i < findings.size();) {
    const std::size_t finding = findings[i];
    std::vector<Liveness> checks;
    for (; i < findings.size() && findings[i] == finding; ++i)
      checks.push_back(verification_->liveness[i]);
    apply_liveness(result.findings[finding], joined_liveness(checks));
  }
  return std::optional<int>();
}

}  // namespace keyhound
