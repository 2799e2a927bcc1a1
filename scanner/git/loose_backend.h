// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: an object database of libgit2 whose loose objects are read by us.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/git/git_handles.h"

namespace keyhound {

// The database over `objects_dir` and its alternates (objects/info/alternates, to a depth of five
// as in git): packs first, read by libgit2, then loose objects, read by loose_objects.h.
Result<GitOdb> open_object_database(const std::string& objects_dir);

}  // namespace keyhound
