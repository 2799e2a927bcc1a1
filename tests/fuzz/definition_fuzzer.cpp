// SPDX-License-Identifier: Apache-2.0
// Files of a tree, each behind a line `--- path`: whatever they hold, the facts of definitions lie
// in their texts and name one another, checks speak of places that exist, the inventory ends,
// and fixes leave no more to fix. The first byte chooses how much is asked; text without such a
// line is a definition of the platform that the byte names.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/fixes/definition_fixer.h"
#include "scanner/pipelines/fixes/unified_diff.h"
#include "scanner/pipelines/included_definitions.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/pipelines/place.h"
#include "tests/fuzz/source_text_check.h"
#include "tests/support/text_tree.h"

namespace {

using namespace keyhound;

constexpr std::string_view kFileMark = "--- ";

std::map<std::string, std::string> files_of(std::string_view text) {
  std::map<std::string, std::string> files;
  std::string* file = nullptr;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, size);
    text.remove_prefix(size);
    if (line.starts_with(kFileMark) && line.ends_with('\n')) {
      line.remove_suffix(1);
      file = &files[std::string(line.substr(kFileMark.size()))];
    } else if (file != nullptr) {
      *file += line;
    }
  }
  return files;
}

void check_scope(const Definition& definition, Scope scope) {
  KEYHOUND_CHECK(scope.job == kNoFact || scope.job < definition.jobs.size());
  KEYHOUND_CHECK(scope.step == kNoFact || scope.step < definition.steps.size());
}

void check_references(const Definition& definition, const std::vector<FactIndex>& references) {
  for (const FactIndex index : references) KEYHOUND_CHECK(index < definition.references.size());
}

void check_script(const Definition& definition, const Script& script) {
  check_scope(definition, script.scope);
  check_source_text(script.text, definition.text, true);
  std::uint32_t behind = 0;
  for (const TemplateRange& part : script.templates) {
    check_range(part.range, script.text.text);
    KEYHOUND_CHECK(part.range.begin >= behind);
    behind = part.range.end;
    check_references(definition, part.references);
  }
  for (const ScriptUse& use : script.uses) {
    check_range(use.range, script.text.text);
    check_references(definition, {use.reference});
  }
}

void check_definition(const Definition& definition) {
  const std::string_view text = definition.text;
  for (const Trigger& one : definition.triggers) check_range(one.range, text);
  for (const Job& one : definition.jobs) {
    check_range(one.range, text);
    check_range(one.name_range, text);
  }
  for (const Step& one : definition.steps) {
    KEYHOUND_CHECK(one.job == kNoFact || one.job < definition.jobs.size());
    check_range(one.range, text);
    check_range(one.uses_range, text);
    check_range(one.persists_range, text);
  }
  for (const Binding& one : definition.bindings) {
    check_scope(definition, one.scope);
    check_range(one.name_range, text);
    check_source_text(one.value, text, true);
    check_references(definition, one.references);
    check_references(definition, one.carried);
  }
  for (const SecretReference& one : definition.references) {
    check_scope(definition, one.scope);
    check_range(one.range, text);
  }
  for (const Script& one : definition.scripts) check_script(definition, one);
  for (const Artifact& one : definition.artifacts) {
    check_scope(definition, one.scope);
    check_range(one.range, text);
    for (const SourceText& path : one.paths) check_source_text(path, text, true);
  }
  for (const Cache& one : definition.caches) {
    check_scope(definition, one.scope);
    check_range(one.range, text);
  }
  for (const Include& one : definition.includes) {
    check_scope(definition, one.scope);
    check_range(one.range, text);
  }
}

std::vector<Definition> read(std::string_view text, std::uint8_t choice) {
  std::vector<Diagnostic> diagnostics;
  std::vector<Definition> definitions;
  const bool is_tree = text.starts_with(kFileMark);
  const testing::TextTree tree(is_tree ? files_of(text) : std::map<std::string, std::string>());
  if (!is_tree) {
    const Platform& platform = *platforms()[choice % platforms().size()];
    auto definition = read_definition_of(platform, "ci.yml", text, &tree, diagnostics);
    if (definition) definitions.push_back(std::move(*definition));
    return definitions;
  }
  for (const std::string& path : tree.find("**")) {
    const std::string bytes = *tree.read(path);
    auto definition = read_definition(path, bytes, &tree, diagnostics);
    if (definition) definitions.push_back(std::move(*definition));
  }
  read_included_definitions(definitions, tree, diagnostics);
  return definitions;
}

void check_findings(const DefinitionSet& set, const CheckOptions& options) {
  for (const PipelineFinding& finding : run_checks(set, options)) {
    KEYHOUND_CHECK(finding.check != nullptr && finding.definition != nullptr);
    const Definition& definition = *finding.definition;
    KEYHOUND_CHECK(set.find(definition.path) != nullptr);
    check_scope(definition, finding.scope);
    check_range(finding.range, definition.text);
    for (const TextRange range : finding.related) check_range(range, definition.text);
    for (const FarPlace& place : finding.elsewhere)
      check_range(place.range, place.definition->text);
    KEYHOUND_CHECK(!finding.message.empty());
    PlaceFinder places(definition);
    check_scope(definition, places.scope_at(finding.range));
    static_cast<void>(places.place_at(finding.range));
    static_cast<void>(places.literal_at(finding.range));
  }
}

void check_fixes(DefinitionSet& set, const FixOptions& options) {
  std::vector<Definition> fixed = set.definitions();
  bool is_fixed = false;
  for (const FixedDefinition& one : fix_definitions(set, options)) {
    KEYHOUND_CHECK((one.fixed() > 0) == (one.before != one.after));
    KEYHOUND_CHECK(unified_diff(one.before, one.after).empty() == (one.before == one.after));
    const auto same = std::find_if(fixed.begin(), fixed.end(),
                                   [&one](auto& other) { return other.path == one.path; });
    KEYHOUND_CHECK(same != fixed.end() && same->text == one.before);
    if (one.fixed() == 0) continue;
    std::vector<Diagnostic> diagnostics;
    auto again = read_definition_of(*same->platform, one.path, one.after, nullptr, diagnostics);
    KEYHOUND_CHECK(again);
    *same = std::move(*again);
    is_fixed = true;
  }
  if (!is_fixed) return;
  DefinitionSet again(std::move(fixed));
  for (const FixedDefinition& one : fix_definitions(again, options))
    KEYHOUND_CHECK(one.fixed() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<Definition> definitions = read(text, data[0]);
  if (definitions.empty()) return 0;
  DefinitionSet set(std::move(definitions));
  for (const Definition& definition : set.definitions()) check_definition(definition);
  CheckOptions options;
  options.strict = data[0] % 2U == 0;
  options.owner = data[0] % 4U < 2 ? "acme" : "";
  check_findings(set, options);
  static_cast<void>(references_of(set));
  FixOptions fixes;
  fixes.strict = options.strict;
  check_fixes(set, fixes);
  return 0;
}
