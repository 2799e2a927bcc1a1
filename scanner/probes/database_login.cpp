// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/database_login.h"

#include <optional>

#include "scanner/base/hex_digits.h"

namespace keyhound {
namespace {

std::string part_of(const CredentialParts& parts, std::string_view name) {
  const auto found = parts.identity.find(name);
  return found == parts.identity.end() ? std::string() : found->second;
}

// A "%" that no two digits of hex follow stands for itself, as people write it. Nothing for a text
// with a NUL, which C libraries would cut.
std::optional<std::string> decoded(std::string_view text, LoginForm form) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (form == LoginForm::kUrl && text[i] == '%' && i + 2 < text.size() &&
        hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  if (decoded.find('\0') != std::string::npos) return std::nullopt;
  return decoded;
}

}  // namespace

Result<DatabaseLogin> database_login(const CredentialParts& parts, std::string_view default_port,
                                     LoginForm form) {
  const std::string host = part_of(parts, "host");
  KEYHOUND_TRY(HostPort place, host_and_port(host.empty() ? part_of(parts, "server") : host,
                                             part_of(parts, "port"), default_port));
  const auto user = decoded(part_of(parts, "user"), form);
  const auto database = decoded(part_of(parts, "database"), form);
  auto password = decoded(parts.secret, form);
  if (!user || !database || !password || password->empty())
    return fail(ErrorKind::kUnreadable, "its password is empty, or a part of it holds a NUL");
  return DatabaseLogin{std::move(place),         *user,
                       std::move(*password),     *database,
                       part_of(parts, "scheme"), part_of(parts, "tls")};
}

}  // namespace keyhound
