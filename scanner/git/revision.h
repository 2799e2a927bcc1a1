// SPDX-License-Identifier: Apache-2.0
// What a person's words for a commit mean (https://git-scm.com/docs/gitrevisions): "HEAD~3^2",
// "v1.0", "origin/main", "@{upstream}", an id or its start, the name that `git describe` gives.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/repository.h"

namespace keyhound {

// The ids of stored objects that start with these hex digits (of either case), each once.
using IdsWithPrefix = std::function<std::vector<ObjectId>(std::string_view digits)>;

// The commit that `revision` names, tags peeled. kUsage when it names none, several, or is written
// in a way that is not supported (":", ":/", "^{/text}", dates); another kind when an object on the
// way to it cannot be read. An abbreviation that fits several objects means the only commit.
Result<ObjectId> resolve_revision(const Repository& repository, ObjectReader& reader,
                                  const IdsWithPrefix& ids_with_prefix, std::string_view revision);

}  // namespace keyhound
