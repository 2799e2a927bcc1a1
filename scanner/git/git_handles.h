// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: the handles of libgit2 and the one function that maps its errors.
#pragma once

#include <git2.h>

#include <string_view>

#include "scanner/base/c_handle.h"
#include "scanner/base/result.h"
#include "scanner/git/object_id.h"

namespace keyhound {

using GitOdb = CHandle<git_odb, git_odb_free>;
using GitOdbObject = CHandle<git_odb_object, git_odb_object_free>;

struct RepositoryHandles {
  GitOdb odb;
};

// The error for a libgit2 call that returned `code`: kNotFound for GIT_ENOTFOUND, kUsage for names
// that libgit2 calls invalid or ambiguous, else kCorrupt.
Error libgit2_error(int code, std::string_view context);

git_oid to_git_oid(const ObjectId& id);
ObjectId from_git_oid(const git_oid& oid);

}  // namespace keyhound
