// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/verifier_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scanner/rules/template_text.h"

namespace keyhound {
namespace {

tl::unexpected<Error> wrong(const Verifier& verifier, const std::string& what) {
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: verifier {} {}", verifier.origin, verifier.id, what));
}

// The parts that its templates name must be rules.
Status check_parts(const Verifier& verifier, const std::set<std::string_view>& rule_ids) {
  for (const std::string_view text : templates_of(verifier)) {
    KEYHOUND_TRY(const auto pieces, parse_template(text));
    for (const TemplatePiece& piece : pieces) {
      if (piece.kind != TemplatePiece::Kind::kPart || rule_ids.count(piece.text) > 0) continue;
      return wrong(verifier,
                   fmt::format("needs a part of the rule {}, which there is not", piece.text));
    }
  }
  return {};
}

}  // namespace

Result<VerifierSet> VerifierSet::create(std::vector<Verifier> verifiers, const RuleSet& rules) {
  std::set<std::string_view> rule_ids;
  for (const Rule& rule : rules.rules) rule_ids.insert(rule.id);
  std::stable_sort(verifiers.begin(), verifiers.end(),
                   [](const Verifier& a, const Verifier& b) { return a.id < b.id; });
  VerifierSet set;
  for (std::size_t i = 0; i < verifiers.size(); ++i) {
    const Verifier& verifier = verifiers[i];
    if (i > 0 && verifiers[i - 1].id == verifier.id) {
      return wrong(verifier, "has an id that is used already in " + verifiers[i - 1].origin);
    }
    KEYHOUND_TRY_STATUS(check_parts(verifier, rule_ids));
    for (const std::string& rule : verifier.rules) {
      if (rule_ids.count(rule) == 0)
        return wrong(verifier, fmt::format("names the rule {}, which there is not", rule));
      const auto [entry, is_new] = set.by_rule_.try_emplace(rule, i);
      if (is_new) continue;
      return wrong(verifier, fmt::format("names the rule {}, which verifier {} has already", rule,
                                         verifiers[entry->second].id));
    }
  }
  set.verifiers_ = std::move(verifiers);
  return set;
}

const Verifier* VerifierSet::of_rule(std::string_view rule_id) const {
  const auto entry = by_rule_.find(rule_id);
  return entry == by_rule_.end() ? nullptr : &verifiers_[entry->second];
}

}  // namespace keyhound
