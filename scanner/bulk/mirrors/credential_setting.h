// SPDX-License-Identifier: Apache-2.0
// How git is told where credentials come from (https://git-scm.com/docs/gitcredentials). Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/bulk/mirrors/remote_address.h"

namespace keyhound {

// The environment variable of git's processes that holds the token. The file of a process's
// environment is for its user alone; its command line is for everybody.
inline constexpr std::string_view kTokenVariable = "MIRROR_TOKEN";
// With a helper of the user's: the HOME and XDG_CONFIG_HOME that it gets back.
inline constexpr std::string_view kHelperHomeVariable = "MIRROR_HELPER_HOME";
inline constexpr std::string_view kHelperConfigVariable = "MIRROR_HELPER_CONFIG";

struct GitSetting {
  std::string name;
  std::string value;
};

// Settings that make `helper` the only one.
std::vector<GitSetting> helper_settings(std::string_view helper);

// Settings that answer kTokenVariable for this host by https and nothing else; none for another
// protocol. `provider` decides the user name beside it.
std::vector<GitSetting> token_settings(const RemoteAddress& address, std::string_view provider);

// The user name that a provider wants beside a token.
std::string_view user_beside_token(std::string_view provider);

}  // namespace keyhound
