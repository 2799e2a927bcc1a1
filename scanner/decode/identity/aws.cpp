// SPDX-License-Identifier: Apache-2.0
// AWS: the account is part of every newer access key id, and URLs that are signed say until when.
#include <algorithm>

#include "scanner/base/text_decode.h"
#include "scanner/base/time.h"
#include "scanner/decode/identity/identity_decoder.h"
#include "scanner/decode/json_text.h"

namespace keyhound {
namespace {

constexpr std::size_t kIdLength = 20;       // a type of four characters and sixteen of base32
constexpr std::size_t kAccountLength = 12;  // digits

// 39 of the first 48 bits behind the type. Ids from before 2019 have an I or J there, and none.
std::optional<std::string> account_of(std::string_view key_id) {
  if (key_id.size() < kIdLength || key_id[4] == 'I' || key_id[4] == 'J') return std::nullopt;
  const auto bytes = from_base32(key_id.substr(4, 16));
  if (!bytes || bytes->size() < 6) return std::nullopt;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 6; ++i) bits = (bits << 8U) | static_cast<std::uint8_t>((*bytes)[i]);
  const std::string digits = std::to_string((bits & 0x7FFFFFFFFF80U) >> 7U);
  if (digits.size() > kAccountLength) return std::nullopt;
  return std::string(kAccountLength - digits.size(), '0') + digits;
}

IdentityPairs reveal_key_id(const IdentitySource& source) {
  IdentityPairs pairs;
  add(pairs, "account", account_of(source.secret));
  return pairs;
}

// 20260102T030405Z and seconds.
std::optional<std::string> expiry_of(std::string_view begin, std::string_view seconds) {
  if (begin.size() != 16 || begin[8] != 'T' || begin[15] != 'Z') return std::nullopt;
  const auto part = [begin](std::size_t at, std::size_t size) {
    return std::string(begin.substr(at, size));
  };
  const auto time = parse_timestamp(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" +
                                    part(9, 2) + ":" + part(11, 2) + ":" + part(13, 2) + "Z");
  const auto length = number_of(seconds);
  if (!time || !length) return std::nullopt;
  return format_timestamp(*time + Duration{*length});
}

// Of a URL: `vendor` is "X-Amz" or "X-Goog". The credential is <key id>/<date>/<region>/...
IdentityPairs reveal_signed_url(std::string_view url, std::string_view vendor) {
  const std::string prefix(vendor);
  IdentityPairs pairs;
  const std::string credential = query_value(url, prefix + "-Credential").value_or("");
  std::string_view rest = credential;
  std::vector<std::string_view> parts;
  while (!rest.empty() && parts.size() < 4) {
    parts.push_back(rest.substr(0, rest.find('/')));
    rest.remove_prefix(std::min(parts.back().size() + 1, rest.size()));
  }
  if (parts.size() >= 3) {
    if (vendor == "X-Amz") {
      add(pairs, "key_id", parts[0]);
      add(pairs, "account", account_of(parts[0]));
    }
    add(pairs, "region", parts[2]);
  }
  add(pairs, "expires",
      expiry_of(query_value(url, prefix + "-Date").value_or(""),
                query_value(url, prefix + "-Expires").value_or("")));
  return pairs;
}

IdentityPairs reveal_presigned(const IdentitySource& source) {
  return reveal_signed_url(source.around, "X-Amz");
}

IdentityPairs reveal_google_signed(const IdentitySource& source) {
  return reveal_signed_url(source.around, "X-Goog");
}

IdentityPairs reveal_bedrock_short(const IdentitySource& source) {
  const auto url = from_base64(part_behind(source.secret, "bedrock-api-key-", "&\"'"));
  return url ? reveal_signed_url(*url, "X-Amz") : IdentityPairs{};
}

// BedrockAPIKey-<suffix>-at-<account>:<secret>
IdentityPairs reveal_bedrock(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto text = from_base64(part_behind(source.secret, "ABSK", ""));
  const std::string_view user = text ? std::string_view(*text).substr(0, text->find(':')) : "";
  const std::size_t at = user.rfind("-at-");
  if (at == std::string_view::npos || user.size() == (text ? text->size() : 0)) return pairs;
  const std::string_view account = user.substr(at + 4);
  if (account.size() != kAccountLength || !is_all_digits(account)) return pairs;
  add(pairs, "account", account);
  add(pairs, "user", user);
  return pairs;
}

IdentityPairs reveal_ecr(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto json = from_base64(source.secret);
  const auto object = json ? JsonObject::parse(*json) : std::nullopt;
  const JsonMember* expiry = object ? object->find("expiration") : nullptr;
  if (expiry != nullptr) add(pairs, "expires", time_of(expiry->value));
  return pairs;
}

}  // namespace

std::vector<IdentityDecoder> aws_identities() {
  return {{"aws-bedrock", reveal_bedrock},
          {"aws-bedrock-short", reveal_bedrock_short},
          {"aws-ecr", reveal_ecr},
          {"aws-key-id", reveal_key_id},
          {"aws-presigned-url", reveal_presigned},
          {"gcp-signed-url", reveal_google_signed}};
}

}  // namespace keyhound
