// SPDX-License-Identifier: Apache-2.0
// Whose a repository is, by the address of its remote, for checks that ask whether what a
// definition calls belongs to somebody else. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// "acme" of https://github.com/Acme/pay.git and git@github.com:Acme/pay.git, in lower case. Empty:
// it cannot be told, or the address is that of a service whose owners are not GitHub's.
std::string repository_owner(std::string_view remote);

}  // namespace keyhound
