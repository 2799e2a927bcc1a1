// SPDX-License-Identifier: Apache-2.0
// Tokens that carry JSON in base64: it must be an object with the members that its provider puts
// there. Nothing is said of tokens that are cut short, which a wrong length shows.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "scanner/base/text_decode.h"
#include "scanner/decode/json_text.h"
#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

using Names = std::initializer_list<std::string_view>;

// Whether `text` is the base64 of an object that has all of `names`.
bool is_object_with(std::string_view text, Names names) {
  const auto json = from_base64(text);
  const auto object = json ? JsonObject::parse(*json) : std::nullopt;
  return object && std::all_of(names.begin(), names.end(),
                               [&](std::string_view name) { return object->has(name); });
}

// Three parts, the first two objects; the header names the algorithm. Also a JWT behind an id, as
// in ghs_<app id>_<JWT>. An encrypted one has five parts and shows its header only.
std::optional<bool> is_jwt(std::string_view secret) {
  const std::size_t begin = secret.find("eyJ");
  if (begin == std::string_view::npos) return false;
  const std::string_view token = secret.substr(begin);
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return false;
  if (!is_object_with(token.substr(0, first), {"alg"})) return false;
  if (std::count(token.begin(), token.end(), '.') == 4) return true;
  return is_object_with(token.substr(first + 1, second - first - 1), {});
}

std::optional<bool> is_grafana_cloud(std::string_view secret) {
  return is_object_with(behind(secret, "glc_"), {"o", "n", "k"});
}

std::optional<bool> is_sentry_org(std::string_view secret) {
  const std::string_view token = behind(secret, "sntrys_");
  return is_object_with(token.substr(0, token.rfind('_')), {"iat", "url", "org"});
}

std::optional<bool> is_service_account(std::string_view secret) {
  return is_object_with(behind(secret, "ops_"), {"signInAddress", "email", "secretKey"});
}

// The makers leave out the "eyJ" with which rules begin: the base64 of {" is eyJ at any length.
std::string behind_opening(std::string_view json, bool for_url) {
  return base64_without_padding(json, for_url).substr(3);
}

std::string make_jwt(const Draw& draw) {
  const std::string payload =
      fmt::format(R"({{"iss":"https://issuer.{}.test","sub":"{}","iat":1700000000}})",
                  draw_text(draw, kBase36Alphabet, 8), draw_text(draw, kDigitAlphabet, 12));
  return behind_opening(R"({"alg":"HS256","typ":"JWT"})", true) + "." +
         base64_without_padding(payload, true) + "." + draw_text(draw, kBase64UrlAlphabet, 43);
}

std::string make_grafana_cloud(const Draw& draw) {
  return behind_opening(
      fmt::format(R"({{"o":"{}","n":"{}","k":"{}","m":{{"r":"eu"}}}})",
                  draw_text(draw, kDigitAlphabet, 6), draw_text(draw, kBase36Alphabet, 10),
                  draw_text(draw, kBase62Alphabet, 24)),
      false);
}

std::string make_sentry_org(const Draw& draw) {
  return behind_opening(
             fmt::format(
                 R"({{"iat":1700000000.{},"url":"https://{}.test","region_url":"https://eu.test","org":"{}"}})",
                 draw_text(draw, kDigitAlphabet, 6), draw_text(draw, kBase36Alphabet, 8),
                 draw_text(draw, kBase36Alphabet, 8)),
             false) +
         "_" + draw_text(draw, kBase62Alphabet, 43);
}

std::string make_service_account(const Draw& draw) {
  return behind_opening(
      fmt::format(
          R"({{"signInAddress":"{}.test","email":"{}@service.test","muk":{{"k":"{}"}},"secretKey":"A3-{}","deviceUuid":"{}"}})",
          draw_text(draw, kBase36Alphabet, 8), draw_text(draw, kBase36Alphabet, 12),
          draw_text(draw, kBase64UrlAlphabet, 43), draw_text(draw, kBase62Alphabet, 26),
          draw_text(draw, kBase36Alphabet, 26)),
      true);
}

}  // namespace

std::vector<ChecksumKind> json_structures() {
  return {
      {"grafana-cloud-json", is_grafana_cloud, make_grafana_cloud},
      {"jwt-json", is_jwt, make_jwt},
      {"onepassword-json", is_service_account, make_service_account},
      {"sentry-org-json", is_sentry_org, make_sentry_org},
  };
}

}  // namespace keyhound
