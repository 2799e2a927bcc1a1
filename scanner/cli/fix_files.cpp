// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/fix_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "scanner/base/file.h"
#include "scanner/git/repository.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/scan/ignore_question.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// The targets of one root.
struct Root {
  std::optional<Repository> repository;
  std::vector<std::string> targets;  // whole paths
};

Result<std::string> whole_path(const std::string& target) {
  std::error_code error;
  const fs::path whole = fs::canonical(target, error);
  if (error) return fail(ErrorKind::kUsage, fmt::format("{}: {}", target, error.message()));
  return whole.string();
}

Result<std::map<std::string, Root>> roots_of(const std::vector<std::string>& targets) {
  std::map<std::string, Root> roots;
  for (const std::string& target : targets) {
    KEYHOUND_TRY(const std::string whole, whole_path(target));
    auto repository = Repository::discover(whole);
    const bool is_inside = repository && !repository->is_bare();
    std::string root = "/";
    if (is_inside) {
      KEYHOUND_TRY(root, whole_path(repository->work_dir()));
    }
    Root& one = roots[root];
    if (is_inside && !one.repository) one.repository.emplace(std::move(*repository));
    one.targets.push_back(whole);
  }
  return roots;
}

// "github/x" of "/src/github/x" below "/src"; empty: it is the root itself.
std::string below(const std::string& path, const std::string& root) {
  const std::string relative = fs::path(path).lexically_relative(root).generic_string();
  return relative == "." ? std::string() : relative;
}

// The files below `folder`, a whole path, as paths from the root.
Result<std::vector<std::string>> list(const std::string& folder, const std::string& root,
                                      const Root& one, std::vector<Diagnostic>& diagnostics) {
  IgnoreQuestion is_ignored(folder, one.repository ? &*one.repository : nullptr);
  WalkOptions options;
  options.ignored = [&](std::string_view path, bool is_directory) {
    return is_ignored(path, is_directory);
  };
  KEYHOUND_TRY(const TreeListing listing, walk_tree(folder, options));
  std::move(listing.diagnostics.begin(), listing.diagnostics.end(),
            std::back_inserter(diagnostics));
  std::string prefix = below(listing.root, root);
  if (!prefix.empty()) prefix += '/';
  std::vector<std::string> paths;
  for (const TreeEntry& entry : listing.entries)
    if (entry.kind == TreeEntryKind::kFile) paths.push_back(prefix + entry.path);
  return paths;
}

bool lies_below(const std::string& path, const std::vector<std::string>& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return folder.empty() || path == folder || path.starts_with(folder + "/");
  });
}

void read_all(const std::set<std::string>& paths, FixTree& tree) {
  std::vector<Definition> definitions;
  for (const std::string& path : paths) {
    if (!may_be_definition(path)) continue;
    const auto text = read_file(tree.file(path), kDefinitionBytes);
    const bool is_wanted = tree.wanted.contains(path);
    if (!text) {
      if (is_wanted && platform_of_path(path) != nullptr)
        tree.diagnostics.push_back({"unreadable-definition", path, text.error().message, true});
      continue;
    }
    std::vector<Diagnostic> told;
    auto definition = read_definition(path, *text, nullptr, told);
    if (is_wanted) std::move(told.begin(), told.end(), std::back_inserter(tree.diagnostics));
    if (definition) definitions.push_back(std::move(*definition));
  }
  tree.set = DefinitionSet(std::move(definitions));
  for (Diagnostic& one : tree.set.diagnostics()) tree.diagnostics.push_back(std::move(one));
}

Result<FixTree> read_tree(const std::string& root, const Root& one) {
  FixTree tree;
  tree.root = root;
  std::vector<std::string> targets;
  std::vector<std::string> folders = {root};
  for (const std::string& target : one.targets) targets.push_back(below(target, root));
  if (!one.repository) folders = one.targets;
  std::set<std::string> paths;
  for (const std::string& folder : folders) {
    KEYHOUND_TRY(const auto listed, list(folder, root, one, tree.diagnostics));
    paths.insert(listed.begin(), listed.end());
  }
  // A file that is named counts, ignored or not.
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (fs::is_regular_file(one.targets[i])) paths.insert(targets[i]);
  for (const std::string& path : paths)
    if (lies_below(path, targets)) tree.wanted.insert(path);
  read_all(paths, tree);
  return tree;
}

}  // namespace

std::string FixTree::file(const std::string& path) const {
  return root == "/" ? root + path : root + "/" + path;
}

std::string FixTree::shown(const std::string& path) const {
  if (root != "/") return path;
  std::error_code error;
  const fs::path here = fs::current_path(error);
  return error ? file(path) : fs::path(file(path)).lexically_proximate(here).generic_string();
}

Result<std::vector<FixTree>> read_fix_trees(const std::vector<std::string>& targets) {
  KEYHOUND_TRY(const auto roots, roots_of(targets));
  std::vector<FixTree> trees;
  for (const auto& [root, one] : roots) {
    KEYHOUND_TRY(FixTree tree, read_tree(root, one));
    trees.push_back(std::move(tree));
  }
  return trees;
}

Status write_fixed(const std::string& file, const std::string& before, const std::string& after) {
  const auto now = read_file(file, kDefinitionBytes);
  if (!now || *now != before)
    return fail(ErrorKind::kUsage,
                fmt::format("{}: it changed meanwhile, and was left as it is; run again", file));
  if (auto written = write_file(file, after); !written)
    return fail(ErrorKind::kUsage, fmt::format("{}: {}", file, written.error().message));
  return {};
}

}  // namespace keyhound
