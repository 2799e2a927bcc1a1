// SPDX-License-Identifier: Apache-2.0
// Fix: changes a definition's text so that a check finds nothing there any more. One file for each
// check that has one in pipelines/fixes/; the build collects them by file name
// (fixes/secrets_inherit_fix.cpp defines kSecretsInheritFix). A fix only proposes: what it proposes
// is applied in memory and checked (fixes/definition_fixer.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/variable_mentions.h"
#include "scanner/pipelines/fixes/git_use.h"
#include "scanner/pipelines/fixes/text_edit.h"
#include "scanner/pipelines/fixes/yaml_difference.h"
#include "scanner/pipelines/fixes/yaml_layout.h"

namespace keyhound {

// What several fixes of one text ask, found out when the first one does.
class FixFacts {
 public:
  FixFacts(const DefinitionSet& set, const Definition& definition)
      : set_(&set), definition_(&definition) {}
  const GitUses& git_uses();
  const VariableMentions& mentions();

 private:
  const DefinitionSet* set_;
  const Definition* definition_;
  std::optional<GitUses> git_uses_;
  std::optional<VariableMentions> mentions_;
};

// What a fix gets. Borrowed for the call.
struct FixContext {
  const DefinitionSet& set;
  const Definition& definition;
  const PipelineFinding& finding;
  const YamlLayout& layout;  // of the definition's text
  FixFacts& facts;
};

struct FixProposal {
  std::vector<TextEdit> edits;
  YamlChanges changes;  // what the edits make of the document
  TextRange region;     // that was looked at: nothing else may change in it meanwhile
  std::string refusal;  // why there are no edits: "a later step runs git push"

  static FixProposal refuse(std::string reason) { return {{}, {}, {}, std::move(reason)}; }
};

struct Fix {
  std::string_view check;    // id of the check
  std::string_view summary;  // what it does, in one line
  FixProposal (*propose)(const FixContext& context) = nullptr;
};

// In the order of their file names.
std::span<const Fix* const> fixes();
// By the check's id; nullptr: its findings are fixed by hand.
const Fix* find_fix(std::string_view check);

}  // namespace keyhound
