// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/postgres_url.h"

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

struct UrlParts {
  std::string_view scheme;
  std::string_view user;  // with its password
  std::string_view place;
  std::string_view options;
};

UrlParts split(std::string_view url) {
  UrlParts parts;
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return parts;
  parts.scheme = url.substr(0, scheme);
  url.remove_prefix(scheme + 3);
  const std::size_t options = url.find('?');
  if (options != std::string_view::npos) parts.options = url.substr(options + 1);
  url = url.substr(0, options);
  const std::size_t at = url.substr(0, url.find('/')).rfind('@');
  if (at != std::string_view::npos) {
    parts.user = url.substr(0, at);
    url.remove_prefix(at + 1);
  }
  parts.place = url;
  return parts;
}

}  // namespace

Status check_postgres_url(std::string_view url) {
  const UrlParts parts = split(url);
  const std::string options = to_lower_ascii(parts.options);
  const bool has_password = parts.user.find(':') != std::string_view::npos ||
                            parts.place.find('@') != std::string_view::npos ||
                            options.find("passw") != std::string::npos ||
                            options.find('%') != std::string::npos;
  if (!has_password) return {};
  return fail(ErrorKind::kConfiguration,
              postgres_label(url) +
                  ": a URL of a store holds no password (and no escape in its options), since "
                  "process lists and logs show it; set PGPASSFILE or PGPASSWORD, or write "
                  "~/.pgpass");
}

std::string postgres_label(std::string_view url) {
  const std::string_view place = split(url).place;
  return "postgresql://" + escape_for_terminal(place.substr(place.rfind('@') + 1));
}

}  // namespace keyhound
