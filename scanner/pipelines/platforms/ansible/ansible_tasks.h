// SPDX-License-Identifier: Apache-2.0
// Plays, tasks and variables of Ansible as facts. A play is a job, a task a step. Used by one
// thread for one file.
#pragma once

#include <string>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

class AnsibleReader {
 public:
  // Borrows the builder.
  explicit AnsibleReader(DefinitionBuilder& builder) : builder_(builder) {}

  // {name: value}, to any depth.
  void variables(const YamlNode* mapping, Scope scope, const std::string& path);
  void playbook(const YamlNode& plays);
  void tasks(const YamlNode* list, FactIndex job, bool is_hidden, const std::string& path);

  [[nodiscard]] const YamlWalkBudget& budget() const { return budget_; }

 private:
  void play(const YamlNode& node, const std::string& path);
  void task(const YamlNode& node, FactIndex job, bool is_hidden, const std::string& path);
  void module(const MappingEntry& entry, Scope scope, bool is_hidden, const std::string& path);
  void variable(const MappingEntry& entry, Scope scope, const std::string& path);
  void argument(Scope scope, const MappingEntry& entry, bool is_hidden, const std::string& path);
  void files(const YamlNode* list, Scope scope, const std::string& path);

  DefinitionBuilder& builder_;
  YamlWalkBudget budget_{kMostFactVisits};
  int depth_ = 0;
  std::size_t tasks_ = 0;  // read so far, for their names
};

}  // namespace keyhound
