// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/inventory/reference_list.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "scanner/pipelines/line_index.h"
#include "scanner/pipelines/place.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// A pull request of a stranger can start the job.
bool is_fork_triggered(const Definition& definition) {
  return std::any_of(definition.triggers.begin(), definition.triggers.end(),
                     [](const Trigger& trigger) { return trigger.is_outside; });
}

Reference reference_of(const Definition& definition, const SecretReference& fact,
                       const LineIndex& lines) {
  Reference reference;
  reference.name = fact.name;
  reference.store = fact.store;
  reference.kind = fact.kind;
  reference.id = fact.id;
  reference.field = fact.field;
  reference.bound_as = fact.bound_as;
  reference.sink = std::string(to_string(fact.sink));
  reference.confidence = fact.confidence;
  reference.resolution = fact.resolution;
  reference.location = {definition.path, LocationPart::kContent, lines.position(fact.range.begin),
                        lines.position(fact.range.end)};
  PipelinePlace place = place_in(definition, fact.scope, fact.key_path);
  reference.platform = std::move(place.platform);
  reference.job = std::move(place.job);
  reference.step = std::move(place.step);
  reference.key_path = std::move(place.key_path);
  reference.environment = std::move(place.environment);
  reference.triggers = std::move(place.triggers);
  reference.is_fork_triggered = is_fork_triggered(definition);
  if (fact.scope.job < definition.jobs.size()) {
    reference.runner = definition.jobs[fact.scope.job].runner;
    reference.permissions = definition.jobs[fact.scope.job].permissions;
  }
  return reference;
}

// Whether another definition names secrets for this one that nobody has read. A called workflow
// gets those that its caller names, or all of them, which is a reference.
bool hides_references(const Include& include) {
  const bool is_elsewhere =
      include.kind == IncludeKind::kProject || include.kind == IncludeKind::kRemote ||
      include.kind == IncludeKind::kPackage || include.kind == IncludeKind::kLibrary;
  return is_elsewhere && !include.is_resolved;
}

SecretReference hidden_by(const Include& include, const Platform& platform) {
  SecretReference hidden;
  hidden.scope = include.scope;
  hidden.store = platform.variable_store;
  hidden.kind = "include";
  hidden.name = include.target;
  hidden.sink = SecretSink::kFile;
  hidden.range = include.range;
  hidden.key_path = include.key_path;
  hidden.resolution = Resolution::kDynamic;
  return hidden;
}

// Stores whose secrets belong to a repository or project, and how the registry writes them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kRepositoryStores = {{
    {"github-secrets", "github"},
    {"github-variables", "github"},
    {"gitlab-variables", "gitlab"},
}};

// Other stores that the registry writes in a way of its own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kStores = {{
    {"vault", "vault"},
    {"aws-secrets-manager", "aws-sm"},
    {"azure-key-vault", "azure-kv"},
    {"1password", "op"},
}};

template <std::size_t N>
std::string_view name_in(const std::array<std::pair<std::string_view, std::string_view>, N>& rows,
                         std::string_view store) {
  for (const auto& [name, prefix] : rows)
    if (name == store) return prefix;
  return {};
}

}  // namespace

std::vector<Reference> references_of(const DefinitionSet& set) {
  std::vector<Reference> references;
  for (const Definition& definition : set.definitions()) {
    if (definition.is_beside || (definition.references.empty() && definition.includes.empty()))
      continue;
    const LineIndex lines(definition.text);
    for (const SecretReference& fact : definition.references)
      if (fact.kind != "input" && !fact.is_only_handed)
        references.push_back(reference_of(definition, fact, lines));
    for (const Include& include : definition.includes)
      if (hides_references(include))
        references.push_back(
            reference_of(definition, hidden_by(include, *definition.platform), lines));
  }
  std::stable_sort(references.begin(), references.end(),
                   [](const Reference& a, const Reference& b) {
                     return std::tie(a.location.path, a.location.start, a.id, a.store) <
                            std::tie(b.location.path, b.location.start, b.id, b.store);
                   });
  return references;
}

std::string secret_ref_of(const Reference& reference, std::string_view repository) {
  if (reference.id.empty()) return {};
  const std::string field = reference.field.empty() ? "" : "#" + reference.field;
  const std::string name = reference.id + field;
  if (const auto prefix = name_in(kRepositoryStores, reference.store); !prefix.empty())
    return repository.empty() ? std::string()
                              : std::string(prefix) + ":" + std::string(repository) + ":" + name;
  const std::string_view prefix = name_in(kStores, reference.store);
  return std::string(prefix.empty() ? std::string_view(reference.store) : prefix) + ":" + name;
}

void name_secrets(std::vector<Reference>& references, std::string_view repository) {
  for (Reference& reference : references)
    reference.secret_ref = secret_ref_of(reference, repository);
}

void name_secrets(Inventory& inventory, std::string_view repository) {
  inventory.repository = std::string(repository);
  for (InventoryItem& item : inventory.items) {
    name_secrets(item.references, repository);
    item.secret_ref = item.references.front().secret_ref;
  }
  name_secrets(inventory.unresolved, repository);
}

}  // namespace keyhound
