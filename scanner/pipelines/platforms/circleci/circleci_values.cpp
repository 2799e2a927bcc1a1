// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/circleci/circleci_values.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/circleci_parameters.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/variable_values.h"

namespace keyhound {
namespace {

// `$<< parameters.x >>` and `${<< parameters.x >>}` with their dollar.
TextRange with_dollar(std::string_view text, TextRange range) {
  if (range.begin > 0 && text[range.begin - 1] == '$') return {range.begin - 1, range.end};
  const bool has_brace = range.begin > 1 && text.substr(range.begin - 2, 2) == "${";
  const bool is_closed = range.end < text.size() && text[range.end] == '}';
  return has_brace && is_closed ? TextRange{range.begin - 2, range.end + 1} : range;
}

SecretReference parameter_reference(const CircleciParameter& one) {
  SecretReference reference;
  reference.store = "circleci-parameters";
  reference.kind = "input";
  reference.id = reference.name = one.name;
  reference.confidence = Confidence::kMedium;
  return reference;
}

bool holds_secret(const CircleciParameter& one) {
  return one.scope != CircleciScope::kPipelineValue && is_credential_name(one.name);
}

void place_reference(SecretReference& reference, const SourceText& value, TextRange range,
                     const ValuePlace& place) {
  reference.scope = place.scope;
  reference.sink = place.sink;
  reference.bound_as = std::string(place.bound_as);
  reference.key_path = std::string(place.key_path);
  reference.range = value.source_of(range);
}

bool is_variable_name(std::string_view text) {
  return text.size() > 1 && is_upper_ascii(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_upper_ascii(c) || is_digit_ascii(c) || c == '_'; });
}

void note_environments(const YamlNode& node, VariableNames& names) {
  for (const YamlEntry& entry : node.entries()) {
    if (text_of(&entry.key) == "environment")
      for (const MappingEntry& one : entries_of(&entry.value))
        names.note(one.name, text_of(one.value));
    note_environments(entry.value, names);
  }
  for (const YamlNode& item : node.items()) note_environments(item, names);
}

// An argument whose value names a variable: by the parameter's type, or, where only an orb knows
// that, by what it looks like.
bool is_name_argument(const MappingEntry& entry, const std::set<std::string_view>& parameters) {
  const std::string_view text = text_of(entry.value);
  if (!is_variable_name(text)) return false;
  return parameters.contains(entry.name) ||
         (is_credential_name(text) && text.find('_') != text.npos);
}

void bind_name(DefinitionBuilder& builder, Scope scope, const MappingEntry& entry,
               std::string path) {
  Binding binding;
  binding.kind = BindingKind::kInput;
  binding.scope = scope;
  binding.name = std::string(entry.name);
  binding.name_range = builder.range_of(*entry.key);
  binding.value = builder.value_of(*entry.value);
  binding.key_path = std::move(path);
  const std::string& name = binding.value.text;
  if (const auto confidence = confidence_of_variable(name);
      confidence && !is_circleci_predefined(name)) {
    SecretReference reference;
    reference.store = "circleci-variables";
    reference.id = reference.name = name;
    reference.confidence = *confidence;
    place_reference(reference, binding.value, {0, static_cast<std::uint32_t>(name.size())},
                    {scope, SecretSink::kInput, binding.name, binding.key_path});
    binding.references.push_back(builder.add(std::move(reference)));
  }
  builder.add(std::move(binding));
}

}  // namespace

bool is_circleci_token(std::string_view variable) {
  return variable == "CIRCLE_OIDC_TOKEN" || variable == "CIRCLE_OIDC_TOKEN_V2";
}

bool is_circleci_predefined(std::string_view variable) {
  const bool has_prefix =
      variable == "CI" || variable.starts_with("CIRCLE_") || variable.starts_with("CIRCLECI");
  return has_prefix && !is_credential_name(variable);
}

ValueReading read_circleci_value(DefinitionBuilder& builder, const SourceText& value,
                                 const ValuePlace& place) {
  ValueReading reading;
  if (place.sink != SecretSink::kScript) reading = read_variables(builder, value, place);
  for (const CircleciParameter& one : find_circleci_parameters(value.text)) {
    reading.is_literal = false;
    TemplateRange& range = reading.templates.emplace_back();
    range.range = with_dollar(value.text, one.whole);
    if (!holds_secret(one)) continue;
    SecretReference reference = parameter_reference(one);
    place_reference(reference, value, range.range, place);
    range.references.push_back(builder.add(std::move(reference)));
  }
  return reading;
}

std::set<std::string_view> find_circleci_name_parameters(MergedYaml& yaml, const YamlNode* root) {
  std::set<std::string_view> names;
  for (const std::string_view section : {"commands", "jobs", "executors"}) {
    for (const MappingEntry& entry : yaml.entries(yaml.at(root, section))) {
      for (const MappingEntry& parameter : yaml.entries(yaml.at(entry.value, "parameters")))
        if (text_of(yaml.at(parameter.value, "type")) == "env_var_name")
          names.insert(parameter.name);
    }
  }
  return names;
}

void note_circleci_variables(DefinitionBuilder& builder, const YamlNode* root) {
  VariableNames names;
  if (root != nullptr) note_environments(*root, names);
  names.give_to(builder);
}

void bind_circleci_argument(DefinitionBuilder& builder, Scope scope, const MappingEntry& entry,
                            std::string_view path,
                            const std::set<std::string_view>& name_parameters) {
  if (is_name_argument(entry, name_parameters)) {
    bind_name(builder, scope, entry, key_path(path, entry.name));
  } else {
    builder.bind(BindingKind::kInput, scope, entry, path);
  }
}

void bind_circleci_arguments(DefinitionBuilder& builder, MergedYaml& yaml, Scope scope,
                             const YamlNode* arguments, std::string_view path,
                             const std::set<std::string_view>& name_parameters) {
  for (const MappingEntry& entry : yaml.entries(arguments)) {
    if (builder.is_full()) return;
    bind_circleci_argument(builder, scope, entry, path, name_parameters);
  }
}

void judge_circleci_parameters(Definition& definition,
                               const std::set<std::string_view>& name_parameters) {
  for (SecretReference& reference : definition.references) {
    if (reference.kind != "input" || !name_parameters.contains(reference.id)) continue;
    const bool is_expanded = reference.range.begin < definition.text.size() &&
                             definition.text[reference.range.begin] == '$';
    if (!is_expanded) reference.confidence = Confidence::kLow;
  }
}

}  // namespace keyhound
