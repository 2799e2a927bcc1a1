// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/called_workflow.h"

#include <algorithm>
#include <map>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

std::string open_because(const Definition& callee) {
  for (const SecretReference& reference : callee.references)
    if (reference.is_whole_store) return "it loads every secret, or passes all on";
  // Secrets of an environment and those that a caller hands in share their names.
  for (const Job& job : callee.jobs)
    if (!job.environment.empty()) return "its job " + job.id + " has secrets of an environment";
  return {};
}

}  // namespace

const Definition* called_workflow(const DefinitionSet& set, const Definition& caller,
                                  const Include& include) {
  std::string_view target = include.target;
  if (!target.starts_with("./") && !target.starts_with("$/")) return nullptr;
  target.remove_prefix(2);
  // Workflows lie in one folder of the repository, and the caller is one of them.
  const std::string_view folder = folder_of(target);
  if (!folder.ends_with("workflows/")) return nullptr;
  const std::string path =
      std::string(folder_of(caller.path)) + std::string(target.substr(folder.size()));
  const Definition* callee = set.find(path);
  return callee != nullptr && callee->platform == caller.platform && callee->form == caller.form
             ? callee
             : nullptr;
}

CalledSecrets secrets_of_call(const Definition& callee) {
  std::map<std::string, std::string> declared;  // as compared, as written
  for (const Binding& one : callee.bindings) {
    if (one.kind != BindingKind::kParameter || !one.name.starts_with(kDeclaredSecret)) continue;
    const std::string name = one.name.substr(kDeclaredSecret.size());
    declared.emplace(to_upper_ascii(name), name);
  }
  CalledSecrets secrets;
  std::map<std::string, std::string> used = declared;
  for (const SecretReference& one : callee.references) {
    if (one.store != "github-secrets" || one.is_platform_token || one.is_whole_store) continue;
    if (used.emplace(one.id, one.name).second) secrets.undeclared.push_back(one.name);
  }
  for (const auto& [id, name] : used) secrets.names.push_back(name);
  std::sort(secrets.undeclared.begin(), secrets.undeclared.end());
  secrets.open_because = open_because(callee);
  return secrets;
}

std::string secrets_map(const std::vector<std::string>& names) {
  std::string map;
  for (const std::string& name : names) {
    if (!map.empty()) map += ", ";
    map += name + ": ${{ secrets." + name + " }}";
  }
  return map;
}

}  // namespace keyhound
