// SPDX-License-Identifier: Apache-2.0
// Ansible: variables of hosts and groups, playbooks and roles.
// https://docs.ansible.com/ansible/latest/tips_tricks/sample_setup.html
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/ansible/ansible_tasks.h"
#include "scanner/pipelines/platforms/ansible/ansible_values.h"

namespace keyhound {
namespace {

constexpr std::string_view kVaultHeader = "$ANSIBLE_VAULT;";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

bool is_yaml(std::string_view name) { return name.ends_with(".yml") || name.ends_with(".yaml"); }

// group_vars/all, host_vars/web/vault.yml
bool is_variables_path(const std::vector<std::string_view>& segments) {
  const auto behind = std::find_if(segments.begin(), segments.end() - 1, [](std::string_view one) {
    return one == "group_vars" || one == "host_vars";
  });
  if (behind == segments.end() - 1) return false;
  const std::string_view name = segments.back();
  return is_yaml(name) || (name.find('.') == std::string_view::npos && !name.empty());
}

// roles/web/tasks/main.yml: the folder below the role; empty: it is of no role.
std::string_view role_folder(const std::vector<std::string_view>& segments) {
  for (std::size_t i = 0; i + 3 < segments.size(); ++i)
    if (segments[i] == "roles") return segments[i + 2];
  return {};
}

bool is_role_path(const std::vector<std::string_view>& segments) {
  const std::string_view folder = role_folder(segments);
  return is_yaml(segments.back()) &&
         (folder == "vars" || folder == "defaults" || folder == "tasks" || folder == "handlers");
}

// The first of them in a folder playbooks/, and names that only playbooks have.
bool is_playbook_path(const std::vector<std::string_view>& segments) {
  const std::string_view name = segments.back();
  if (!is_yaml(name)) return false;
  const bool is_in_folder = segments.size() > 1 && segments[segments.size() - 2] == "playbooks";
  const std::string_view stem = name.substr(0, name.find_last_of('.'));
  return is_in_folder || stem == "playbook" || stem.starts_with("playbook-") ||
         stem.starts_with("playbook_") || stem.ends_with("-playbook") ||
         stem.ends_with("_playbook");
}

bool has_path(std::string_view path) {
  const auto segments = segments_of(path);
  return is_variables_path(segments) || is_role_path(segments) || is_playbook_path(segments);
}

// A list of plays: each has hosts and something to do, or takes another playbook in.
bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  if (!is_sequence(root)) return false;
  bool has_play = false;
  for (const YamlNode* item : items_of(root)) {
    const bool is_play = is_scalar(at(item, "hosts")) || is_sequence(at(item, "hosts"));
    const bool has_work = at(item, "tasks") != nullptr || at(item, "roles") != nullptr ||
                          at(item, "pre_tasks") != nullptr || at(item, "vars") != nullptr ||
                          at(item, "vars_files") != nullptr || at(item, "post_tasks") != nullptr;
    const bool is_import = is_scalar(at(item, "import_playbook")) ||
                           is_scalar(at(item, "ansible.builtin.import_playbook"));
    if (!(is_play && has_work) && !is_import) return false;
    has_play = true;
  }
  return has_play;
}

// A file that ansible-vault encrypted as a whole.
void read_vault(const DefinitionSource& source, Definition& into) {
  into.form = "vault";
  SecretReference reference;
  reference.store = "ansible-vault";
  reference.kind = "file";
  reference.name = std::string(source.path);
  reference.id = reference.name;
  reference.sink = SecretSink::kFile;
  reference.range = {0, static_cast<std::uint32_t>(kVaultHeader.size())};
  into.references.push_back(std::move(reference));
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  if (source.text.starts_with(kVaultHeader)) return read_vault(source, into);
  DefinitionBuilder builder(source, read_ansible_value, into);
  AnsibleReader reader(builder);
  for (const YamlNode* root : source.yaml->roots()) {
    if (is_mapping(root)) {
      into.form = "variables";
      reader.variables(root, {}, {});
    } else if (is_sequence(root)) {
      const bool is_task_list = is_role_path(segments_of(source.path));
      into.form = is_task_list ? "tasks" : "playbook";
      if (is_task_list) reader.tasks(root, kNoFact, false, {});
      if (!is_task_list) reader.playbook(*root);
    }
  }
  tell_spent(reader.budget(), source, diagnostics);
}

}  // namespace

extern const Platform kAnsiblePlatform;
const Platform kAnsiblePlatform = {
    .id = "ansible",
    .name = "Ansible",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "hosts import_playbook ansible.builtin.import_playbook",
    .read = read,
};

}  // namespace keyhound
