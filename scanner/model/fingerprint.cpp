// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/base/hash.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kShortLength = 26;  // base32 characters: 130 bits
constexpr std::string_view kPublicKeyId = "public";
constexpr std::string_view kUnnamedKeyId = "k1";  // of a key that is given without an id
constexpr std::string_view kPublicKey = "keyhound public fingerprint key 1";

bool is_key_id(std::string_view id) {
  return !id.empty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<std::vector<std::uint8_t>> parse_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

const HmacKey& public_hmac() {
  static const HmacKey key(FingerprintKey().bytes());
  return key;
}

// Whether `text` is the 26 base32 digits of a short form.
bool is_short_digits(std::string_view text) {
  return text.size() == kShortLength && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
         });
}

bool is_base64_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
         c == '/' || c == '=';
}

// What lies between the lines that begin and end a PEM block; the rest where one is missing.
std::string_view pem_body(std::string_view block) {
  constexpr std::string_view kDashes = "-----";
  const std::size_t begin = block.find(kDashes, kDashes.size());
  if (begin != std::string_view::npos) block.remove_prefix(begin + kDashes.size());
  return block.substr(0, block.find(kDashes));
}

// The base64 digits of a PEM body, without line breaks, escapes (\n in a JSON string) and what
// joins string literals ("..." + "..."). A '+' that stands alone is no digit.
std::string pem_digits(std::string_view body) {
  std::string digits;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char next = i + 1 < body.size() ? body[i + 1] : '\0';
    const char last = i > 0 ? body[i - 1] : '\0';
    if (body[i] == '\\' && (next == 'n' || next == 'r' || next == 't')) {
      ++i;
    } else if (is_base64_digit(body[i]) &&
               !(body[i] == '+' && !is_base64_digit(last) && !is_base64_digit(next))) {
      digits += body[i];
    }
  }
  return digits;
}

}  // namespace

FingerprintKey::FingerprintKey() : key_(kPublicKey.begin(), kPublicKey.end()) {}

Result<FingerprintKey> FingerprintKey::create(std::string id, std::vector<std::uint8_t> key) {
  if (!is_key_id(id) || id == kPublicKeyId) {
    return fail(
        ErrorKind::kConfiguration,
        "a fingerprint key's id has 1 to 32 characters of a-z, 0-9 and '-', and is not 'public'");
  }
  if (key.size() < 16)
    return fail(ErrorKind::kConfiguration, "a fingerprint key needs at least 16 bytes");
  FingerprintKey result;
  result.id_ = std::move(id);
  result.key_ = std::move(key);
  return result;
}

Result<FingerprintKey> FingerprintKey::parse(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return create(std::string(kUnnamedKeyId), {text.begin(), text.end()});
  }
  auto key = parse_hex(text.substr(colon + 1));
  if (!key) {
    return fail(
        ErrorKind::kConfiguration,
        "behind a fingerprint key's id and ':' stand hex digits, two for each byte of the key");
  }
  return create(std::string(text.substr(0, colon)), std::move(*key));
}

std::string Fingerprint::short_form() const {
  const std::string digits = to_base32(mac).substr(0, kShortLength);
  return key_id.empty() ? "kh1:" + digits : fmt::format("kh1:{}:{}", key_id, digits);
}

std::string Fingerprint::long_form() const {
  return fmt::format("hmac-sha256:{}:{}", key_id.empty() ? kPublicKeyId : key_id, to_hex(mac));
}

Fingerprint fingerprint(const FingerprintKey& key, std::string_view family,
                        std::string_view secret) {
  std::string message(family);
  message += '\0';
  message += normalise_secret(secret);
  const Sha256Digest mac =
      key.is_default() ? public_hmac().of(message) : hmac_sha256(key.bytes(), message);
  return {key.id(), {mac.begin(), mac.end()}};
}

Result<std::string> canonical_fingerprint(std::string_view text) {
  const auto refuse = [text] {
    return fail(
        ErrorKind::kConfiguration,
        fmt::format(
            "'{}' is not a fingerprint; write kh1:<26 characters> or hmac-sha256:<key id>:<64 hex>",
            escape_for_terminal(text)));
  };
  const std::size_t first = text.find(':');
  if (first == std::string_view::npos) return refuse();
  const auto scheme = text.substr(0, first);
  const auto rest = text.substr(first + 1);
  const std::size_t second = rest.find(':');
  const auto id = second == std::string_view::npos ? std::string_view() : rest.substr(0, second);
  const auto value = second == std::string_view::npos ? rest : rest.substr(second + 1);
  if (second != std::string_view::npos && !is_key_id(id)) return refuse();
  if (scheme == "kh1") {
    if (!is_short_digits(value) || id == kPublicKeyId) return refuse();
    return std::string(text);
  }
  if (scheme != "hmac-sha256" || id.empty() || value.size() != 64) return refuse();
  auto mac = parse_hex(value);
  if (!mac) return refuse();
  return Fingerprint{id == kPublicKeyId ? std::string() : std::string(id), std::move(*mac)}
      .short_form();
}

Result<Fingerprint> parse_fingerprint(std::string_view text) {
  KEYHOUND_TRY(const std::string canonical, canonical_fingerprint(text));
  Fingerprint fingerprint;
  if (text.starts_with("hmac-sha256:")) {
    const std::size_t second = text.find(':', text.find(':') + 1);
    fingerprint.mac = parse_hex(text.substr(second + 1)).value_or(std::vector<std::uint8_t>());
  } else {
    // 26 digits end within a byte; two more, of zero bits, complete it.
    std::string digits = canonical.substr(canonical.rfind(':') + 1) + "aa";
    const auto bytes = from_base32(to_upper_ascii(digits));
    if (!bytes) return fail(ErrorKind::kConfiguration, "this is not a fingerprint");
    fingerprint.mac.assign(bytes->begin(), bytes->end());
  }
  const std::size_t last = canonical.rfind(':');
  if (last > 4) fingerprint.key_id = canonical.substr(4, last - 4);
  return fingerprint;
}

std::string normalise_secret(std::string_view secret) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = secret.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  secret = secret.substr(begin, secret.find_last_not_of(kSpace) - begin + 1);
  if (!secret.starts_with("-----BEGIN ")) return std::string(secret);
  return pem_digits(pem_body(secret));
}

}  // namespace keyhound
