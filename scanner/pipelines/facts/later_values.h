// SPDX-License-Identifier: Apache-2.0
// LaterValues: secrets that scripts leave to later steps and jobs: outputs and variables that they
// write to the files of GitHub Actions or name in commands to the platform. Scripts are noted in
// script_order(). One per definition, used by one thread; lookups are logarithmic.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
// https://learn.microsoft.com/azure/devops/pipelines/process/set-variables-scripts
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/facts/script_variables.h"

namespace keyhound {

// The store of references to what an action of the tree hands back: SecretReference::name is that
// of TemplateRange, its scope the step that calls the action.
inline constexpr std::string_view kActionOutputs = "action-outputs";

// How TemplateRange::variables names an output of a job that this one needs.
// "needs.build.outputs.key".
std::string needed_variable(std::string_view job, std::string_view output);

// The scripts in an order in which those of a job stand behind those of the jobs that it needs, and
// else in that of the definition. Jobs that need one another are in the definition's order.
std::vector<std::size_t> script_order(const Definition& definition);

class LaterValues {
 public:
  explicit LaterValues(const Definition& definition);

  // What the script leaves, once its uses are set.
  void note(const Script& script);

  // An output of an earlier step, by the name that TemplateRange::variables has for it. nullptr: it
  // holds no secret.
  [[nodiscard]] const References* output(FactIndex job, const std::string& name) const;

  // The output of a job of this name, as the definition declares it. nullptr: it is none.
  [[nodiscard]] const Binding* job_output(const std::string& name) const;

  // What an earlier step of the job gave a variable. nullptr: nothing.
  [[nodiscard]] const References* variable(Scope scope, std::string_view name) const;

  // The step of the job that an output's name speaks of. kNoFact: it has none.
  [[nodiscard]] FactIndex step_of_output(FactIndex job, std::string_view name) const;

 private:
  struct Given {
    FactIndex step = kNoFact;  // that gave it; those behind have it
    References references;
  };
  using JobName = std::pair<FactIndex, std::string>;

  void note_azure(const Script& script);
  void give(Scope scope, std::string_view name, References references);

  const Definition& definition_;
  std::map<JobName, References> outputs_;
  std::map<JobName, std::vector<Given>> variables_;  // by name in upper case; steps in order
  std::map<std::string, const Binding*> job_outputs_;
  std::map<JobName, FactIndex> steps_;     // by id in lower case
  std::map<std::string, FactIndex> jobs_;  // by id in lower case
};

}  // namespace keyhound
