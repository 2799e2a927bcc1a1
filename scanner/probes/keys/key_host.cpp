// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/keys/key_host.h"

#include "scanner/base/text_encode.h"

namespace keyhound {

Result<KeyHost> parse_key_host(std::string_view text, std::string_view default_port) {
  const std::size_t at = text.rfind('@');
  const bool has_user = at != std::string_view::npos;
  auto place = host_and_port(has_user ? text.substr(at + 1) : text, "", default_port);
  if (!place || at == 0)
    return fail(ErrorKind::kUsage,
                "\"" + escape_for_terminal(text) + "\": a host is [USER@]HOST[:PORT]");
  return KeyHost{std::string(has_user ? text.substr(0, at) : ""), std::move(*place)};
}

}  // namespace keyhound
