// SPDX-License-Identifier: Apache-2.0
// What git's messages say about why it failed. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/bulk/target_failure.h"

namespace keyhound {

// The reason that git's messages (LC_ALL=C) give, and its last lines; "fetch-failed" for what is
// not known. What the remote side says ("remote: ") decides nothing, but that the repository is
// corrupt. `secrets` are taken out of the message, and users and passwords of URLs.
TargetFailure git_failure(std::string_view what, std::string_view messages,
                          const std::vector<std::string>& secrets);

// `text` without the user information of URLs in it, and with "***" for each of `secrets`.
std::string scrub(std::string_view text, const std::vector<std::string>& secrets);

}  // namespace keyhound
