// SPDX-License-Identifier: Apache-2.0
// Finds single refs by name without reading all of them
// (https://git-scm.com/docs/gitrevisions, "<refname>"). Pure but for the files read, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/ref_list.h"
#include "scanner/git/repository.h"

namespace keyhound {

// The ref of the full name `name` ("HEAD", "refs/heads/main"), a loose one before a packed one.
// Symbolic refs are followed: the answer has the name of the ref at the end. kNotFound when it does
// not exist (also: what it names at last), kCorrupt when it holds no id or is symbolic more than
// five times over.
Result<Ref> read_ref(const Repository& repository, std::string_view name);

// The ref that a person means by `name`: as it is, or below refs/, refs/tags/, refs/heads/,
// refs/remotes/, or the HEAD of the remote. kNotFound when none of them can be read.
Result<Ref> find_ref(const Repository& repository, std::string_view name);

// May a ref have this name (https://git-scm.com/docs/git-check-ref-format)? Others are never looked
// up, so that no name leads out of the git directory.
bool is_ref_name(std::string_view name);

}  // namespace keyhound
