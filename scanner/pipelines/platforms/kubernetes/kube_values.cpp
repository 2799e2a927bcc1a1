// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/kubernetes/kube_values.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// Words that Tekton replaces in every field: https://tekton.dev/docs/pipelines/variables/
bool is_tekton_name(std::string_view name) {
  for (const std::string_view start :
       {"params.", "params[", "inputs.", "outputs.", "workspaces.", "tasks.", "results.", "steps.",
        "context.", "resources.", "credentials.", "step.", "tt.params.", "finally.", "body.",
        "extensions.", "header."})
    if (name.starts_with(start)) return true;
  return false;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_alnum_ascii(c) || c == '_' || c == '-' || c == '.';
  });
}

// The first `$(name)` at or behind `from`; nullopt: there is none.
std::optional<TextRange> next_call(std::string_view text, std::size_t from) {
  while ((from = text.find("$(", from)) != std::string_view::npos) {
    const std::size_t end = text.find_first_of("$()\n", from + 2);
    if (end == std::string_view::npos) return std::nullopt;
    if (text[end] == ')')
      return TextRange{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(end + 1)};
    from = end;
  }
  return std::nullopt;
}

// The first `{{ name }}` at or behind `from`; nullopt: there is none.
std::optional<TextRange> next_mark(std::string_view text, std::size_t from) {
  const std::size_t begin = text.find("{{", from);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = text.find("}}", begin + 2);
  if (end == std::string_view::npos) return std::nullopt;
  return TextRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end + 2)};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '-')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '-')) text.remove_suffix(1);
  return text;
}

// {{ git_auth_secret }}: the name of a secret that Pipelines as Code makes for the run.
void add_token(DefinitionBuilder& builder, const SourceText& value, const ValuePlace& place,
               TemplateRange& range, std::string_view name) {
  SecretReference reference;
  reference.scope = place.scope;
  reference.store = "pipelines-as-code";
  reference.kind = "platform-token";
  reference.name = std::string(name);
  reference.id = reference.name;
  reference.bound_as = place.bound_as;
  reference.sink = place.sink;
  reference.range = value.source_of(range.range);
  reference.key_path = place.key_path;
  reference.is_platform_token = true;
  range.references.push_back(builder.add(std::move(reference)));
}

}  // namespace

ValueReading read_kube_value(DefinitionBuilder& builder, const SourceText& value,
                             const ValuePlace& place) {
  ValueReading reading;
  const std::string_view text = value.text;
  std::size_t from = 0;
  while (const auto call = next_call(text, from)) {
    from = call->end;
    const std::string_view name = text.substr(call->begin + 2, call->size() - 3);
    const bool is_replaced =
        is_tekton_name(name) || (place.sink != SecretSink::kScript && is_variable_name(name));
    if (!is_replaced) continue;
    reading.is_literal = false;
    TemplateRange& range = reading.templates.emplace_back();
    range.range = *call;
    if (!is_tekton_name(name)) range.variables.emplace_back(name);
  }
  from = 0;
  while (const auto mark = next_mark(text, from)) {
    from = mark->end;
    reading.is_literal = false;
    TemplateRange& range = reading.templates.emplace_back();
    range.range = *mark;
    const std::string_view name = trimmed(text.substr(mark->begin + 2, mark->size() - 4));
    if (name == "git_auth_secret") add_token(builder, value, place, range, name);
  }
  std::stable_sort(
      reading.templates.begin(), reading.templates.end(),
      [](const TemplateRange& a, const TemplateRange& b) { return a.range.begin < b.range.begin; });
  return reading;
}

}  // namespace keyhound
