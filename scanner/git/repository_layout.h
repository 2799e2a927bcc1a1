// SPDX-License-Identifier: Apache-2.0
// Where a repository keeps its files and in which format
// (https://git-scm.com/docs/gitrepository-layout, .../repository-version). Plain data.
#pragma once

#include <cstddef>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository_config.h"

namespace keyhound {

struct RepositoryLayout {
  // Canonical, without a slash at the end.
  std::string git_dir;     // HEAD and the index of this work tree
  std::string common_dir;  // config, refs and objects of all work trees; often the same
  RepositoryConfig config;
  std::size_t id_size = ObjectId::kSha1Size;  // or kSha256Size
};

// `start` is a git directory, also that of a worktree, or a .git file that names one. kCorrupt with
// the reason when it is neither, or its format is one that cannot be read.
Result<RepositoryLayout> read_layout(const std::string& start);

// The size of the object ids, from core.repositoryFormatVersion and the extensions. kCorrupt for a
// version, extension, object format or ref storage that is not known.
Result<std::size_t> check_format(const RepositoryConfig& config);

// Does `path` hold what a git directory must hold? A cheap look, for searching.
bool looks_like_git_dir(const std::string& path);

}  // namespace keyhound
