// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/settings/settings_values.h"

#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/base/hash.h"
#include "scanner/pipelines/facts/script_uses.h"

namespace keyhound {
namespace {

constexpr int kTreeDepth = 8;

bool is_name(char c) { return is_alnum_ascii(c) || c == '_'; }

struct FoundVariable {
  TextRange name;
  std::size_t behind = 0;
};

// The variable that stands at `at`, where a `$` or `%` is. An empty name: none does.
FoundVariable variable_at(std::string_view text, std::size_t at) {
  std::size_t begin = at + 1;
  char close = '\0';
  if (text[at] == '%') {
    close = '%';
  } else if (begin < text.size() && (text[begin] == '{' || text[begin] == '(')) {
    close = text[begin++] == '{' ? '}' : ')';
  }
  std::size_t end = begin;
  while (end < text.size() && is_name(text[end])) ++end;
  const bool is_closed =
      close == '\0' || (end < text.size() && (text[end] == close || close == '}'));
  if (end == begin || is_digit_ascii(text[begin]) || !is_closed) return {{}, begin};
  return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, end};
}

void refer(DefinitionBuilder& builder, const SourceText& value, TextRange range,
           const ValuePlace& place) {
  const Platform& platform = *builder.definition().platform;
  const std::string name = value.text.substr(range.begin, range.size());
  if (platform.is_predefined != nullptr && platform.is_predefined(name)) return;
  const auto confidence = confidence_of_variable(name);
  if (!confidence || *confidence == Confidence::kLow) return;
  SecretReference reference;
  reference.scope = place.scope;
  reference.store = std::string(platform.variable_store);
  reference.id = name;
  reference.name = name;
  reference.bound_as = std::string(place.bound_as);
  reference.sink = place.sink;
  reference.range = value.source_of(range);
  reference.key_path = std::string(place.key_path);
  reference.confidence = *confidence;
  builder.add(std::move(reference));
}

std::string short_digest(std::string_view text) {
  const Sha256Digest digest = sha256(text);
  std::string hex;
  constexpr std::size_t kBytes = 8;
  for (std::size_t i = 0; i < kBytes; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

ValueReading read_settings_value(DefinitionBuilder& builder, const SourceText& value,
                                 const ValuePlace& place) {
  ValueReading reading;
  if (place.sink == SecretSink::kScript) return reading;
  const std::string_view text = value.text;
  for (std::size_t at = text.find_first_of("$%"); at != std::string_view::npos;) {
    const FoundVariable found = variable_at(text, at);
    std::size_t behind = at + 1;
    if (!found.name.empty()) {
      reading.is_literal = false;
      refer(builder, value, found.name, place);
      behind = found.behind + (text[at] == '%' ? 1 : 0);
    }
    at = behind < text.size() ? text.find_first_of("$%", behind) : std::string_view::npos;
  }
  return reading;
}

}  // namespace

SettingsBuilder::SettingsBuilder(const DefinitionSource& source, Definition& into)
    : DefinitionBuilder(source, read_settings_value, into), budget_(source.yaml->walk_budget()) {}

void SettingsBuilder::tell_limit(std::vector<Diagnostic>& diagnostics) const {
  tell_spent(budget_, source(), diagnostics);
}

FactIndex SettingsBuilder::bind_encrypted(BindingKind kind, Scope scope, std::string name,
                                          TextRange name_range, const YamlNode& value,
                                          std::string path) {
  Binding binding;
  binding.kind = kind;
  binding.scope = scope;
  binding.name = std::move(name);
  binding.name_range = name_range;
  binding.value = value_of(value);
  binding.key_path = std::move(path);
  binding.is_encrypted = true;
  SecretReference reference;
  reference.scope = scope;
  reference.store = std::string(definition().platform->id) + "-encrypted";
  reference.kind = "encrypted";
  reference.id = short_digest(binding.value.text);
  reference.name = binding.name;
  reference.bound_as = binding.name;
  reference.sink = sink_of(kind);
  reference.range = binding.value.whole;
  reference.key_path = binding.key_path;
  binding.references.push_back(add(std::move(reference)));
  return add(std::move(binding));
}

void SettingsBuilder::bind_one(BindingKind kind, Scope scope, const MappingEntry& entry,
                               const std::string& path, int depth) {
  if (is_scalar(entry.value)) {
    bind(kind, scope, entry, path);
    return;
  }
  const std::string place = key_path(path, entry.name);
  if (const YamlNode* secure = at(entry.value, "secure"); is_scalar(secure)) {
    bind_encrypted(kind, scope, std::string(entry.name), range_of(*entry.key), *secure, place);
    return;
  }
  bind_below(kind, scope, entry.value, place, depth + 1);
}

void SettingsBuilder::bind_below(BindingKind kind, Scope scope, const YamlNode* node,
                                 const std::string& path, int depth) {
  if (depth > kTreeDepth || !take_visit()) return;
  if (!is_sequence(node)) {
    for (const MappingEntry& entry : entries_of(node, true))
      bind_one(kind, scope, entry, path, depth);
    return;
  }
  for (const YamlNode* item : items_of(node)) {
    if (const YamlNode* secure = at(item, "secure"); is_scalar(secure)) {
      bind_encrypted(kind, scope, path.substr(path.rfind('/') + 1), range_of(*secure), *secure,
                     path);
    } else if (!is_scalar(item)) {
      bind_below(kind, scope, item, path, depth + 1);
    }
  }
}

void SettingsBuilder::bind_tree(BindingKind kind, Scope scope, const YamlNode* node,
                                const std::string& path) {
  bind_below(kind, scope, node, path, 0);
}

void SettingsBuilder::bind_entry(BindingKind kind, Scope scope, const MappingEntry& entry,
                                 const std::string& path) {
  bind_one(kind, scope, entry, path, 0);
}

}  // namespace keyhound
