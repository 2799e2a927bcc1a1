// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_changes.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "scanner/git/head_tree.h"
#include "scanner/git/pack/pack_reader.h"

namespace keyhound {
namespace {

bool is_one_of(const std::string& path, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return path == place || path.starts_with(place + "/");
  });
}

// The paths that are in one of the trees only, or differ.
std::set<std::string> changed_among(const HeadTree& before, const HeadTree& after,
                                    const ConfigurationPaths& paths) {
  std::set<std::string> changed;
  for (const HeadTree* tree : {&before, &after}) {
    for (const auto& [path, blob] : tree->files()) {
      if (!is_one_of(path, paths.judging) && !is_one_of(path, paths.scanning)) continue;
      if (before.blob_at(path) != after.blob_at(path)) changed.insert(path);
    }
  }
  return changed;
}

}  // namespace

ConfigurationPaths ConfigurationPaths::usual() {
  return {{"keyhound-registry.yaml", ".keyhound"}, {".keyhound.toml", ".keyhound-baseline"}};
}

std::string path_in_work_tree(const std::string& path, const Repository& repository) {
  if (path.empty() || repository.is_bare()) return {};
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(path, error);
  if (error) return {};
  const auto relative = whole.lexically_relative(repository.work_dir()).generic_string();
  return relative == "." || relative.starts_with("..") ? std::string() : relative;
}

ConfigurationChanges changed_configuration(OpenRepository& opened, const CiRange& range,
                                           const ConfigurationPaths& paths) {
  std::vector<Diagnostic> ignored;  // the scan says what cannot be read
  const auto reader = make_pack_reader(opened.packs(ignored, PackChecks::kQuick));
  const HeadTree before = HeadTree::read_commit(range.merge_base, *reader, ignored);
  const HeadTree after = HeadTree::read_commit(range.head, *reader, ignored);
  ConfigurationChanges changes;
  for (const std::string& path : changed_among(before, after, paths)) {
    const bool is_judging = is_one_of(path, paths.judging);
    changes.changes_judging = changes.changes_judging || is_judging;
    changes.notes.push_back(
        {"configuration-changed", path,
         is_judging ? "the change touches the registry or the policies that it is judged by; "
                      "review it with care"
                    : "the change touches what decides which of its findings are reported; review "
                      "it with care",
         false});
  }
  return changes;
}

}  // namespace keyhound
