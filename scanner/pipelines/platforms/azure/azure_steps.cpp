// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_steps.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platforms/azure/azure_tasks.h"

namespace keyhound {
namespace {

struct ScriptKey {
  std::string_view key;
  ScriptLanguage language;
};
constexpr std::array<ScriptKey, 4> kScriptKeys = {{
    {"script", ScriptLanguage::kPosix},  // cmd.exe on Windows
    {"bash", ScriptLanguage::kPosix},
    {"pwsh", ScriptLanguage::kPowerShell},
    {"powershell", ScriptLanguage::kPowerShell},
}};

bool is_on_windows(AzureBuilder& builder, FactIndex job) {
  const auto& jobs = builder.definition().jobs;
  return job < jobs.size() && to_lower_ascii(jobs[job].runner).find("win") != std::string::npos;
}

void read_checkout(AzureBuilder& builder, const AzureMap& item, Step& step) {
  const std::string_view what = item.text("checkout");
  step.is_checkout = !what.empty() && what != "none";
  const YamlNode* persist = item.find("persistCredentials");
  step.persists_credentials = step.is_checkout && is_true(persist);
  if (persist != nullptr) step.persists_range = builder.range_of(*persist);
}

}  // namespace

bool is_azure_guard(const AzureMap& item) {
  std::string condition;
  for (const char c : item.text("condition"))
    if (c != ' ') condition += to_lower_ascii(c);
  const auto has = [&](std::string_view part) { return condition.find(part) != std::string::npos; };
  // Each part of an `or` would have to.
  if (has("or(")) return false;
  if (has("ne(variables['build.reason'],'pullrequest')") ||
      has("ne(variables.build.reason,'pullrequest')"))
    return true;
  // The branch of a pull request is refs/pull/1/merge.
  const bool names_branch = has("eq(variables['build.sourcebranch'],'refs/") ||
                            has("startswith(variables['build.sourcebranch'],'refs/");
  return names_branch && !has("'refs/pull") && !has("not(");
}

bool is_azure_step(const AzureMap& item) {
  return item.find_any({"task", "script", "bash", "pwsh", "powershell", "checkout", "publish",
                        "download", "downloadBuild", "getPackage", "reviewApp"}) != nullptr;
}

void read_azure_step(AzureBuilder& builder, FactIndex job, const YamlNode& node,
                     const AzureMap& item, std::size_t number, const std::string& path) {
  Step step = builder.step_at(job, node, path);
  step.name = std::string(text_of(item.find_any({"name", "displayName"})));
  step.id = std::string(text_of(item.find("name")));
  if (step.name.empty()) step.name = std::to_string(number);
  if (const YamlNode* task = item.find("task"); is_scalar(task)) {
    step.uses = std::string(text_of(task));
    step.uses_range = builder.range_of(*task);
  }
  step.is_guarded = is_azure_guard(item);
  read_checkout(builder, item, step);
  const std::string task = azure_task_name(step.uses);
  const Scope scope{job, builder.add(std::move(step))};
  for (const MappingEntry& entry : azure_entries(item.find("env")))
    builder.bind(BindingKind::kEnvironment, scope, entry, key_path(path, "env"));
  for (const ScriptKey& one : kScriptKeys) {
    const YamlNode* script = item.find(one.key);
    if (script == nullptr) continue;
    const bool is_batch = one.key == "script" && is_on_windows(builder, job);
    builder.script(scope, script, key_path(path, one.key),
                   is_batch ? ScriptLanguage::kBatch : one.language);
  }
  if (!task.empty())
    read_azure_inputs(builder, scope, task, AzureMap(item.find("inputs")),
                      key_path(path, "inputs"));
  if (const YamlNode* files = item.find("publish"); is_scalar(files))
    add_azure_artifact(builder, scope, *files, item.find("artifact"), key_path(path, "publish"));
}

}  // namespace keyhound
