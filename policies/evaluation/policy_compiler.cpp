// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_compiler.h"

#include <algorithm>

#include "policies/evaluation/fact_variables.h"
#include "policies/evaluation/parameter_value.h"
#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

bool is_identifier(std::string_view name) {
  const auto is_letter = [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); };
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

Policy PolicyCompiler::policy_of(PolicyDefinition definition) {
  Policy policy;
  policy.definition_ = std::make_shared<const PolicyDefinition>(std::move(definition));
  return policy;
}

PolicyCompiler::PolicyCompiler(PolicyDefinition definition, const CelRegexCompiler* regexes)
    : policy_(policy_of(std::move(definition))), definition_(*policy_.definition_) {
  environment_.variables = fact_variables();
  environment_.regexes = regexes;
}

// An error of an expression has its own line and column. They are places of the file where the
// text stands in one line there as it is; else the place of the text comes first.
void PolicyCompiler::add_problem(const PolicyText& text, const Error& error) {
  problems_.push_back({text.place, "in this expression, at " + error.message});
}

void PolicyCompiler::check_name(std::string_view name, const RegistryPlace& place) {
  if (!is_identifier(name)) {
    problems_.push_back({place, "a name is made of a-z, 0-9 and _, and begins with a letter"});
    return;
  }
  const bool is_taken = std::any_of(environment_.variables.begin(), environment_.variables.end(),
                                    [name](const auto& one) { return one.name == name; });
  if (is_taken) problems_.push_back({place, "this name has a meaning already; choose another"});
}

void PolicyCompiler::add_parameters() {
  policy_.arena_ = std::make_shared<CelArena>();
  policy_.parameters_ = std::make_shared<ParameterValues>();
  for (const PolicyParameter& parameter : definition_.params) {
    if (!is_identifier(parameter.name)) {
      problems_.push_back(
          {parameter.place, "a name is made of a-z, 0-9 and _, and begins with a letter"});
    }
    environment_.variables.push_back({"params." + parameter.name, type_of(parameter.value)});
    policy_.parameters_->push_back(to_cel_value(parameter.value, *policy_.arena_));
  }
  first_let_ = environment_.variables.size();
}

// What `program` needs of the lets, and what those need, in the order of their definition.
template <class Program>
std::vector<std::size_t> PolicyCompiler::needed(const Program& program) const {
  std::vector<bool> is_needed(policy_.lets_.size(), false);
  for (std::size_t let = 0; let < policy_.lets_.size(); ++let) {
    if (!program.uses(first_let_ + let)) continue;
    is_needed[let] = true;
    for (const std::size_t inner : policy_.lets_[let].lets) is_needed[inner] = true;
  }
  std::vector<std::size_t> lets;
  for (std::size_t let = 0; let < is_needed.size(); ++let) {
    if (is_needed[let]) lets.push_back(let);
  }
  return lets;
}

void PolicyCompiler::add_lets() {
  for (const auto& [name, text] : definition_.lets) {
    check_name(name, text.place);
    auto program = CelProgram::compile(text.text, environment_);
    if (!program) {
      add_problem(text, program.error());
      return;  // what follows would only repeat it
    }
    environment_.variables.push_back({name, program->type()});
    std::vector<std::size_t> lets = needed(*program);
    policy_.lets_.push_back({std::move(*program), std::move(lets)});
  }
}

std::optional<Policy::Expression> PolicyCompiler::condition(const PolicyText& text) {
  auto program = CelProgram::compile(text.text, environment_);
  if (!program) {
    add_problem(text, program.error());
    return std::nullopt;
  }
  const CelKind kind = program->type().kind;
  if (kind != CelKind::kBool && kind != CelKind::kDyn) {
    problems_.push_back({text.place, "a condition is true or false; this is of type " +
                                         to_string(program->type())});
  }
  std::vector<std::size_t> lets = needed(*program);
  return Policy::Expression{std::move(*program), std::move(lets)};
}

std::optional<Policy::Text> PolicyCompiler::text(const PolicyText& text) {
  auto compiled = MessageTemplate::compile(text.text, environment_);
  if (!compiled) {
    problems_.push_back({text.place, "in this text, at " + compiled.error().message});
    return std::nullopt;
  }
  std::vector<std::size_t> lets = needed(*compiled);
  return Policy::Text{std::nullopt, std::move(*compiled), std::move(lets)};
}

Policy::Message PolicyCompiler::message(const PolicyMessage& from) {
  Policy::Message made;
  for (const PolicyMessage::Variant& variant : from.variants) {
    std::optional<Policy::Text> one = text(variant.text);
    if (!one) continue;
    if (!variant.condition.text.empty()) one->condition = condition(variant.condition);
    made.variants.push_back(std::move(*one));
  }
  made.is_constant =
      from.variants.size() == 1 && from.variants.front().text.text.find('{') == std::string::npos;
  return made;
}

void PolicyCompiler::add_guards(const std::vector<PolicyGuard>& from,
                                std::vector<Policy::Guard>& into) {
  for (const PolicyGuard& guard : from) {
    auto expression = condition(guard.condition);
    Policy::Message reason = message({{{{}, guard.reason}}});
    if (expression) into.push_back({std::move(*expression), std::move(reason)});
  }
}

Result<Policy> PolicyCompiler::compile() {
  add_parameters();
  add_lets();
  if (problems_.empty()) {
    add_guards(definition_.applies, policy_.applies_);
    add_guards(definition_.undecided, policy_.undecided_);
    policy_.fail_when_ = condition(definition_.fail_when);
    policy_.message_ = message(definition_.message);
    policy_.pass_ = message(definition_.pass);
  }
  if (problems_.empty()) return std::move(policy_);
  return fail(ErrorKind::kConfiguration, lines_of(problems_));
}

}  // namespace keyhound
