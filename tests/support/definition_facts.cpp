// SPDX-License-Identifier: Apache-2.0
#include "tests/support/definition_facts.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/definition_reader.h"
#include "tests/support/text_tree.h"

namespace keyhound::testing {
namespace {

std::string describe(const SecretReference& one) {
  std::string line = one.store + " " + one.kind + " " + one.id;
  if (!one.field.empty()) line += "#" + one.field;
  if (!one.bound_as.empty()) line += " -> " + one.bound_as;
  line += " " + std::string(to_string(one.sink));
  if (one.resolution != Resolution::kExact) line += " " + std::string(to_string(one.resolution));
  if (one.confidence != Confidence::kHigh) line += " " + std::string(to_string(one.confidence));
  return line;
}

std::string_view name_of(ScriptLanguage language) {
  switch (language) {
    case ScriptLanguage::kPosix:
      return "posix";
    case ScriptLanguage::kPowerShell:
      return "powershell";
    case ScriptLanguage::kBatch:
      return "batch";
    case ScriptLanguage::kOther:
      return "other";
  }
  return "other";
}

}  // namespace

Lines ReadDefinition::references() const {
  Lines lines;
  for (const SecretReference& one : definition.references) lines.push_back(describe(one));
  return lines;
}

Lines ReadDefinition::bindings() const {
  Lines lines;
  for (const Binding& one : definition.bindings) {
    std::string line = one.key_path + " " + one.name + "=" + one.value.text;
    if (one.is_literal) line += " literal";
    if (one.is_encrypted) line += " encrypted";
    for (const FactIndex index : one.references) {
      const SecretReference& reference = definition.references[index];
      line += " <- " + (reference.id.empty() ? reference.name : reference.id);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Lines ReadDefinition::scripts() const {
  Lines lines;
  for (const Script& one : definition.scripts) {
    std::string line = one.key_path + " " + std::string(name_of(one.language)) + ":";
    for (const ScriptUse& use : one.uses) {
      line += use.form == UseForm::kTemplate ? " template " : " variable ";
      line += definition.references[use.reference].name;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Lines ReadDefinition::includes() const {
  constexpr std::string_view kKinds[] = {"file",    "project",  "remote", "template",
                                         "package", "workflow", "library"};
  Lines lines;
  for (const Include& one : definition.includes) {
    std::string line = std::string(kKinds[static_cast<std::size_t>(one.kind)]) + " " + one.target;
    if (!one.revision.empty()) line += "@" + one.revision;
    if (one.is_resolved) line += " resolved";
    lines.push_back(std::move(line));
  }
  return lines;
}

Lines ReadDefinition::jobs() const {
  Lines lines;
  for (const Job& one : definition.jobs) {
    std::string line = one.id;
    if (!one.runner.empty()) line += " on " + one.runner;
    if (!one.environment.empty()) line += " to " + one.environment;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string ReadDefinition::text_at(TextRange range) const {
  return definition.text.substr(range.begin, range.size());
}

ReadDefinition read_facts(std::string_view platform, std::string_view path, std::string_view text,
                          const std::map<std::string, std::string>& files) {
  const TextTree tree(files);
  ReadDefinition result;
  auto definition = read_definition(path, text, &tree, result.diagnostics);
  REQUIRE(definition.has_value());
  CHECK(definition->platform->id == platform);
  result.definition = std::move(*definition);
  return result;
}

}  // namespace keyhound::testing
