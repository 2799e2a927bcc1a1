// SPDX-License-Identifier: Apache-2.0
// Tokens that are encoded text or bytes of a known form, which random characters do not decode to.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"
#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// The text before the first `end`, which `rest` then begins behind; nothing when there is none.
std::optional<std::string_view> take_until(std::string_view& rest, std::string_view end) {
  const std::size_t at = rest.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(at + end.size());
  return taken;
}

// BedrockAPIKey-<suffix>-at-<account id>:<secret>
std::optional<bool> is_bedrock_key(std::string_view secret) {
  const auto text = from_base64(behind(secret, "ABSK"));
  if (!text || !text->starts_with("BedrockAPIKey-")) return false;
  std::string_view rest = *text;
  const auto user = take_until(rest, ":");
  if (!user || rest.empty() || !is_printable(*text)) return false;
  const std::size_t at = user->rfind("-at-");
  return at != std::string_view::npos && user->size() == at + 16 &&
         is_all_digits(user->substr(at + 4));
}

// Behind "ABSK" and the base64 of "BedrockAPIKey", which has a character of its own begun.
std::string make_bedrock_key(const Draw& draw) {
  const std::string text =
      fmt::format("BedrockAPIKey-{}-at-{}:{}", draw_text(draw, kBase36Alphabet, 4),
                  draw_text(draw, kDigitAlphabet, 12), draw_text(draw, kBase62Alphabet, 43));
  return to_base64(text).substr(std::string_view("QmVkcm9ja0FQSUtleS").size());
}

// reftkn:01:<ten digits>:<random>
std::optional<bool> is_reference_token(std::string_view secret) {
  const auto text = from_base64(secret);
  if (!text) return false;
  std::string_view rest = *text;
  const auto kind = take_until(rest, ":");
  const auto version = take_until(rest, ":");
  const auto expiry = take_until(rest, ":");
  return kind == "reftkn" && version && is_all_digits(*version) && expiry && expiry->size() == 10 &&
         is_all_digits(*expiry) && rest.size() > 8 && is_printable(rest);
}

// Behind the base64 of "reftkn:".
std::string make_reference_token(const Draw& draw) {
  const std::string text =
      "reftkn:01:" + std::string("0000000000") + ":" + draw_text(draw, kBase62Alphabet, 27);
  return base64_without_padding(text, true).substr(std::string_view("cmVmdGtuOj").size());
}

bool is_number_and_bytes(std::string_view base64, std::size_t least, std::size_t most) {
  const auto bytes = from_base64(base64);
  if (!bytes) return false;
  std::string_view rest = *bytes;
  const auto number = take_until(rest, ":");
  return number && number->size() <= 19 && is_all_digits(*number) && rest.size() >= least &&
         rest.size() <= most;
}

std::optional<bool> is_data_center_token(std::string_view secret) {
  return is_number_and_bytes(secret, 20, 20);
}

std::string make_data_center_token(const Draw& draw) {
  return to_base64(draw_text(draw, "123456789", 12) + ":" + draw_bytes(draw, 20));
}

std::optional<bool> is_bitbucket_token(std::string_view secret) {
  return is_number_and_bytes(behind(secret, "BBDC-"), 16, 32);
}

// Bot user id (a snowflake, which has its time in the upper bits), time, and a signature.
std::optional<bool> is_discord_token(std::string_view secret) {
  std::string_view rest = secret;
  const auto user = take_until(rest, ".");
  const auto time = take_until(rest, ".");
  const auto digits = user ? from_base64(*user) : std::nullopt;
  if (!digits || !is_all_digits(*digits) || digits->size() < 17 || digits->size() > 20)
    return false;
  std::uint64_t id = 0;
  const auto read = std::from_chars(digits->data(), digits->data() + digits->size(), id);
  const auto seconds = time ? from_base64(*time) : std::nullopt;
  return read.ec == std::errc() && seconds && seconds->size() == 4 &&
         from_base64(rest).value_or("").size() >= 20;
}

std::string make_discord_token(const Draw& draw) {
  const std::string user = "1" + draw_text(draw, kDigitAlphabet, 17);
  return base64_without_padding(user, true) + "." +
         base64_without_padding(draw_bytes(draw, 4), true) + "." +
         base64_without_padding(draw_bytes(draw, 20), true);
}

std::optional<bool> is_basic_authorization(std::string_view secret) {
  const auto text = from_base64(secret);
  if (!text) return false;
  const std::size_t colon = text->find(':');
  // Beyond ASCII there are UTF-8 and Latin-1; controls there are not (RFC 7617).
  return colon != std::string::npos && std::none_of(text->begin(), text->end(), [](char c) {
           return (static_cast<unsigned char>(c) < 0x20) || c == '\x7F';
         });
}

std::string make_basic_authorization(const Draw& draw) {
  return to_base64("svc-" + draw_text(draw, kBase36Alphabet, 6) + ":" +
                   draw_text(draw, kBase62Alphabet, 19));
}

// A version 2 macaroon (https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt): fields
// of type, length and bytes: location 1, identifier 2, signature 6; 0 ends a section.
std::optional<bool> is_macaroon(std::string_view secret) {
  constexpr char kVersion = 2;
  constexpr int kSignature = 6;
  const auto bytes = from_base64(behind(secret, "pypi-"));
  if (!bytes || bytes->empty() || bytes->front() != kVersion) return false;
  std::string_view rest = std::string_view(*bytes).substr(1);
  const auto take_number = [&rest]() -> std::optional<std::size_t> {
    std::size_t value = 0;
    for (unsigned shift = 0; shift < 28 && !rest.empty(); shift += 7) {
      const auto byte = static_cast<std::uint8_t>(rest.front());
      rest.remove_prefix(1);
      value |= static_cast<std::size_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  };
  while (!rest.empty()) {
    const auto type = take_number();
    if (!type) return false;
    if (*type == 0) continue;
    const auto size = take_number();
    if (!size || *size > rest.size()) return false;
    rest.remove_prefix(*size);
    if (*type == kSignature) return *size == 32 && rest.empty();
  }
  return false;
}

// Behind the base64 of the location pypi.org, which has begun the length of the next field.
std::string make_macaroon(const Draw& draw) {
  constexpr std::string_view kCaveat = R"([[1,["acme"]],[0,1900000000,1700000000]])";
  std::string bytes = std::string("\x02\x01\x08", 3) + "pypi.org" + '\x02' + '\x24';
  bytes += draw_text(draw, "0123456789abcdef", 36);
  bytes += '\0';
  bytes += '\x02';
  bytes += static_cast<char>(kCaveat.size());
  bytes += kCaveat;
  bytes += std::string("\0\0\x06\x20", 4) + draw_bytes(draw, 32);
  return base64_without_padding(bytes, true).substr(std::string_view("AgEIcHlwaS5vcmc").size());
}

// The marker, base64 of "OpenAI", stands in the middle of the random characters.
std::optional<bool> is_openai_key(std::string_view secret) {
  constexpr std::string_view kMarker = "T3BlbkFJ";
  const std::size_t at = secret.find(kMarker);
  if (at == std::string_view::npos) return false;
  std::string_view front = secret.substr(0, at);
  for (const std::string_view prefix :
       {"sk-proj-", "sk-svcacct-", "sk-service-", "sk-admin-", "sk-"}) {
    if (!front.starts_with(prefix)) continue;
    front.remove_prefix(prefix.size());
    break;
  }
  return front.size() == secret.size() - at - kMarker.size();
}

std::string make_openai_key(const Draw& draw) {
  return draw_text(draw, kBase62Alphabet, 74) + "T3BlbkFJ" + draw_text(draw, kBase62Alphabet, 74);
}

}  // namespace

std::vector<ChecksumKind> text_structures() {
  return {
      {"artifactory-reference", is_reference_token, make_reference_token},
      {"atlassian-data-center", is_data_center_token, make_data_center_token},
      {"aws-bedrock", is_bedrock_key, make_bedrock_key},
      {"basic-authorization", is_basic_authorization, make_basic_authorization},
      {"bitbucket-data-center", is_bitbucket_token, make_data_center_token},
      {"discord-snowflake", is_discord_token, make_discord_token},
      {"openai-marker", is_openai_key, make_openai_key},
      {"pypi-macaroon", is_macaroon, make_macaroon},
  };
}

}  // namespace keyhound
