// SPDX-License-Identifier: Apache-2.0
// Parts of tokens, and text that they encode.
#include <algorithm>
#include <iterator>

#include "scanner/base/text_decode.h"
#include "scanner/base/time.h"
#include "scanner/decode/identity/identity_decoder.h"
#include "scanner/decode/json_text.h"

namespace keyhound {
namespace {

// sk_live_..., rk_test_..., sk_org_live_...
IdentityPairs reveal_mode(const IdentitySource& source) {
  IdentityPairs pairs;
  const std::string_view prefix = source.secret.substr(0, 12);
  for (const std::string_view mode : {"live", "test", "prod", "sandbox"}) {
    if (prefix.find("_" + std::string(mode)) != std::string_view::npos) add(pairs, "mode", mode);
  }
  return pairs;
}

// Undocumented, seen in every published sample: behind "11" seven characters of base32 are the
// numeric id of the user, and a zero follows.
IdentityPairs reveal_github_user(const IdentitySource& source) {
  IdentityPairs pairs;
  const std::string_view id = part_behind(source.secret, "github_pat_", "_");
  if (id.size() < 10 || id.substr(0, 2) != "11" || id[9] != '0') return pairs;
  const auto bytes = from_base32(id.substr(2, 7));
  if (!bytes || bytes->size() != 4) return pairs;
  std::uint32_t user = 0;
  for (const char c : *bytes) user = (user << 8U) | static_cast<std::uint8_t>(c);
  if (user != 0) add(pairs, "user_id", std::to_string(user));
  return pairs;
}

std::optional<std::string> from_base36(std::string_view text) {
  if (text.empty() || text.size() > 11) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const std::size_t digit = std::string_view("0123456789abcdefghijklmnopqrstuvwxyz").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 36 + digit;
  }
  return std::to_string(value);
}

// Random bytes, lines "<key>:<base 36>", and the number of random bytes.
IdentityPairs reveal_gitlab_routing(const IdentitySource& source) {
  struct Key {
    char letter;
    std::string_view name;
  };
  constexpr Key kKeys[] = {{'o', "organization"}, {'u', "user_id"}, {'p', "project"},
                           {'g', "group"},        {'c', "cell"},    {'t', "token_type"}};
  IdentityPairs pairs;
  const std::string_view token = source.secret.substr(0, source.secret.find('.'));
  const std::size_t at = token.starts_with("glrt-") ? token.find('_') : token.find('-');
  if (at == std::string_view::npos) return pairs;
  const auto payload = from_base64(token.substr(at + 1));
  if (!payload || payload->empty()) return pairs;
  const std::size_t random = static_cast<std::uint8_t>(payload->back());
  if (random + 1 >= payload->size()) return pairs;
  std::string_view rest = std::string_view(*payload).substr(random, payload->size() - 1 - random);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.size() < 3 || line[1] != ':') continue;
    for (const Key& key : kKeys) {
      if (key.letter == line[0]) add(pairs, std::string(key.name), from_base36(line.substr(2)));
    }
  }
  return pairs;
}

// reftkn:01:<expiry, zeros for none>:<random>
IdentityPairs reveal_reference_token(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto text = from_base64(source.secret);
  if (!text || !text->starts_with("reftkn:") || text->size() < 20) return pairs;
  add(pairs, "expires", time_of(std::string_view(*text).substr(10, 10)));
  return pairs;
}

// A token may stand in the user's place, with a filler for a password or none.
bool is_user_name(std::string_view user, std::string_view password) {
  constexpr std::size_t kLongest = 40;
  constexpr std::ptrdiff_t kMostDigits = 4;
  constexpr std::string_view kFillers[] = {"x-oauth-basic", "unused"};
  if (password.size() < 4 ||
      std::find(std::begin(kFillers), std::end(kFillers), password) != std::end(kFillers))
    return false;
  return !user.empty() && user.size() <= kLongest &&
         std::count_if(user.begin(), user.end(), [](char c) { return c >= '0' && c <= '9'; }) <=
             kMostDigits;
}

IdentityPairs reveal_basic(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto text = from_base64(source.secret);
  const std::size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos) return pairs;
  const std::string user = text->substr(0, colon);
  if (is_user_name(user, std::string_view(*text).substr(colon + 1))) add(pairs, "user", user);
  return pairs;
}

// <number>:<bytes>, behind a prefix or not.
IdentityPairs reveal_data_center(const IdentitySource& source) {
  IdentityPairs pairs;
  const bool has_prefix = source.secret.starts_with("BBDC-");
  const auto bytes = from_base64(source.secret.substr(has_prefix ? 5 : 0));
  const std::string_view id = bytes ? std::string_view(*bytes).substr(0, bytes->find(':')) : "";
  if (is_all_digits(id)) add(pairs, "token_id", id);
  return pairs;
}

// A snowflake has milliseconds since 2015 above its lower 22 bits.
IdentityPairs reveal_discord(const IdentitySource& source) {
  constexpr std::int64_t kEpoch = 1'420'070'400'000;
  IdentityPairs pairs;
  const auto digits = from_base64(source.secret.substr(0, source.secret.find('.')));
  const auto id = digits && digits->size() <= 18 ? number_of(*digits) : std::nullopt;
  if (!digits || !is_all_digits(*digits)) return pairs;
  add(pairs, "user_id", std::string_view(*digits));
  if (id) add(pairs, "created", format_timestamp({((*id >> 22) + kEpoch) / 1000}));
  return pairs;
}

// perm:<login>.<token name>.<secret>, the first two in base64.
IdentityPairs reveal_jetbrains(const IdentitySource& source) {
  IdentityPairs pairs;
  if (source.secret.size() < 6) return pairs;
  const std::string_view rest = source.secret.substr(5);
  const std::size_t dot = rest.find('.');
  if (dot == std::string_view::npos) return pairs;
  add(pairs, "user", from_base64(rest.substr(0, dot)));
  add(pairs, "token_name", from_base64(rest.substr(dot + 1, rest.find('.', dot + 1) - dot - 1)));
  return pairs;
}

// <key id>:<secret>
IdentityPairs reveal_elasticsearch(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto text = from_base64(source.secret);
  const std::size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == 20 && text->size() > 40) add(pairs, "key_id", text->substr(0, colon));
  return pairs;
}

// The identifier, and the caveats that PyPI writes: times, names of projects, the user
// (https://github.com/pypi/warehouse/blob/main/warehouse/macaroons/caveats/__init__.py).
IdentityPairs reveal_pypi(const IdentitySource& source) {
  IdentityPairs pairs;
  const auto bytes = from_base64(part_behind(source.secret, "pypi-", ""));
  std::string_view rest = bytes ? *bytes : std::string_view();
  rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  bool is_first = true;
  while (rest.size() >= 2) {
    const auto type = static_cast<std::uint8_t>(rest[0]);
    if (type == 0) {
      rest.remove_prefix(1);
      continue;
    }
    // Lengths above 127 take two bytes, the lower seven bits first.
    const auto low = static_cast<std::uint8_t>(rest[1]);
    const bool is_long = low >= 0x80 && rest.size() > 2;
    const std::size_t size =
        is_long ? (low & 0x7FU) + static_cast<std::size_t>(static_cast<std::uint8_t>(rest[2])) * 128
                : low;
    rest.remove_prefix(is_long ? 3 : 2);
    if (type > 2 || size > rest.size()) break;  // the signature, or no macaroon
    const std::string_view field = rest.substr(0, size);
    rest.remove_prefix(size);
    if (type != 2) continue;
    if (is_first) add(pairs, "token_id", field);
    is_first = false;
    const auto caveat = JsonObject::parse("{\"c\":" + std::string(field) + "}");
    const JsonMember* kind = caveat ? caveat->find("c.0") : nullptr;
    if (kind == nullptr) continue;
    const JsonMember* value = caveat->find("c.1");
    if (kind->value == "0" && value != nullptr) add(pairs, "expires", time_of(value->value));
    if (kind->value == "1") add(pairs, "project", caveat->text("c.1.0"));
    if (kind->value == "3" && value != nullptr) add(pairs, "user_id", value->value);
  }
  return pairs;
}

// <name>@<project>.iam.gserviceaccount.com
IdentityPairs reveal_service_account(const IdentitySource& source) {
  IdentityPairs pairs;
  const std::string_view domain = part_behind(source.match, "@", "\\\" ,");
  constexpr std::string_view kSuffix = ".iam.gserviceaccount.com";
  if (domain.ends_with(kSuffix))
    add(pairs, "project", domain.substr(0, domain.size() - kSuffix.size()));
  return pairs;
}

}  // namespace

std::vector<IdentityDecoder> text_identities() {
  return {{"artifactory-reference", reveal_reference_token},
          {"basic-authorization", reveal_basic},
          {"data-center-token", reveal_data_center},
          {"discord", reveal_discord},
          {"elasticsearch", reveal_elasticsearch},
          {"gcp-service-account", reveal_service_account},
          {"github-user", reveal_github_user},
          {"gitlab-routing", reveal_gitlab_routing},
          {"jetbrains", reveal_jetbrains},
          {"mode", reveal_mode},
          {"pypi", reveal_pypi}};
}

}  // namespace keyhound
