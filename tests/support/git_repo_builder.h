// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

// A recipe for a git repository in a directory of its own, made with the git program. Names, dates
// (one hour per commit from 2026-01-10T12:00:00Z on) and configuration are fixed, so the object ids
// are the same on every machine. Every step throws std::runtime_error when git fails.
class GitRepoBuilder {
 public:
  enum class Kind { kWorkTree, kBare };

  explicit GitRepoBuilder(Kind kind = Kind::kWorkTree, std::string_view object_format = "sha1");

  const TempDir& dir() const { return dir_; }
  std::string path() const { return dir_.str(); }
  std::filesystem::path git_dir() const;

  // The next commits carry this author; the committer stays the same.
  GitRepoBuilder& author(std::string_view name, std::string_view email);
  GitRepoBuilder& write(std::string_view path, std::string_view bytes);
  GitRepoBuilder& remove(std::string_view path);
  // Stages one path, ignored or not; or, without one, every change.
  GitRepoBuilder& stage(std::string_view path);
  GitRepoBuilder& stage();
  // Commits what is staged and returns the commit's id. Empty commits are allowed.
  std::string commit(std::string_view message);
  // Writes, stages and commits one file.
  std::string commit_file(std::string_view path, std::string_view bytes, std::string_view message);
  std::string commit_removal(std::string_view path, std::string_view message);
  // Creates the branch at HEAD without switching to it.
  GitRepoBuilder& branch(std::string_view name);
  GitRepoBuilder& checkout(std::string_view revision);
  // Merges `branch` and writes `bytes` to `path` in the merge commit itself.
  std::string merge_with_change(std::string_view branch, std::string_view path,
                                std::string_view bytes, std::string_view message);
  GitRepoBuilder& tag(std::string_view name, std::string_view message);
  GitRepoBuilder& note(std::string_view message, std::string_view revision = "HEAD");
  GitRepoBuilder& stash(bool with_untracked = false);
  GitRepoBuilder& replace(std::string_view object, std::string_view replacement);
  GitRepoBuilder& config(std::string_view key, std::string_view value);
  // Puts every reachable object into one pack.
  GitRepoBuilder& pack();
  // Stores a blob that nothing refers to.
  std::string blob(std::string_view bytes);

  // Runs git in the repository and returns its output without the last newline.
  std::string git(const std::vector<std::string>& arguments, std::string_view input = {}) const;
  std::string head() const { return git({"rev-parse", "HEAD"}); }

  std::filesystem::path loose_object_path(std::string_view oid) const;
  // REQUIRES: exactly one pack.
  std::filesystem::path pack_path() const;
  // Where the entry of a packed object starts and how many bytes it takes there.
  struct PackedEntry {
    uint64_t offset = 0;
    uint64_t size = 0;
  };
  PackedEntry packed_entry(std::string_view oid) const;

 private:
  std::string date() const;

  TempDir dir_;
  TempDir home_;
  bool is_bare_;
  std::string author_name_ = "Ana Author";
  std::string author_email_ = "ana@acme.example";
  int64_t hours_ = 0;
};

// Overwrites bytes in place: each byte of the range is inverted.
void flip_bytes(const std::filesystem::path& file, uint64_t offset, uint64_t count);

}  // namespace keyhound::testing
