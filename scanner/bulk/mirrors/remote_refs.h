// SPDX-License-Identifier: Apache-2.0
// RemoteRefs: what `git ls-remote --symref` tells of a remote. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "scanner/bulk/target_failure.h"
#include "scanner/git/ref_list.h"

namespace keyhound {

struct RemoteRefs {
  std::vector<Ref> refs;    // below "refs/", by name
  std::string head_branch;  // "refs/heads/main"; empty: HEAD names no branch, or is not told
  std::string head_id;      // hex; empty: there is no HEAD
};

// "protocol" for a line that is none of git's.
tl::expected<RemoteRefs, TargetFailure> read_remote_refs(std::string_view output);

}  // namespace keyhound
