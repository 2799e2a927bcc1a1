// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/script_variables.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/scripts/command_name.h"

namespace keyhound {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && !is_digit_ascii(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alnum_ascii(c) || c == '_'; });
}

// "script:token" of PowerShell is a variable of that scope, all of which look alike here.
std::string_view without_scope(std::string_view lower) {
  for (const std::string_view scope : {"script:", "global:", "local:", "private:", "using:"}) {
    if (lower.starts_with(scope)) return lower.substr(scope.size());
  }
  return lower;
}

}  // namespace

References limited(References references) {
  std::sort(references.begin(), references.end());
  references.erase(std::unique(references.begin(), references.end()), references.end());
  if (references.size() > kMostSecretsOfUse) references.resize(kMostSecretsOfUse);
  return references;
}

VariableName read_variable_name(std::string_view written, ScriptLanguage language) {
  if (language == ScriptLanguage::kBatch)
    return {to_upper_ascii(written), std::string(written), true};
  if (language != ScriptLanguage::kPowerShell)
    return {std::string(written), std::string(written), true};
  constexpr std::string_view kDrive = "env:";
  const std::string lower = to_lower_ascii(written);
  if (lower.starts_with(kDrive)) return {lower, std::string(written.substr(kDrive.size())), true};
  const std::string_view name = without_scope(lower);
  return {std::string(name), std::string(written.substr(written.size() - name.size())), false};
}

ScriptVariables::ScriptVariables(const Script& script) : script_(script) {
  for (const ScriptGroup& group : script.commands.groups) {
    if (group.kind != ScriptGroupKind::kFunction) continue;
    if (functions_.empty() || functions_.back().end <= group.range.begin)
      functions_.push_back(group.range);
  }
}

void ScriptVariables::assign(const VariableName& name, std::uint32_t at, References references) {
  std::vector<Assigned>& all = assigned_[name.key];
  if (!all.empty()) at = std::max(at, all.back().from);
  all.push_back({at, std::move(references)});
}

bool ScriptVariables::is_in_function(std::uint32_t at) const {
  const auto behind =
      std::upper_bound(functions_.begin(), functions_.end(), at,
                       [](std::uint32_t place, TextRange one) { return place < one.begin; });
  return behind != functions_.begin() && std::prev(behind)->contains(at);
}

std::optional<References> ScriptVariables::find(const VariableName& name, TextRange at) const {
  const auto own = assigned_.find(name.key);
  if (own == assigned_.end()) return std::nullopt;
  const std::vector<Assigned>& all = own->second;
  const auto behind =
      std::upper_bound(all.begin(), all.end(), at.begin,
                       [](std::uint32_t place, const Assigned& one) { return place < one.from; });
  if (behind != all.begin()) return std::prev(behind)->references;
  // A function runs behind what follows it in the text.
  return is_in_function(at.begin) ? std::optional(all.back().references) : std::nullopt;
}

void ScriptVariables::keep(KeptVariables& into) const {
  for (const auto& [key, all] : assigned_)
    into[{key, script_.scope.job, script_.scope.step}] = all.back().references;
}

std::vector<std::string> names_that_are_read(const ScriptCommand& command) {
  const std::string& program = command.program;
  if (program != "read" && program != "mapfile" && program != "readarray") return {};
  std::vector<std::string> names;
  for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i)
    if (is_name(command.words[i].text)) names.push_back(command.words[i].text);
  return names;
}

std::string loop_variable(const Script& script, const ScriptGroup& group) {
  if (group.kind != ScriptGroupKind::kLoop) return {};
  std::string_view text = std::string_view(script.text.text).substr(group.range.begin);
  const std::size_t keyword = std::min(text.find_first_of(" \t"), text.size());
  if (text.substr(0, keyword) != "for" && text.substr(0, keyword) != "select") return {};
  text.remove_prefix(std::min(text.find_first_not_of(" \t", keyword), text.size()));
  const std::string_view name = text.substr(0, text.find_first_of(" \t\n;"));
  return is_name(name) ? std::string(name) : std::string();
}

}  // namespace keyhound
