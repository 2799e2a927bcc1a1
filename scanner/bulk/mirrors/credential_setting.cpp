// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/credential_setting.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// git asks helpers for the hosts that the URL of their setting names; the script looks again, since
// it is what holds the token. printf is part of the shell: nothing of this is a process's argument.
constexpr std::string_view kTokenScript =
    "!f() {{ test \"$1\" = get || return 0; p=; h=; "
    "while IFS='=' read -r k v; do case \"$k\" in protocol) p=$v;; host) h=$v;; esac; done; "
    "test \"$p\" = https && test \"$h\" = '{}' || return 0; "
    "printf 'username=%s\\npassword=%s\\n' '{}' \"${}\"; }}; f";

// What a host may hold that stands between quotes in a script.
bool is_host_char(char c) {
  return is_alnum_ascii(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
}

}  // namespace

std::string_view user_beside_token(std::string_view provider) {
  return provider == "gitlab" ? "oauth2" : "x-access-token";
}

std::vector<GitSetting> helper_settings(std::string_view helper) {
  std::string command(helper);
  if (command.starts_with('!')) {
    command.erase(0, 1);
  } else if (!command.starts_with('/')) {
    command.insert(0, "git credential-");
  }
  // An empty value takes back all helpers before.
  return {{"credential.helper", ""},
          {"credential.helper", fmt::format("!export HOME=\"${}\" XDG_CONFIG_HOME=\"${}\"; {}",
                                            kHelperHomeVariable, kHelperConfigVariable, command)}};
}

std::vector<GitSetting> token_settings(const RemoteAddress& address, std::string_view provider) {
  const bool is_plain = std::all_of(address.host.begin(), address.host.end(), is_host_char);
  if (address.protocol != "https" || !is_plain) return {};
  return {{"credential.helper", ""},
          {fmt::format("credential.https://{}.helper", address.host),
           fmt::format(kTokenScript, address.host, user_beside_token(provider), kTokenVariable)}};
}

}  // namespace keyhound
