// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/buildkite/buildkite_scripts.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

bool begins_name(char c) { return is_alpha_ascii(c) || c == '_' || c == '{'; }

// The text without the marks that keep $NAME from being replaced while the pipeline is uploaded.
SourceText without_marks(const SourceText& text) {
  SourceTextBuilder built({});
  std::uint32_t begin = 0;
  const std::string& bytes = text.text;
  for (std::uint32_t at = 0; at + 2 < bytes.size(); ++at) {
    const bool is_mark = (bytes[at] == '$' || bytes[at] == '\\') && bytes[at + 1] == '$' &&
                         begins_name(bytes[at + 2]);
    if (!is_mark) continue;
    built.copy(text, {begin, at});
    begin = at + 1;
    ++at;
  }
  built.copy(text, {begin, static_cast<std::uint32_t>(bytes.size())});
  return built.finish(text.whole);
}

bool is_word_end(char c) {
  return std::string_view(" \t\n\r\"'`;|&()<>").find(c) != std::string_view::npos;
}

// Calls `use` with the words behind each `call` up to the end of its command.
template <class Use>
void each_argument(std::string_view text, std::string_view call, Use use) {
  for (std::size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at)) {
    at += call.size();
    while (at < text.size() && (text[at] == ' ' || text[at] == '"' || text[at] == '\'')) {
      const std::size_t begin = text.find_first_not_of(" \"'", at);
      if (begin == std::string_view::npos) return;
      std::size_t end = begin;
      while (end < text.size() && !is_word_end(text[end])) ++end;
      if (end == begin) break;
      use(TextRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      at = end;
    }
  }
}

void find_secrets(SettingsBuilder& builder, const Script& script, const std::string& path) {
  const SourceText text = script.text;
  const Scope scope = script.scope;
  bool is_value = false;  // of an option
  each_argument(text.text, "buildkite-agent secret get", [&](TextRange word) {
    const std::string name = text.text.substr(word.begin, word.size());
    const bool is_option = name.front() == '-';
    if (!is_option && !is_value) {
      SecretReference reference = buildkite_secret(scope, name);
      reference.sink = SecretSink::kScript;
      reference.range = text.source_of(word);
      reference.key_path = path;
      if (name.find('$') != std::string::npos) reference.resolution = Resolution::kDynamic;
      builder.add(std::move(reference));
    }
    is_value = is_option && name.find('=') == std::string::npos && name != "--skip-redaction";
  });
}

void find_uploads(SettingsBuilder& builder, const Script& script, const std::string& path) {
  const DefinitionTree* tree = builder.source().tree;
  const SourceText text = script.text;
  const Scope scope = script.scope;
  each_argument(text.text, "buildkite-agent pipeline upload", [&](TextRange word) {
    Include include;
    include.kind = IncludeKind::kFile;
    include.scope = scope;
    include.target = text.text.substr(word.begin, word.size());
    if (include.target.front() == '-') return;
    include.range = text.source_of(word);
    include.key_path = path;
    include.is_same_repository = include.is_same_owner = include.is_pinned = true;
    include.is_resolved = tree != nullptr && tree->read(include.target).has_value();
    builder.definition().includes.push_back(std::move(include));
  });
}

}  // namespace

SecretReference buildkite_secret(Scope scope, std::string_view name) {
  SecretReference reference;
  reference.scope = scope;
  reference.store = "buildkite-secrets";
  reference.name = std::string(name);
  reference.id = to_upper_ascii(name);
  return reference;
}

void read_buildkite_script(SettingsBuilder& builder, Scope scope, const YamlNode* node,
                           const std::string& path) {
  std::vector<Script>& scripts = builder.definition().scripts;
  const std::size_t before = scripts.size();
  builder.script(scope, node, path);
  if (scripts.size() == before) return;
  scripts.back().text = without_marks(scripts.back().text);
  find_secrets(builder, scripts.back(), path);
  find_uploads(builder, scripts.back(), path);
}

void read_buildkite_secrets(SettingsBuilder& builder, Scope scope, const YamlNode* node,
                            const std::string& path) {
  const auto bind = [&](std::string_view variable, const YamlNode& place, const YamlNode& name) {
    SecretReference reference = buildkite_secret(scope, text_of(&name));
    reference.bound_as = std::string(variable);
    reference.range = builder.range_of(name);
    reference.key_path = key_path(path, variable);
    Binding binding;
    binding.scope = scope;
    binding.name = reference.bound_as;
    binding.name_range = builder.range_of(place);
    binding.value = builder.value_of(name);
    binding.key_path = reference.key_path;
    binding.references.push_back(builder.add(std::move(reference)));
    builder.add(std::move(binding));
  };
  for (const MappingEntry& entry : entries_of(node, true))
    if (is_scalar(entry.value)) bind(entry.name, *entry.key, *entry.value);
  if (!is_sequence(node)) return;
  for (const YamlNode* item : items_of(node))
    if (is_scalar(item)) bind(text_of(item), *item, *item);
}

}  // namespace keyhound
