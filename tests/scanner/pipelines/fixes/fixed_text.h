// SPDX-License-Identifier: Apache-2.0
// Fixes small definitions, for tests: the text afterwards, or why it is as it was.
#pragma once

#include <set>
#include <string>

#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/fixes/definition_fixer.h"
#include "scanner/pipelines/fixes/fix.h"
#include "tests/support/definition_text.h"

namespace keyhound::testing {

inline constexpr const char* kWorkflow = ".github/workflows/ci.yml";

// The fixed text of ci.yml among the files; "not fixed: ..." where nothing was.
inline std::string fixed_among(std::map<std::string, std::string> files, std::string_view check) {
  DefinitionSet set = set_of(files);
  const auto fixed =
      fix_definitions(set, {.strict = true, .checks = {std::string(check)}, .paths = {kWorkflow}});
  if (fixed.empty()) return "no finding";
  CHECK(set.find(kWorkflow)->text == files[kWorkflow]);  // the set is left as it was
  std::string reasons;
  for (const FixOutcome& one : fixed.front().outcomes)
    if (!one.reason.empty()) reasons += "not fixed: " + one.reason;
  if (fixed.front().after == fixed.front().before) return reasons;
  CHECK(reasons.empty());
  // What is fixed stays as it is.
  files[kWorkflow] = fixed.front().after;
  DefinitionSet again = set_of(files);
  CHECK(fix_definitions(again, {.strict = true, .checks = {std::string(check)}, .paths = {}})
            .empty());
  return fixed.front().after;
}

inline std::string fixed_text(const std::string& text, std::string_view check) {
  return fixed_among({{kWorkflow, text}}, check);
}

// What the fix for secrets in scripts proposes for the first secret that a template writes into a
// script, applied; the result is read again.
inline std::string moved_out_of_script(const std::string& text, std::string_view path = kWorkflow) {
  const DefinitionSet set = set_of({{std::string(path), text}});
  const Definition& definition = set.definitions().front();
  const auto document = YamlDocument::parse(text, kPipelineYamlLimits);
  REQUIRE(document.has_value());
  const YamlLayout layout(*document);
  FixFacts facts(set, definition);
  for (const Script& script : definition.scripts) {
    for (const ScriptUse& use : script.uses) {
      const SecretReference& reference = definition.references[use.reference];
      if (use.form != UseForm::kTemplate || !is_kept_secret(reference)) continue;
      const PipelineFinding finding =
          finding_at(script, use.range, reference.id, Level::kWarning, "");
      FixProposal proposal =
          find_fix("secret-in-script-template")->propose({set, definition, finding, layout, facts});
      if (!proposal.refusal.empty()) return "not fixed: " + proposal.refusal;
      REQUIRE(sort_edits(text, proposal.edits));
      std::string edited = apply_edits(text, proposal.edits);
      const auto after = YamlDocument::parse(edited, kPipelineYamlLimits);
      REQUIRE_MESSAGE(after.has_value(), edited);
      CHECK(yaml_difference(*document, *after) == proposal.changes);
      return edited;
    }
  }
  return "no finding";
}

}  // namespace keyhound::testing
