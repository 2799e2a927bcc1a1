// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/variable_values.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/script_uses.h"

namespace keyhound {
namespace {

bool is_name_start(char c) { return is_alpha_ascii(c) || c == '_'; }
bool is_name_character(char c) { return is_alnum_ascii(c) || c == '_'; }

std::size_t name_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  if (at < text.size() && is_name_start(text[at]))
    while (at < text.size() && is_name_character(text[at])) ++at;
  return at;
}

// Where the `${NAME...}` whose name ends at `at` ends itself; npos: it has no end on its line.
std::size_t brace_end(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '}') return at + 1;
  constexpr std::string_view kOperators = ":-=?+#%/^,@[";
  if (at >= text.size() || kOperators.find(text[at]) == std::string_view::npos)
    return std::string_view::npos;
  const std::size_t end = text.find_first_of("}$\n", at);
  // A default that has a variable in it ends there: what follows is read on its own.
  return end == std::string_view::npos ? end : (text[end] == '}' ? end + 1 : end);
}

// The stored secret that a variable of this name is, if it is one.
std::optional<SecretReference> stored_secret(const Definition& definition, std::string_view name) {
  const Platform& platform = *definition.platform;
  const bool is_token = platform.is_platform_token != nullptr && platform.is_platform_token(name);
  if (!is_token && platform.is_predefined != nullptr && platform.is_predefined(name))
    return std::nullopt;
  const auto& plain = definition.plain_variables;
  const auto confidence =
      is_token ? std::optional(Confidence::kHigh) : confidence_of_variable(name);
  if (!confidence || *confidence == Confidence::kLow ||
      std::binary_search(plain.begin(), plain.end(), name))
    return std::nullopt;
  SecretReference reference;
  reference.store = std::string(platform.variable_store);
  if (is_token) reference.kind = "platform-token";
  reference.is_platform_token = is_token;
  reference.id = std::string(name);
  reference.name = reference.id;
  reference.confidence = *confidence;
  return reference;
}

}  // namespace

std::vector<ValueVariable> find_variables(std::string_view text) {
  std::vector<ValueVariable> found;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const bool is_escaped = at > 0 && text[at - 1] == '\\';
    if (is_escaped || (at + 1 < text.size() && text[at + 1] == '$')) {
      at += is_escaped ? 1 : 2;
      continue;
    }
    const bool has_brace = at + 1 < text.size() && text[at + 1] == '{';
    const std::size_t begin = at + (has_brace ? 2 : 1);
    std::size_t end = name_end(text, begin);
    const std::string_view name = text.substr(std::min(begin, text.size()), end - begin);
    if (has_brace && !name.empty()) end = brace_end(text, end);
    if (name.empty() || end == std::string_view::npos) {
      ++at;
      continue;
    }
    found.push_back({name, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
    at = end;
  }
  return found;
}

void VariableNames::note(std::string_view name, std::string_view value) {
  constexpr std::size_t kMostNames = 16;  // more variables in one value are no pass-through
  if (value.empty()) return;
  const auto variables = find_variables(value);
  if (variables.empty()) return note_plain(name);
  auto& names = made_[std::string(name)];
  for (const ValueVariable& one : variables)
    if (names.size() < kMostNames) names.emplace_back(one.name);
}

void VariableNames::give_to(DefinitionBuilder& builder) {
  auto& plain = builder.definition().plain_variables;
  plain.insert(plain.end(), std::make_move_iterator(plain_.begin()),
               std::make_move_iterator(plain_.end()));
  std::sort(plain.begin(), plain.end());
  plain.erase(std::unique(plain.begin(), plain.end()), plain.end());
  builder.set_made_variables(std::move(made_));
}

ValueReading read_variables(DefinitionBuilder& builder, const SourceText& value,
                            const ValuePlace& place) {
  ValueReading reading;
  const auto add = [&](std::string_view name, TextRange range) {
    auto reference = stored_secret(builder.definition(), name);
    if (!reference) return;
    reference->scope = place.scope;
    reference->sink = place.sink;
    reference->bound_as = std::string(place.bound_as);
    reference->key_path = std::string(place.key_path);
    reference->range = value.source_of(range);
    builder.add(std::move(*reference));
  };
  for (const ValueVariable& one : find_variables(value.text)) {
    reading.is_literal = false;
    const auto made = builder.made_variables().find(one.name);
    // TOKEN: $TOKEN hands on the stored one.
    const bool is_made = made != builder.made_variables().end() && one.name != place.bound_as;
    if (is_made) {
      for (const std::string& name : made->second) add(name, one.range);
    } else {
      add(one.name, one.range);
    }
    if (builder.is_full()) break;
  }
  return reading;
}

}  // namespace keyhound
