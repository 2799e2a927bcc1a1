// SPDX-License-Identifier: Apache-2.0
// Which environment variables a worker gets. A worker reads what strangers wrote: it is given what
// it needs, and no credential but the one that its mirrors are fetched with.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keyhound {

using Environment = std::vector<std::pair<std::string, std::string>>;

// That of this process.
Environment process_environment();

// Those of `all` that a worker gets. `token_variable`: of MirrorOptions; empty: none. Pure.
Environment worker_environment(const Environment& all, std::string_view token_variable);

}  // namespace keyhound
