// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/signing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <span>
#include <vector>

#include "scanner/base/ascii.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestPart = 8192;  // bytes; session tokens have up to 4,096
constexpr std::string_view kHttps = "https://";

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

tl::unexpected<Error> cannot(std::string message) {
  return fail(ErrorKind::kUnreadable, std::move(message));
}

Result<std::string_view> usable(std::string_view value, const std::string& name) {
  if (value.empty()) return cannot(name + " is empty");
  if (value.size() > kLongestPart) return cannot(name + " is longer than any that there is");
  const bool is_visible =
      std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (is_visible) return value;
  return cannot(name + " holds a blank, a line end or another character that it cannot have");
}

}  // namespace

Result<std::string_view> signing_secret(const CredentialParts& parts) {
  return usable(parts.secret, "the secret");
}

Result<std::string_view> signing_part(const CredentialParts& parts, std::string_view rule_id) {
  const auto found = parts.parts.find(rule_id);
  if (found == parts.parts.end())
    return cannot(fmt::format("the part {} was not found beside the secret", rule_id));
  return usable(found->second, fmt::format("the part {}", rule_id));
}

Result<std::string_view> signing_identity(const CredentialParts& parts, std::string_view name) {
  const auto found = parts.identity.find(name);
  if (found == parts.identity.end())
    return cannot(fmt::format("the credential does not tell its {}", name));
  return usable(found->second, fmt::format("the {} of the credential", name));
}

Result<std::string> base64_secret(const CredentialParts& parts) {
  KEYHOUND_TRY(const std::string_view secret, signing_secret(parts));
  auto bytes = from_base64(secret);
  if (!bytes || bytes->empty()) return cannot("the secret is no base64");
  return std::move(*bytes);
}

SignedUrl split_signed_url(std::string_view url) {
  if (url.starts_with(kHttps)) url.remove_prefix(kHttps.size());
  const std::size_t question = std::min(url.find('?'), url.size());
  const std::size_t slash = std::min(url.find('/'), question);
  SignedUrl parts;
  parts.host = url.substr(0, slash);
  parts.path = slash == question ? std::string_view("/") : url.substr(slash, question - slash);
  parts.query = url.substr(std::min(question + 1, url.size()));
  return parts;
}

std::string sorted_query(std::string_view query) {
  std::vector<std::string> fields;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    fields.emplace_back(query.substr(0, end));
    if (fields.back().find('=') == std::string::npos) fields.back() += '=';
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::sort(fields.begin(), fields.end());
  return fmt::format("{}", fmt::join(fields, "&"));
}

std::string strictly_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_alnum_ascii(c) || c == '-' || c == '.' || c == '_' || c == '~')
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::string hmac_sha256_bytes(std::string_view key, std::string_view text) {
  const Sha256Digest digest = hmac_sha256(bytes_of(key), text);
  return std::string(digest_bytes(digest));
}

std::string sha256_hex(std::string_view text) {
  const Sha256Digest digest = sha256(text);
  return to_hex(digest);
}

std::string hex_of(std::string_view bytes) { return to_hex(bytes_of(bytes)); }

std::string basic_time(Timestamp time) {
  std::string text = format_timestamp(time);
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }),
             text.end());
  return text;
}

std::string http_date(Timestamp time) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = time.seconds;
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return {};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                     kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace keyhound
