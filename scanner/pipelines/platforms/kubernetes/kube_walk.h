// SPDX-License-Identifier: Apache-2.0
// KubeWalk: the facts that manifests of any kind share, wherever they stand in them: containers
// with their environment and commands, and places that name a Secret. Used by one thread for one
// file. https://kubernetes.io/docs/reference/kubernetes-api/
#pragma once

#include <string>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

class KubeWalk {
 public:
  // Borrows the builder.
  explicit KubeWalk(DefinitionBuilder& builder) : builder_(builder) {}

  // Adds the facts at and below a node.
  void visit(const YamlNode* node, Scope scope, const std::string& path);
  // The same for the entries of a mapping only.
  void visit_entries(const YamlNode* mapping, Scope scope, const std::string& path);
  void visit_entry(const MappingEntry& entry, Scope scope, const std::string& path);
  // A container or a step of Tekton: a step of the job, with its number where it has no name.
  void container(const YamlNode& node, FactIndex job, std::string_view number,
                 const std::string& path);
  // Secrets in a list: names, or mappings with a name.
  void names(const YamlNode* list, Scope scope, SecretSink sink, const std::string& path);
  // Every scalar below a node as a variable: the values of a chart.
  void bind_values(const YamlNode* node, const std::string& path);

  // What visiting may still cost.
  [[nodiscard]] YamlWalkBudget& budget() { return budget_; }
  // False: aliases make the file larger or deeper than what is read of it.
  [[nodiscard]] bool is_complete() const { return !budget_.is_spent() && !is_too_deep_; }

 private:
  static constexpr int kDeepest = 200;

  // One level deeper, until leave(); false: there is no going on.
  bool enter();
  void leave() { --depth_; }

  void bind_value(const MappingEntry& entry, const std::string& path);
  void environment(const YamlNode& list, Scope scope, const std::string& path);
  void containers(const YamlNode& list, Scope scope, const std::string& path);
  void script(const YamlNode& node, Scope scope, const std::string& path);
  bool secret(const MappingEntry& entry, Scope scope, const std::string& path);
  FactIndex refer(std::string_view store, const YamlNode* name, const YamlNode* field, Scope scope,
                  SecretSink sink, const std::string& path);

  DefinitionBuilder& builder_;
  YamlWalkBudget budget_{kMostFactVisits};
  int depth_ = 0;
  bool is_too_deep_ = false;
};

}  // namespace keyhound
