// SPDX-License-Identifier: Apache-2.0
// What the tests of scanner/git share: an open repository, and a plain form of what was found.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/git_library.h"
#include "scanner/git/history.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/repository.h"
#include "scanner/git/tree_diff.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {

inline const GitLibrary& git_library() {
  static const GitLibrary library;
  static_cast<void>(GitLibrary::start());  // for tests that call libgit2 themselves
  return library;
}

inline Repository open_or_throw(const std::string& path) {
  git_library();
  Result<Repository> repository = Repository::open(path);
  if (!repository) throw std::runtime_error(repository.error().message);
  return std::move(*repository);
}

inline ObjectId id_of(std::string_view hex) {
  const auto id = ObjectId::from_hex(hex);
  if (!id) throw std::runtime_error("not an object id: " + std::string(hex));
  return *id;
}

// A repository as the scanner sees it; the recipe must not change afterwards.
struct Opened {
  explicit Opened(const std::string& path)
      : repository(open_or_throw(path)), reader(make_libgit2_reader(repository)) {}
  explicit Opened(const GitRepoBuilder& recipe) : Opened(recipe.path()) {}

  History history(const HistoryScope& scope = {}) {
    return read_history(repository, *reader, scope);
  }

  // "path blob" of what the commit introduced, in the order of the walk.
  std::vector<std::string> introduced(const History& all, const std::string& commit) {
    IntroductionFinder finder(*reader);
    std::vector<std::string> found;
    for (const CommitRecord& record : all.commits) {
      if (record.id.hex() != commit) continue;
      finder.find(all, record, [&](const Introduction& file) {
        found.push_back(std::string(file.path) + " " + file.blob.hex());
      });
    }
    diagnostics = finder.take_diagnostics();
    return found;
  }

  Repository repository;
  std::unique_ptr<ObjectReader> reader;
  std::vector<Diagnostic> diagnostics;
};

inline std::vector<std::string> ids(const History& history) {
  std::vector<std::string> hex;
  for (const CommitRecord& commit : history.commits) hex.push_back(commit.id.hex());
  return hex;
}

inline bool has_commit(const History& history, const std::string& hex) {
  for (const CommitRecord& commit : history.commits) {
    if (commit.id.hex() == hex) return true;
  }
  return false;
}

// The only diagnostic of this kind, or one with an empty kind.
inline Diagnostic only(const std::vector<Diagnostic>& diagnostics, const std::string& kind) {
  Diagnostic found;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind == kind && !found.kind.empty()) return {};
    if (diagnostic.kind == kind) found = diagnostic;
  }
  return found;
}

// One raw entry of a tree object.
inline std::string raw_entry(std::string_view mode, std::string_view name, std::string_view hex) {
  const ObjectId id = id_of(hex);
  std::string entry = std::string(mode) + ' ' + std::string(name) + '\0';
  for (const std::uint8_t byte : id.bytes()) entry.push_back(static_cast<char>(byte));
  return entry;
}

// Stores any bytes as an object of any type, unchecked.
inline std::string store(const GitRepoBuilder& recipe, const std::string& type,
                         const std::string& bytes) {
  return recipe.git({"hash-object", "-t", type, "-w", "--stdin", "--literally"}, bytes);
}

// A commit of any tree, on the branch `name`.
inline std::string commit_tree(const GitRepoBuilder& recipe, const std::string& tree,
                               const std::string& name) {
  const std::string commit = store(recipe, "commit",
                                   "tree " + tree +
                                       "\nauthor A <a@acme.example> 1768046400 +0000\n"
                                       "committer C <c@acme.example> 1768046400 +0000\n\nraw\n");
  recipe.git({"update-ref", "refs/heads/" + name, commit});
  return commit;
}

}  // namespace keyhound::testing
