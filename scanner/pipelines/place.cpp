// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/place.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/name_traits.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/facts/yaml_access.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

std::string_view exposure_of(BindingKind kind) {
  switch (kind) {
    case BindingKind::kEnvironment:
      return "environment";
    case BindingKind::kVariable:
      return "variables";
    case BindingKind::kInput:
      return "input";
    case BindingKind::kParameter:
      return "default of a parameter";
    case BindingKind::kOutput:
      return "output";
    case BindingKind::kSecretsMap:
      return "secret of a called workflow";
    case BindingKind::kRegistryPassword:
      return "registry credentials";
    case BindingKind::kSecretData:
    case BindingKind::kSecretDataBase64:
      return "manifest of a secret";
    case BindingKind::kBuildArgument:
      return "build argument";
    case BindingKind::kImageEnvironment:
      return "image layer";
    case BindingKind::kProviderArgument:
      return "provider configuration";
    case BindingKind::kIdToken:
      return "id token";
  }
  return "";
}

std::string_view owner_of(Scope scope) {
  if (scope.step != kNoFact) return " of the step";
  return scope.job != kNoFact ? " of the job" : " of the whole definition";
}

// The keys above a byte: "jobs/build/env/TOKEN".
void append_keys(const YamlNode& node, std::uint32_t at, std::string& path) {
  constexpr int kDeepest = 200;
  const YamlNode* here = &node;
  for (int depth = 0; depth < kDeepest; ++depth) {
    const YamlNode* next = nullptr;
    std::string key;
    for (const YamlEntry& entry : here->entries()) {
      if (entry.key.begin <= at && at < std::max(entry.key.end, entry.value.end)) {
        key = std::string(text_of(&entry.key));
        next = &entry.value;
      }
    }
    std::size_t index = 0;
    for (const YamlNode& item : here->items()) {
      if (item.begin <= at && at < item.end) {
        key = std::to_string(index);
        next = &item;
      }
      ++index;
    }
    if (next == nullptr) return;
    path = key_path(path, key);
    here = next;
  }
}

// Of a value that its surroundings call a password.
constexpr std::string_view kAnyName = "password";

// The name in `PGPASSWORD=value`, of the value that begins at a byte; empty: it is not assigned.
std::string_view assigned_name(std::string_view text, std::size_t at) {
  if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'')) --at;
  if (at == 0 || text[at - 1] != '=') return {};
  std::size_t begin = --at;
  while (begin > 0 && (is_alnum_ascii(text[begin - 1]) || text[begin - 1] == '_')) --begin;
  return text.substr(begin, at - begin);
}

bool is_in(TextRange inner, TextRange outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace

std::string PlaceFinder::yaml_keys(std::uint32_t at) {
  if (!is_parsed_) {
    is_parsed_ = true;
    auto document = YamlDocument::parse(definition_->text, kPipelineYamlLimits,
                                        {.duplicate_keys = DuplicateKeys::kReport});
    if (document) document_ = std::move(*document);
  }
  std::string path;
  if (!document_) return path;
  for (const YamlNode* root : document_->roots())
    if (root->begin <= at && at < root->end) append_keys(*root, at, path);
  return path;
}

PlaceFinder::PlaceFinder(const Definition& definition) : definition_(&definition) {
  FactIndex index = 0;
  for (const Job& one : definition.jobs) jobs_.add(one.range, index++);
  index = 0;
  for (const Step& one : definition.steps) steps_.add(one.range, index++);
  index = 0;
  for (const Binding& one : definition.bindings) {
    bindings_.add(one.value.whole, index);
    bindings_.add(one.name_range, index++);
  }
  index = 0;
  for (const Script& one : definition.scripts) scripts_.add(one.text.whole, index++);
  for (RangeIndex* one : {&jobs_, &steps_, &bindings_, &scripts_}) one->build();
}

Scope PlaceFinder::scope_at(TextRange range) const {
  Scope scope;
  scope.step = steps_.around(range);
  scope.job = scope.step != kNoFact ? definition_->steps[scope.step].job : jobs_.around(range);
  return scope;
}

PipelinePlace place_in(const Definition& definition, Scope scope, std::string key_path) {
  PipelinePlace place;
  place.platform = std::string(definition.platform->id);
  if (scope.job < definition.jobs.size()) {
    place.job = definition.jobs[scope.job].id;
    place.environment = definition.jobs[scope.job].environment;
  }
  if (scope.step < definition.steps.size()) place.step = definition.steps[scope.step].name;
  place.key_path = std::move(key_path);
  for (const Trigger& trigger : definition.triggers) place.triggers.push_back(trigger.event);
  std::sort(place.triggers.begin(), place.triggers.end());
  place.triggers.erase(std::unique(place.triggers.begin(), place.triggers.end()),
                       place.triggers.end());
  return place;
}

const Binding* PlaceFinder::binding_at(TextRange range) const {
  const FactIndex found = bindings_.around(range);
  return found == kNoFact ? nullptr : &definition_->bindings[found];
}

const Script* PlaceFinder::script_at(TextRange range) const {
  const FactIndex found = scripts_.around(range);
  return found == kNoFact ? nullptr : &definition_->scripts[found];
}

LiteralKind PlaceFinder::literal_at(TextRange range) const {
  const LiteralKind kind = kind_at(range);
  if (kind != LiteralKind::kThrowAway) return kind;
  const Binding* binding = binding_at(range);
  const bool is_lasting = outlives_runs(*definition_) ||
                          (binding != nullptr && is_for_far_machine(*definition_, *binding));
  return is_lasting ? LiteralKind::kCredential : kind;
}

LiteralKind PlaceFinder::kind_at(TextRange range) const {
  const std::string_view value =
      std::string_view(definition_->text).substr(range.begin, range.size());
  const Binding* binding = binding_at(range);
  if (binding == nullptr) {
    if (script_at(range) == nullptr) return LiteralKind::kCredential;
    const std::string_view name = assigned_name(definition_->text, range.begin);
    return judge_literal(name.empty() ? kAnyName : name, value);
  }
  if (is_in(range, binding->name_range)) return LiteralKind::kCredential;
  const TextRange whole = binding->value.whole;
  const bool is_whole = range.size() + 2 >= whole.size();
  if (is_whole) {
    if (is_credential_name(binding->name)) return judge_literal(binding->name, value);
    // A name that speaks of a session or a seed says enough for a value that looks like one.
    const bool speaks = read_name(binding->name).kind != NameKind::kNone;
    return speaks ? judge_literal(kAnyName, value) : LiteralKind::kOther;
  }
  // A part of a value: behind an option, in a URL, or of a text that says nothing of secrets.
  const std::string_view before =
      std::string_view(definition_->text).substr(whole.begin, range.begin - whole.begin);
  const bool is_told =
      before.find("://") != std::string_view::npos || before.find("--") != std::string_view::npos ||
      before.find('=') != std::string_view::npos || is_credential_name(binding->name);
  return is_told ? judge_literal(kAnyName, value) : LiteralKind::kOther;
}

PipelinePlace PlaceFinder::place_at(TextRange range) {
  const Definition& definition = *definition_;
  const Binding* binding = binding_at(range);
  const Script* script = script_at(range);
  const Scope scope = binding != nullptr  ? binding->scope
                      : script != nullptr ? script->scope
                                          : scope_at(range);
  std::string keys = binding != nullptr  ? binding->key_path
                     : script != nullptr ? script->key_path
                                         : std::string();
  const bool is_yaml = definition.platform->syntax == DefinitionSyntax::kYaml;
  if (keys.empty() && is_yaml) keys = yaml_keys(range.begin);
  PipelinePlace place = place_in(definition, scope, std::move(keys));
  if (binding != nullptr) {
    place.exposure = std::string(exposure_of(binding->kind)) + std::string(owner_of(scope));
  } else if (script != nullptr) {
    place.exposure = "script" + std::string(owner_of(scope));
  }
  return place;
}

}  // namespace keyhound
