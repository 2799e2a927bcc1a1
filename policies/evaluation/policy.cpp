// SPDX-License-Identifier: Apache-2.0
// A let is evaluated only when an expression that is about to run mentions it, so that one may rest
// on facts that a guard in front of it has made sure of. What goes wrong in a let surfaces where it
// is used, like any other error of the language.
#include "policies/evaluation/policy.h"

#include <algorithm>

#include "policies/evaluation/fact_variables.h"
#include "policies/evaluation/policy_compiler.h"
#include "policies/language/cel_text.h"

namespace keyhound {

void EvaluationScratch::set_facts(const PolicyFacts& facts) {
  arena_.reset();
  values_.resize(std::max(values_.size(), fact_variables().size()));
  set_fact_variables(facts, arena_, values_);
}

Result<Policy> Policy::compile(PolicyDefinition definition, const CelRegexCompiler* regexes) {
  return PolicyCompiler(std::move(definition), regexes).compile();
}

void Policy::compute(const std::vector<std::size_t>& lets, EvaluationScratch& scratch) const {
  const std::size_t first = fact_variables().size() + parameters_->size();
  for (const std::size_t let : lets) {
    if (scratch.is_known_[let]) continue;
    scratch.is_known_[let] = true;
    // A let sees the variables in front of it.
    const auto visible = std::span<const CelValue>(scratch.values_).first(first + let);
    scratch.values_[first + let] = lets_[let].program.evaluate(visible, scratch.arena_);
  }
}

CelValue Policy::evaluate(const Expression& expression, EvaluationScratch& scratch) const {
  compute(expression.lets, scratch);
  return expression.program.evaluate(scratch.values_, scratch.arena_);
}

std::string Policy::render(const Message& message, EvaluationScratch& scratch) const {
  for (const Text& variant : message.variants) {
    if (variant.condition) {
      const CelValue holds = evaluate(*variant.condition, scratch);
      if (holds.kind() != CelKind::kBool || !holds.as_bool()) continue;
    }
    compute(variant.lets, scratch);
    return variant.text.render(scratch.values_, scratch.arena_);
  }
  return {};
}

Decision Policy::failed_to_decide(const CelValue& value, std::string_view what) {
  const std::string reason =
      value.is_error() ? std::string(value.error_reason()) : "it is neither true nor false";
  return {Outcome::kError, "This could not be decided: " + std::string(what) + ": " + reason + ".",
          Decision::kVaries};
}

Decision Policy::decide(const ParameterValues& parameters, EvaluationScratch& scratch) const {
  Decision decision = decide_briefly(parameters, scratch);
  if (decision.constant != Decision::kVaries)
    decision.message = constant_message(decision.constant, scratch);
  return decision;
}

std::string Policy::constant_message(std::size_t constant, EvaluationScratch& scratch) const {
  if (constant == applies_.size()) return render(pass_, scratch);
  return render(applies_[constant].reason, scratch);
}

Decision Policy::decide_briefly(const ParameterValues& parameters,
                                EvaluationScratch& scratch) const {
  const std::size_t facts = fact_variables().size();
  scratch.values_.resize(facts + parameters.size() + lets_.size());
  std::copy(parameters.begin(), parameters.end(),
            scratch.values_.begin() + static_cast<std::ptrdiff_t>(facts));
  scratch.is_known_.assign(lets_.size(), false);

  for (std::size_t i = 0; i < applies_.size(); ++i) {
    const Guard& guard = applies_[i];
    const CelValue holds = evaluate(guard.condition, scratch);
    if (holds.kind() != CelKind::kBool) return failed_to_decide(holds, "whether it applies");
    if (holds.as_bool()) continue;
    if (guard.reason.is_constant) return {Outcome::kNotApplicable, {}, i};
    return {Outcome::kNotApplicable, render(guard.reason, scratch), Decision::kVaries};
  }
  for (const Guard& guard : undecided_) {
    const CelValue holds = evaluate(guard.condition, scratch);
    if (holds.kind() != CelKind::kBool) return failed_to_decide(holds, "whether it can be told");
    if (holds.as_bool()) return {Outcome::kError, render(guard.reason, scratch), Decision::kVaries};
  }
  const CelValue fails = evaluate(*fail_when_, scratch);
  if (fails.kind() != CelKind::kBool) return failed_to_decide(fails, "its condition");
  if (fails.as_bool()) return {Outcome::kFail, render(message_, scratch), Decision::kVaries};
  if (pass_.is_constant) return {Outcome::kPass, {}, applies_.size()};
  return {Outcome::kPass, render(pass_, scratch), Decision::kVaries};
}

}  // namespace keyhound
