// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/called_definitions.h"

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/azure/azure_tree.h"

namespace keyhound {
namespace {

constexpr std::string_view kForgeFolders[] = {".github/", ".gitea/", ".forgejo/"};

// Where the repository of a definition begins in the tree: before its `.github/`.
std::string_view repository_root(std::string_view path) {
  for (const std::string_view folder : kForgeFolders) {
    const std::size_t at = path.find(folder);
    if (at == 0 || (at != std::string_view::npos && path[at - 1] == '/')) return path.substr(0, at);
  }
  return {};
}

// The folder of a forge that a path begins with; empty: with none.
std::string_view workflow_folder(std::string_view path) {
  for (const std::string_view folder : kForgeFolders)
    if (path.starts_with(folder)) return folder;
  return {};
}

}  // namespace

std::vector<std::string> paths_of_call(std::string_view caller, std::string_view target) {
  if (!target.starts_with("./") && !target.starts_with("$/")) return {};
  target.remove_prefix(2);
  while (target.ends_with('/')) target.remove_suffix(1);
  std::string path(repository_root(caller));
  path += target;
  if (target.ends_with(".yml") || target.ends_with(".yaml")) return {path};
  if (!target.empty()) path += '/';
  return {path + "action.yml", path + "action.yaml"};
}

const Definition* called_action(const DefinitionSet& set, const Definition& caller,
                                const Include& include) {
  for (const std::string& path : paths_of_call(caller.path, include.target)) {
    const Definition* callee = set.find(path);
    // Of a tree that begins with the folder of workflows and actions.
    const std::string_view folder = workflow_folder(path);
    if (callee == nullptr && caller.path.find(folder) == std::string::npos)
      callee = set.find(std::string_view(path).substr(folder.size()));
    if (callee != nullptr && callee->platform == caller.platform && callee->form == "action")
      return callee;
  }
  return nullptr;
}

const Definition* called_template(const DefinitionSet& set, const Definition& caller,
                                  const Include& include) {
  const Definition* callee = set.find(azure_template_path(caller.path, include.target));
  return callee != nullptr && callee->platform == caller.platform ? callee : nullptr;
}

}  // namespace keyhound
