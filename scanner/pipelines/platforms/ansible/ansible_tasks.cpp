// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/ansible/ansible_tasks.h"

#include <algorithm>
#include <array>

#include "scanner/pipelines/facts/exec_script.h"
#include "scanner/pipelines/facts/name_value.h"

namespace keyhound {
namespace {

constexpr int kDeepest = 100;

// Keywords of tasks and blocks; the key that is none is the module.
// https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html
constexpr std::array<std::string_view, 52> kKeywords = {"action",
                                                        "any_errors_fatal",
                                                        "args",
                                                        "async",
                                                        "become",
                                                        "become_exe",
                                                        "become_flags",
                                                        "become_method",
                                                        "become_user",
                                                        "changed_when",
                                                        "check_mode",
                                                        "collections",
                                                        "connection",
                                                        "debugger",
                                                        "delay",
                                                        "delegate_facts",
                                                        "delegate_to",
                                                        "diff",
                                                        "environment",
                                                        "failed_when",
                                                        "ignore_errors",
                                                        "ignore_unreachable",
                                                        "local_action",
                                                        "loop",
                                                        "loop_control",
                                                        "module_defaults",
                                                        "name",
                                                        "no_log",
                                                        "notify",
                                                        "poll",
                                                        "port",
                                                        "register",
                                                        "remote_user",
                                                        "retries",
                                                        "run_once",
                                                        "tags",
                                                        "throttle",
                                                        "timeout",
                                                        "until",
                                                        "vars",
                                                        "when",
                                                        "block",
                                                        "rescue",
                                                        "always",
                                                        "listen",
                                                        "with_items",
                                                        "with_dict",
                                                        "with_fileglob",
                                                        "with_together",
                                                        "with_sequence",
                                                        "with_subelements",
                                                        "with_nested"};

bool is_keyword(std::string_view key) {
  return std::find(kKeywords.begin(), kKeywords.end(), key) != kKeywords.end() ||
         key.starts_with("with_");
}

// "shell" of "ansible.builtin.shell".
std::string_view module_name(std::string_view key) { return key.substr(key.find_last_of('.') + 1); }

bool runs_script(std::string_view module) {
  return module == "shell" || module == "command" || module == "raw" || module == "win_shell" ||
         module == "win_command";
}

ScriptLanguage shell_of(std::string_view module) {
  return module == "win_shell" ? ScriptLanguage::kPowerShell : ScriptLanguage::kPosix;
}

// What an expression makes of it is known when it runs; whoever wrote it thought of it.
bool hides_log(const YamlNode& node) {
  const YamlNode* no_log = at(&node, "no_log");
  return is_scalar(no_log) && !is_false(no_log);
}

bool takes_file(std::string_view module) {
  return module == "include_vars" || module == "include_tasks" || module == "import_tasks" ||
         module == "import_playbook" || module == "include";
}

}  // namespace

void AnsibleReader::variables(const YamlNode* mapping, Scope scope, const std::string& path) {
  if (depth_ == kDeepest) return;
  ++depth_;
  for (const MappingEntry& entry : entries_within(budget_, mapping)) variable(entry, scope, path);
  --depth_;
}

void AnsibleReader::variable(const MappingEntry& entry, Scope scope, const std::string& path) {
  const std::string place = key_path(path, entry.name);
  if (is_mapping(entry.value)) return variables(entry.value, scope, place);
  if (is_sequence(entry.value)) {
    if (!budget_.take(entry.value->resolved().items().size())) return;
    std::size_t index = 0;
    for (const YamlNode* item : items_of(entry.value))
      variables(item, scope, key_path(place, index++));
    return;
  }
  const FactIndex added = builder_.bind(BindingKind::kVariable, scope, entry, path);
  if (added == kNoFact || !builder_.definition().bindings[added].is_encrypted) return;
  SecretReference reference;
  reference.scope = scope;
  reference.store = "ansible-vault";
  reference.name = std::string(entry.name);
  reference.id = reference.name;
  reference.bound_as = reference.name;
  reference.range = builder_.range_of(*entry.key);
  reference.key_path = place;
  const FactIndex index = builder_.add(std::move(reference));
  Binding& binding = builder_.definition().bindings[added];
  binding.references.push_back(index);
  binding.is_literal = false;
}

void AnsibleReader::playbook(const YamlNode& plays) {
  std::size_t index = 0;
  for (const YamlNode* item : items_of(&plays)) {
    const std::string path = std::to_string(index++);
    if (!is_mapping(item)) continue;
    if (at(item, "hosts") != nullptr) {
      play(*item, path);
    } else {
      task(*item, kNoFact, false, path);
    }
  }
}

void AnsibleReader::play(const YamlNode& node, const std::string& path) {
  const YamlNode* name = at(&node, "name");
  const YamlNode* hosts = at(&node, "hosts");
  Job job = builder_.job_at(is_scalar(name) ? text_of(name) : text_of(hosts), nullptr, node, path);
  job.runner = std::string(text_of(hosts));
  const Scope scope{builder_.add(std::move(job)), kNoFact};
  variables(at(&node, "vars"), scope, key_path(path, "vars"));
  files(at(&node, "vars_files"), scope, key_path(path, "vars_files"));
  builder_.bind_all(BindingKind::kEnvironment, scope, at(&node, "environment"),
                    key_path(path, "environment"));
  const bool is_hidden = hides_log(node);
  for (const std::string_view list : {"pre_tasks", "tasks", "post_tasks", "handlers"})
    tasks(at(&node, list), scope.job, is_hidden, key_path(path, list));
  std::size_t index = 0;
  for (const YamlNode* role : items_of(at(&node, "roles"))) {
    const std::string place = key_path(key_path(path, "roles"), index++);
    for (const MappingEntry& entry : entries_of(role))
      if (entry.name == "vars") {
        variables(entry.value, scope, key_path(place, "vars"));
      } else if (entry.name != "role" && entry.name != "name" && !is_keyword(entry.name)) {
        variable(entry, scope, place);
      }
  }
}

void AnsibleReader::files(const YamlNode* list, Scope scope, const std::string& path) {
  for (const YamlNode* item : items_of(list)) {
    if (!budget_.take()) return;
    if (!is_scalar(item)) continue;
    Include include;
    include.scope = scope;
    include.target = std::string(text_of(item));
    include.range = builder_.range_of(*item);
    include.key_path = path;
    include.is_same_repository = include.is_same_owner = include.is_pinned = true;
    builder_.definition().includes.push_back(std::move(include));
  }
}

void AnsibleReader::tasks(const YamlNode* list, FactIndex job, bool is_hidden,
                          const std::string& path) {
  if (!is_sequence(list) || depth_ == kDeepest) return;
  ++depth_;
  std::size_t index = 0;
  for (const YamlNode* item : items_of(list)) {
    const std::string place = key_path(path, index++);
    if (is_mapping(item)) task(*item, job, is_hidden, place);
  }
  --depth_;
}

void AnsibleReader::task(const YamlNode& node, FactIndex job, bool is_hidden,
                         const std::string& path) {
  if (!budget_.take()) return;
  is_hidden = is_hidden || hides_log(node);
  ++tasks_;
  Scope scope{job, kNoFact};
  if (at(&node, "block") == nullptr) {
    Step step = builder_.step_at(job, node, path);
    const YamlNode* name = at(&node, "name");
    step.name = is_scalar(name) ? std::string(text_of(name)) : std::to_string(tasks_);
    scope.step = builder_.add(std::move(step));
  }
  variables(at(&node, "vars"), scope, key_path(path, "vars"));
  builder_.bind_all(BindingKind::kEnvironment, scope, at(&node, "environment"),
                    key_path(path, "environment"));
  for (const std::string_view list : {"block", "rescue", "always"})
    tasks(at(&node, list), job, is_hidden, key_path(path, list));
  for (const MappingEntry& entry : entries_of(&node)) {
    if (scope.step == kNoFact) continue;
    if (!is_keyword(entry.name)) module(entry, scope, is_hidden, key_path(path, entry.name));
    // `args:` beside a module in short form, and `action: {module: NAME, ...}`.
    const bool has_arguments =
        entry.name == "args" || entry.name == "action" || entry.name == "local_action";
    if (!has_arguments || !is_mapping(entry.value)) continue;
    for (const MappingEntry& one : entries_within(budget_, entry.value))
      argument(scope, one, is_hidden, key_path(path, entry.name));
  }
}

void AnsibleReader::module(const MappingEntry& entry, Scope scope, bool is_hidden,
                           const std::string& path) {
  const std::string_view name = module_name(entry.name);
  Step& step = builder_.definition().steps[scope.step];
  if (step.uses.empty()) {
    step.uses = std::string(entry.name);
    step.uses_range = builder_.range_of(*entry.key);
  }
  if (takes_file(name)) {
    const YamlNode* file = is_mapping(entry.value) ? at(entry.value, "file") : entry.value;
    return files(file, scope, path);
  }
  if (name == "set_fact") return variables(entry.value, scope, path);
  if (runs_script(name)) {
    const YamlNode* command = is_mapping(entry.value) ? at(entry.value, "cmd") : entry.value;
    if (is_scalar(command)) builder_.script(scope, command, path, shell_of(name));
    return;
  }
  if (is_scalar(entry.value)) {  // module: name=value name=value
    for (NameValue& pair : split_name_values(builder_.value_of(*entry.value))) {
      const FactIndex added = builder_.bind(BindingKind::kInput, scope, std::move(pair.name),
                                            pair.name_range, std::move(pair.value), path);
      if (added != kNoFact) builder_.definition().bindings[added].is_sensitive = is_hidden;
    }
    return;
  }
  for (const MappingEntry& one : entries_within(budget_, entry.value))
    argument(scope, one, is_hidden, path);
}

void AnsibleReader::argument(Scope scope, const MappingEntry& entry, bool is_hidden,
                             const std::string& path) {
  if (depth_ == kDeepest) return;
  const FactIndex added = builder_.bind(BindingKind::kInput, scope, entry, path);
  if (added != kNoFact) builder_.definition().bindings[added].is_sensitive = is_hidden;
  ++depth_;
  for (const MappingEntry& inner : entries_within(budget_, entry.value))
    argument(scope, inner, is_hidden, key_path(path, entry.name));
  --depth_;
}

}  // namespace keyhound
