// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/definition_builder.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kOfLine = 16;  // of a script, beside its text
// Of a value, that are known by name: each use of what it is bound to asks for them.
constexpr std::size_t kMostVariables = 16;

template <class Fact>
FactIndex append(std::vector<Fact>& facts, Fact fact) {
  facts.push_back(std::move(fact));
  return static_cast<FactIndex>(facts.size() - 1);
}

}  // namespace

SecretSink sink_of(BindingKind kind) {
  switch (kind) {
    case BindingKind::kEnvironment:
    case BindingKind::kVariable:
    case BindingKind::kImageEnvironment:
      return SecretSink::kEnv;
    case BindingKind::kInput:
    case BindingKind::kParameter:
    case BindingKind::kBuildArgument:
    case BindingKind::kProviderArgument:
    case BindingKind::kIdToken:
      return SecretSink::kInput;
    case BindingKind::kOutput:
      return SecretSink::kOutput;
    case BindingKind::kSecretsMap:
      return SecretSink::kSecretsMap;
    case BindingKind::kRegistryPassword:
      return SecretSink::kCredentials;
    case BindingKind::kSecretData:
    case BindingKind::kSecretDataBase64:
      return SecretSink::kFile;
  }
  return SecretSink::kEnv;
}

void tell_spent(const YamlWalkBudget& budget, const DefinitionSource& source,
                std::vector<Diagnostic>& diagnostics) {
  if (budget.is_spent())
    diagnostics.push_back({"large-definition", std::string(source.path),
                           "its aliases make more of it than is read; its text was scanned", true});
}

ScriptLanguage language_of(std::string_view shell) {
  const std::string name = to_lower_ascii(shell.substr(0, shell.find(' ')));
  const std::string_view base = std::string_view(name).substr(name.find_last_of("/\\") + 1);
  if (base.empty() || base == "bash" || base == "sh" || base == "zsh" || base == "dash" ||
      base == "ash" || base == "ksh" || base == "busybox") {
    return ScriptLanguage::kPosix;
  }
  if (base.starts_with("pwsh") || base.starts_with("powershell"))
    return ScriptLanguage::kPowerShell;
  if (base == "cmd" || base == "cmd.exe" || base == "bat") return ScriptLanguage::kBatch;
  return ScriptLanguage::kOther;
}

std::vector<SourceText> lines_of(const SourceText& value) {
  std::vector<SourceText> lines;
  const std::string_view text = value.text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t first = line.find_first_not_of(kBlanks);
    if (first != std::string_view::npos) {
      const std::size_t last = line.find_last_not_of(kBlanks) + 1;
      lines.push_back(part_of(value, {static_cast<std::uint32_t>(begin + first),
                                      static_cast<std::uint32_t>(begin + last)}));
    }
    begin = end + 1;
  }
  return lines;
}

void append_line(SourceText& text, SourceText line) {
  const bool is_first = text.text.empty();
  if (is_first && text.segments.empty() && !line.segments.empty()) {
    text = std::move(line);
    return;
  }
  if (!is_first) text.text += '\n';
  const auto shift = static_cast<std::uint32_t>(text.text.size());
  text.text += line.text;
  for (const SourceSegment& segment : line.segments)
    text.segments.push_back({segment.value + shift, segment.source, segment.length});
  // Without a place of its own, a line stands where the whole of it does.
  if (line.segments.empty() && !line.text.empty())
    text.segments.push_back({shift, line.whole.begin, 0});
  text.whole = is_first ? line.whole
                        : TextRange{std::min(text.whole.begin, line.whole.begin),
                                    std::max(text.whole.end, line.whole.end)};
}

bool DefinitionBuilder::take(std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > kMostFactBytes) cut_short();
  return !is_full();
}

bool DefinitionBuilder::take_fact(std::size_t text_bytes) {
  constexpr std::size_t kOfFact = 256;  // without its texts
  return take(kOfFact + text_bytes);
}

FactIndex DefinitionBuilder::add(Job job) {
  return take_fact(job.id.size() + job.key_path.size()) ? append(into_.jobs, std::move(job))
                                                        : kNoFact;
}
FactIndex DefinitionBuilder::add(Binding binding) {
  const std::size_t size =
      binding.name.size() + binding.value.text.size() + binding.key_path.size();
  return take_fact(size) ? append(into_.bindings, std::move(binding)) : kNoFact;
}
FactIndex DefinitionBuilder::add(SecretReference reference) {
  take_fact(reference.id.size() + reference.key_path.size());
  return append(into_.references, std::move(reference));
}

FactIndex DefinitionBuilder::add(Step step) {
  if (!take_fact(step.uses.size() + step.key_path.size())) return kNoFact;
  const std::size_t number = ++steps_of_job_[step.job];
  if (step.name.empty()) step.name = std::to_string(number);
  return append(into_.steps, std::move(step));
}

Job DefinitionBuilder::job_at(std::string_view id, const YamlNode* key, const YamlNode& node,
                              std::string path) {
  Job job;
  job.id = std::string(id);
  job.range = range_of(node);
  if (key != nullptr) {
    job.name_range = range_of(*key);
    // An anchor's node may stand elsewhere in the file.
    if (key->begin < job.range.begin) job.range.begin = key->begin;
  }
  job.key_path = std::move(path);
  return job;
}

Step DefinitionBuilder::step_at(FactIndex job, const YamlNode& node, std::string path) {
  Step step;
  step.job = job;
  step.range = range_of(node);
  step.key_path = std::move(path);
  return step;
}

ValueReading DefinitionBuilder::read(const SourceText& value, const ValuePlace& place) {
  return read_value_(*this, value, place);
}

FactIndex DefinitionBuilder::bind(BindingKind kind, Scope scope, std::string name,
                                  TextRange name_range, SourceText value, std::string path) {
  if (into_.bindings.size() >= kMostBindings) return kNoFact;
  Binding binding;
  binding.kind = kind;
  binding.scope = scope;
  binding.name = std::move(name);
  binding.name_range = name_range;
  binding.value = std::move(value);
  binding.key_path = std::move(path);
  const std::size_t first = into_.references.size();
  ValueReading reading =
      read(binding.value, {scope, sink_of(kind), binding.name, binding.key_path});
  for (TemplateRange& one : reading.templates)
    for (std::string& made : one.variables)
      if (binding.variables.size() < kMostVariables) binding.variables.push_back(std::move(made));
  for (std::size_t i = first; i < into_.references.size(); ++i)
    binding.references.push_back(static_cast<FactIndex>(i));
  binding.is_literal = reading.is_literal && !binding.value.text.empty();
  return add(std::move(binding));
}

FactIndex DefinitionBuilder::bind(BindingKind kind, Scope scope, const MappingEntry& entry,
                                  std::string_view parent) {
  if (is_full() || !is_scalar(entry.value)) return kNoFact;
  const FactIndex added = bind(kind, scope, std::string(entry.name), range_of(*entry.key),
                               value_of(*entry.value), key_path(parent, entry.name));
  if (added != kNoFact) {
    const std::string_view tag = entry.value->tag();
    into_.bindings[added].is_encrypted = tag.ends_with("vault") || tag.ends_with("sops");
  }
  return added;
}

void DefinitionBuilder::bind_all(BindingKind kind, Scope scope, const YamlNode* mapping,
                                 std::string_view path, bool merged) {
  for (const MappingEntry& entry : entries_of(mapping, merged)) bind(kind, scope, entry, path);
}

FactIndex DefinitionBuilder::script(Scope scope, SourceText text, std::string path,
                                    ScriptLanguage language) {
  if (!take_fact(text.text.size() + path.size())) return kNoFact;
  Script script;
  script.scope = scope;
  script.language = language;
  script.text = std::move(text);
  script.key_path = std::move(path);
  script.templates = read(script.text, {scope, SecretSink::kScript, {}, script.key_path}).templates;
  return append(into_.scripts, std::move(script));
}

void DefinitionBuilder::script(Scope scope, const YamlNode* node, std::string path,
                               ScriptLanguage language) {
  SourceText text;
  append_lines(node, 0, text);
  if (!text.text.empty()) script(scope, std::move(text), std::move(path), language);
}

void DefinitionBuilder::append_lines(const YamlNode* node, int depth, SourceText& into) {
  constexpr int kNesting = 8;
  for (const YamlNode* item : items_of(node)) {
    if (!take(kOfLine + text_of(item).size())) return;
    if (is_sequence(item) && depth < kNesting) {
      append_lines(item, depth + 1, into);
    } else if (is_scalar(item)) {
      append_line(into, value_of(*item));
    }
  }
}

std::vector<SourceText> DefinitionBuilder::paths(const YamlNode* node) {
  std::vector<SourceText> found;
  for (const YamlNode* item : items_of(node)) {
    if (!is_scalar(item) || !take_fact(text_of(item).size())) continue;
    for (SourceText& line : lines_of(value_of(*item))) found.push_back(std::move(line));
  }
  return found;
}

}  // namespace keyhound
