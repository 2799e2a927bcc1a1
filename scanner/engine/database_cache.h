// SPDX-License-Identifier: Apache-2.0
// Keeps compiled trigger databases of user rules in files, since compiling takes longer than a scan
// of staged changes. A file that cannot be read, trusted or written costs a compilation, no more.
#pragma once

#include <span>
#include <string>

#include "scanner/base/result.h"
#include "scanner/engine/trigger_database.h"

namespace keyhound {

// The database of `patterns` from `folder` (made if it is missing; empty: no cache), or compiled
// and written there.
Result<TriggerDatabase> load_or_compile(std::span<const std::string> patterns,
                                        const std::string& folder);

// Where load_or_compile() keeps it: named by the patterns, the library's version and the CPU.
std::string cached_database_path(std::span<const std::string> patterns, const std::string& folder);

}  // namespace keyhound
