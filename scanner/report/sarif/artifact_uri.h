// SPDX-License-Identifier: Apache-2.0
// URIs of the SARIF report. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/model/location.h"

namespace keyhound {

// A relative URI reference for raw path bytes: every byte that RFC 3986 does not leave unreserved
// is percent-encoded; never absolute, and without empty, "." and ".." segments. Empty only when
// nothing of the path is left.
std::string relative_uri(std::string_view path);

// The artifact that a location points into: its path, or for a text without one a name for it
// ("commit-message", "stdin"). Holds no commit id, since such URIs are never the same twice
// (GitHub blocks uploads over it).
std::string artifact_uri(const Location& location);

// `remote` as an absolute URI, without user and password; "git@host:path" becomes ssh://host/path.
// Empty when it is a path of this machine or no URI at all.
std::string repository_uri(std::string_view remote);

}  // namespace keyhound
