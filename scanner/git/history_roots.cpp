// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/history_roots.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/git/ref_list.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

// Operations in progress keep commits that no ref names.
constexpr const char* kStateFiles[] = {"rebase-merge/autostash", "rebase-apply/autostash",
                                       "rebase-merge/orig-head", "rebase-apply/orig-head",
                                       "rebase-merge/stopped-sha"};

// HEAD, ORIG_HEAD, FETCH_HEAD, MERGE_HEAD, CHERRY_PICK_HEAD, ..., AUTO_MERGE, MERGE_AUTOSTASH.
bool is_pseudo_ref(const std::string& name) {
  const bool is_upper = std::all_of(name.begin(), name.end(),
                                    [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
  return is_upper && (name.ends_with("HEAD") || name == "AUTO_MERGE" || name == "MERGE_AUTOSTASH");
}

std::vector<std::string> pseudo_refs(const std::string& git_dir) {
  std::vector<std::string> names(std::begin(kStateFiles), std::end(kStateFiles));
  std::error_code error;
  fs::directory_iterator entry(git_dir, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (is_pseudo_ref(name)) names.push_back(std::move(name));
  }
  return names;
}

void check_head(const std::string& directory, std::vector<Diagnostic>& diagnostics) {
  const Result<std::string> text = read_file(directory + "/HEAD", std::uint64_t{1} << 20);
  const bool is_missing = !text && text.error().kind == ErrorKind::kNotFound;
  if (is_missing || (text && text->starts_with("ref:"))) return;
  if (text && ObjectId::from_hex(std::string_view(*text).substr(0, text->find('\n')))) return;
  diagnostics.push_back({"unreadable-ref", "HEAD",
                         directory + "/HEAD names neither a branch nor a commit; restore it, for "
                                     "example with `git symbolic-ref HEAD refs/heads/main`"});
}

// The common directory and the git directory of each worktree.
std::set<std::string> git_dirs(const Repository& repository) {
  std::set<std::string> directories = {repository.common_dir(), repository.git_dir()};
  std::error_code error;
  fs::directory_iterator entry(fs::path(repository.common_dir()) / "worktrees", error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    directories.insert(entry->path().string());
  }
  return directories;
}

}  // namespace

std::vector<HistoryRoot> read_history_roots(const Repository& repository, bool include_reflogs,
                                            std::vector<Diagnostic>& diagnostics) {
  std::vector<HistoryRoot> roots;
  for (const std::string& directory : git_dirs(repository)) {
    RefList list = read_refs(directory);
    for (Ref& ref : list.refs) roots.push_back({ref.id, std::move(ref.name)});
    std::move(list.diagnostics.begin(), list.diagnostics.end(), std::back_inserter(diagnostics));
    check_head(directory, diagnostics);
    for (const std::string& name : pseudo_refs(directory)) {
      for (const ObjectId& id : read_pseudo_ref(directory + "/" + name)) {
        roots.push_back({id, name, name == "HEAD"});
      }
    }
  }
  for (const ObjectId& id : read_reflog(repository.common_dir() + "/logs/refs/stash")) {
    roots.push_back({id, "refs/stash", false});
  }
  if (!include_reflogs) return roots;
  for (const std::string& directory : git_dirs(repository)) {
    const std::string logs = directory + "/logs";
    for (const std::string& name : files_below(logs, diagnostics)) {
      for (const ObjectId& id : read_reflog(logs + "/" + name)) {
        roots.push_back({id, "reflog of " + name, false, true});
      }
    }
  }
  return roots;
}

}  // namespace keyhound
