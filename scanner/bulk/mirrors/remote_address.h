// SPDX-License-Identifier: Apache-2.0
// RemoteAddress: what an URL that git is given says, read before git reads it. Plain data.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "scanner/bulk/target_failure.h"

namespace keyhound {

struct RemoteAddress {
  std::string url;       // as git is given it
  std::string protocol;  // "https", "ssh", "http", "git", "file"
  std::string host;      // with the port where one is written; empty for "file"
};

// `location` is an URL, "user@host:path" for ssh, or an absolute path for "file". Refused with
// reason: "protocol" for what `allowed` does not name, and for git's remote helpers
// ("ext::command"); "configuration" for credentials, a query, control characters, or a host that
// ssh would take for an option.
tl::expected<RemoteAddress, TargetFailure> read_remote_address(
    const std::string& location, const std::vector<std::string>& allowed);

}  // namespace keyhound
