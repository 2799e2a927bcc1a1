// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/database_login.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/network_address.h"

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

bool is_host(std::string_view host) {
  if (is_public_address_text(host).has_value()) return true;
  const auto allowed = [](char c) { return is_alnum_ascii(c) || c == '.' || c == '-' || c == '_'; };
  return !host.empty() && host.size() <= 253 && host.front() != '-' &&
         std::all_of(host.begin(), host.end(), allowed);
}

bool is_port(std::string_view port) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc() && end == port.data() + port.size() && number > 0 && number < 65536;
}

// "db:5432" and "db,1433" into both; what some rules find as one.
void split_port(std::string& host, std::string& port) {
  const std::size_t at = host.find_last_of(":,");
  if (!port.empty() || at == std::string::npos || host.find(']') != std::string::npos ||
      is_public_address_text(host).has_value())
    return;
  port = host.substr(at + 1);
  host.resize(at);
}

}  // namespace

std::string DatabaseLogin::label() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

Result<DatabaseLogin> database_login(const CredentialParts& parts, std::string_view default_port,
                                     LoginForm form) {
  DatabaseLogin login;
  login.host = part_of(parts, "host");
  if (login.host.empty()) login.host = part_of(parts, "server");
  if (login.host.empty())
    return fail(ErrorKind::kUnreadable, "what was found does not say which host it is for");
  login.port = part_of(parts, "port");
  split_port(login.host, login.port);
  if (login.host.size() > 2 && login.host.front() == '[' && login.host.back() == ']')
    login.host = login.host.substr(1, login.host.size() - 2);
  if (!is_host(login.host))
    return fail(ErrorKind::kUnreadable, "its host is no name and no address; it may be a variable");
  if (login.port.empty() || login.port == "*") login.port = default_port;
  if (!is_port(login.port)) return fail(ErrorKind::kUnreadable, "its port is no number of one");

  const auto user = decoded(part_of(parts, "user"), form);
  const auto database = decoded(part_of(parts, "database"), form);
  auto password = decoded(parts.secret, form);
  if (!user || !database || !password || password->empty())
    return fail(ErrorKind::kUnreadable, "its password, user or database is empty, or holds a NUL");
  login.user = *user;
  login.database = *database;
  login.password = std::move(*password);
  login.scheme = part_of(parts, "scheme");
  login.tls = part_of(parts, "tls");
  return login;
}

}  // namespace keyhound
