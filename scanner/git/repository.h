// SPDX-License-Identifier: Apache-2.0
// Repository: an open git repository. Movable, one per thread; cheap to open again by git_dir().
// Hooks, filters, textconv and fsmonitor commands of a repository are never run.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository_config.h"

namespace keyhound {

struct RepositoryHandles;  // scanner/git/git_handles.h
struct RepositoryLayout;   // scanner/git/repository_layout.h

class Repository {
 public:
  // `path` is the root of a work tree (with a .git directory, or a .git file as worktrees and
  // submodules have), a bare repository, or a .git directory. kNotFound when it is none of them;
  // kCorrupt when it has a .git that is no repository or has a format that cannot be read.
  static Result<Repository> open(const std::string& path);
  // The same for `path` or the nearest directory above it.
  static Result<Repository> discover(const std::string& path);

  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;
  ~Repository();

  [[nodiscard]] bool is_bare() const { return work_dir_.empty(); }
  // Without a slash at the end. The work tree is empty for a bare repository. The git directory
  // holds HEAD and the index of this work tree, the common directory refs and objects of all.
  [[nodiscard]] const std::string& work_dir() const { return work_dir_; }
  [[nodiscard]] const std::string& git_dir() const { return git_dir_; }
  [[nodiscard]] const std::string& common_dir() const { return common_dir_; }

  // Bytes of an object id: ObjectId::kSha1Size or kSha256Size.
  [[nodiscard]] std::size_t id_size() const { return id_size_; }
  // The settings of the file `config` in the common directory.
  [[nodiscard]] const RepositoryConfig& config() const { return config_; }

  // The commit that HEAD names; none when it is unborn or cannot be resolved. Reads no object.
  [[nodiscard]] std::optional<ObjectId> head() const;
  // The commit that a revision ("HEAD~3", "v1.0", "origin/main", an id or its start) names, tags
  // peeled. kUsage when it names nothing; see scanner/git/revision.h.
  [[nodiscard]] Result<ObjectId> resolve(const std::string& revision) const;

  // Commits whose parents a shallow clone left out, in the order of their ids; empty: not shallow.
  // Read with the first call.
  [[nodiscard]] const std::vector<ObjectId>& shallow_boundary() const;
  [[nodiscard]] bool is_shallow() const { return !shallow_boundary().empty(); }
  // Some objects are left with a promisor remote ("git clone --filter"). Looked for with the first
  // call.
  [[nodiscard]] bool is_partial_clone() const;

  // URL of the remote "origin" without user, password, query and fragment; empty: none.
  [[nodiscard]] std::string origin_uri() const;
  // Existing configuration files of the repository, its worktrees and submodules, to be scanned as
  // text; absolute paths in order.
  [[nodiscard]] std::vector<std::string> config_files() const;

  // The objects through libgit2, which is started with the first call: for what compares with it.
  // kCorrupt for a SHA-256 repository, which it cannot read. They live as long as the repository,
  // wherever it is moved. REQUIRES: a living GitLibrary, for as long as the handles are used.
  [[nodiscard]] Result<RepositoryHandles*> handles() const;

 private:
  explicit Repository(RepositoryLayout layout);
  mutable std::unique_ptr<RepositoryHandles> handles_;  // null until they are asked for
  std::string work_dir_;
  std::string git_dir_;
  std::string common_dir_;
  RepositoryConfig config_;
  std::size_t id_size_ = ObjectId::kSha1Size;
  mutable std::optional<std::vector<ObjectId>> shallow_;
  mutable std::optional<bool> is_partial_;
};

// `url` without user, password, query and fragment.
std::string without_credentials(std::string_view url);

}  // namespace keyhound
