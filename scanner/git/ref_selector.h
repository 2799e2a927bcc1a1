// SPDX-License-Identifier: Apache-2.0
// The forms <ref>@{...} of a revision (https://git-scm.com/docs/gitrevisions): where a ref was
// before, which branch was checked out before, and which branch a branch follows.
#pragma once

#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository.h"

namespace keyhound {

// The id for `name`@{`selector`}: a number N (the value of the ref N changes ago), -N (the Nth
// branch or commit checked out before; without a name), "upstream" or "u". An empty name is the
// branch of HEAD. kUsage when it names nothing, or is none of them (dates, "push").
Result<ObjectId> select_ref(const Repository& repository, std::string_view name,
                            std::string_view selector);

}  // namespace keyhound
