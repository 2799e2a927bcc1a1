// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/finding_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/base/hex_digits.h"
#include "scanner/filters/generic/name_traits.h"

namespace keyhound {
namespace {

PipelineFinding begin(Level level, std::string message) {
  PipelineFinding finding;
  finding.level = level;
  finding.message = std::move(message);
  return finding;
}

bool is_input(const Binding& binding) {
  return binding.kind == BindingKind::kInput || binding.kind == BindingKind::kRegistryPassword;
}

// A stored value whose name says that it may be seen: UPLOADER_PUBLIC_URL.
bool names_public(const SecretReference& reference) {
  return read_name(reference.name).is_public || read_name(reference.field).is_public ||
         read_name(reference.bound_as).is_public;
}

}  // namespace

PipelineFinding finding_at(const Binding& binding, Level level, std::string message) {
  PipelineFinding finding = begin(level, std::move(message));
  finding.range = binding.value.whole;
  finding.subject = binding.name;
  finding.key_path = binding.key_path;
  finding.scope = binding.scope;
  finding.is_literal = binding.is_literal;
  return finding;
}

PipelineFinding finding_at(const SecretReference& reference, Level level, std::string message) {
  PipelineFinding finding = begin(level, std::move(message));
  finding.range = reference.range;
  finding.subject = reference.id;
  finding.key_path = reference.key_path;
  finding.scope = reference.scope;
  return finding;
}

PipelineFinding finding_at(const Include& include, Level level, std::string message) {
  PipelineFinding finding = begin(level, std::move(message));
  finding.range = include.range;
  finding.subject = include.target;
  finding.key_path = include.key_path;
  finding.scope = include.scope;
  return finding;
}

PipelineFinding finding_at(const Step& step, FactIndex index, Level level, std::string message) {
  PipelineFinding finding = begin(level, std::move(message));
  finding.range = step.uses_range.empty() ? step.range : step.uses_range;
  finding.subject = step.uses;
  finding.key_path = step.key_path;
  finding.scope = {step.job, index};
  return finding;
}

PipelineFinding finding_at(const Script& script, TextRange range, std::string subject, Level level,
                           std::string message) {
  PipelineFinding finding = begin(level, std::move(message));
  finding.range = script.text.source_of(range);
  finding.subject = std::move(subject);
  finding.key_path = script.key_path;
  finding.scope = script.scope;
  return finding;
}

const Step* step_of(const Definition& definition, Scope scope) {
  return scope.step < definition.steps.size() ? &definition.steps[scope.step] : nullptr;
}
const Job* job_of(const Definition& definition, Scope scope) {
  return scope.job < definition.jobs.size() ? &definition.jobs[scope.job] : nullptr;
}

std::string in_scope(const Definition& definition, Scope scope) {
  const Job* job = job_of(definition, scope);
  const Step* step = step_of(definition, scope);
  if (step != nullptr && job != nullptr)
    return fmt::format(" in step {} of job {}", step->name, job->id);
  if (job != nullptr) return " in job " + job->id;
  return step != nullptr ? " in step " + step->name : std::string();
}

std::string list_names(std::vector<std::string> names, std::size_t most) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (names.empty()) return {};
  const std::size_t shown = names.size() > most ? most : names.size();
  std::string text = names.front();
  for (std::size_t i = 1; i < shown; ++i) {
    const bool is_last = i + 1 == names.size();
    text += (is_last ? " and " : ", ") + names[i];
  }
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string name_of(const SecretReference& reference) {
  return reference.field.empty() ? reference.name : reference.name + "#" + reference.field;
}

std::string names_of(const Definition& definition, std::span<const FactIndex> references) {
  std::vector<std::string> names;
  for (const FactIndex index : references) names.push_back(name_of(definition.references[index]));
  return list_names(std::move(names));
}

std::string names_of(const Definition& definition, std::span<const ScriptUse* const> uses) {
  std::vector<std::string> names;
  for (const ScriptUse* use : uses) names.push_back(name_of(definition.references[use->reference]));
  return list_names(std::move(names));
}

bool is_kept_secret(const SecretReference& reference) {
  const bool is_secret =
      reference.kind == "secret" || reference.kind == "input" || reference.kind == "encrypted";
  return !reference.is_platform_token && is_secret && sureness_of(reference) >= Confidence::kMedium;
}

Confidence sureness_of(const SecretReference& reference) {
  return reference.handed.empty() ? reference.confidence : Confidence::kHigh;
}

std::vector<const ScriptUse*> telling_uses(const Definition& definition,
                                           std::span<const ScriptUse* const> uses) {
  std::vector<const ScriptUse*> kept;
  std::vector<const ScriptUse*> tokens;
  for (const ScriptUse* use : uses) {
    const SecretReference& reference = definition.references[use->reference];
    if (is_kept_secret(reference)) kept.push_back(use);
    if (reference.is_platform_token) tokens.push_back(use);
  }
  return kept.empty() ? tokens : kept;
}

Level level_of_uses(const Definition& definition, std::span<const ScriptUse* const> uses,
                    Level kept, Level token) {
  Level level = Level::kNote;
  for (const ScriptUse* use : uses) {
    const SecretReference& reference = definition.references[use->reference];
    const bool is_sure = sureness_of(reference) == Confidence::kHigh && !names_public(reference);
    level = std::max(level, !is_kept_secret(reference) ? token
                            : is_sure                  ? kept
                                                       : std::min(kept, Level::kWarning));
  }
  return level;
}

std::string action_name(std::string_view uses) {
  return to_lower_ascii(uses.substr(0, uses.find('@')));
}

std::string_view action_revision(std::string_view uses) {
  const std::size_t at = uses.find('@');
  return at == std::string_view::npos ? std::string_view() : uses.substr(at + 1);
}

bool is_pinned_revision(std::string_view revision) {
  constexpr std::string_view kDigest = "sha256:";
  if (revision.starts_with(kDigest)) return true;
  constexpr std::size_t kSha1 = 40;
  constexpr std::size_t kSha256 = 64;
  return (revision.size() == kSha1 || revision.size() == kSha256) &&
         std::all_of(revision.begin(), revision.end(), [](char c) { return hex_value(c) >= 0; });
}

int major_version(std::string_view revision) {
  if (is_pinned_revision(revision)) return 0;
  const std::size_t first = revision.find_first_of("0123456789");
  if (first > 1) return 0;  // "v4" or "4", not "release-4"
  int number = 0;
  for (std::size_t i = first; i < revision.size() && is_digit_ascii(revision[i]); ++i) {
    number = number * 10 + (revision[i] - '0');
    if (number > 1'000'000) return 0;
  }
  return number;
}

const Binding* input_of(const Definition& definition, FactIndex step, std::string_view name) {
  const std::string wanted = to_lower_ascii(name);
  for (const Binding& one : definition.bindings)
    if (one.scope.step == step && is_input(one) && to_lower_ascii(one.name) == wanted) return &one;
  return nullptr;
}

InputIndex::InputIndex(const Definition& definition) : definition_(&definition) {
  FactIndex index = 0;
  for (const Binding& one : definition.bindings) {
    if (is_input(one)) inputs_.emplace(std::pair(one.scope.step, to_lower_ascii(one.name)), index);
    ++index;
  }
}

const Binding* InputIndex::find(FactIndex step, std::string_view name) const {
  const auto found = inputs_.find({step, to_lower_ascii(name)});
  return found == inputs_.end() ? nullptr : &definition_->bindings[found->second];
}

}  // namespace keyhound
