// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanner/base/ascii.h"
#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestReason = 200;  // bytes

std::string without_token(std::string text, const std::string& token) {
  if (token.empty()) return text;
  for (std::size_t at = text.find(token); at != std::string::npos; at = text.find(token, at)) {
    text.replace(at, token.size(), "***");
  }
  return text;
}

// " (<what the server says>)", or nothing.
std::string reason_of(const ForgeAccess& access, const HttpResponse& response) {
  const auto value = parse_outside_json(response.body);
  if (!value || !value->is_object()) return {};
  for (const char* member : {"message", "error_description", "error"}) {
    const auto found = value->find(member);
    if (found == value->end() || !found->is_string()) continue;
    const std::string text = without_token(found->get<std::string>(), access.token);
    if (text.empty()) continue;
    return fmt::format(" ({})", text.substr(0, kLongestReason));
  }
  return {};
}

std::string next_step_of_forbidden(const ForgeAccess& access, const HttpResponse& response) {
  if (!response.header("x-github-sso").empty()) {
    return fmt::format(
        "the organisation asks for single sign-on: authorise the token of {} for it in its "
        "settings",
        access.token_variable);
  }
  if (access.token.empty()) return token_advice(*access.forge);
  return fmt::format("the token of {} may not read this; it needs the rights {}",
                     access.token_variable, access.forge->token_rights);
}

}  // namespace

std::string token_advice(const Forge& forge) {
  return fmt::format("set {} to a token that may read it ({})",
                     fmt::join(forge.token_variables, " or "), forge.token_rights);
}

Error error_of_status(const ForgeAccess& access, const std::string& url,
                      const HttpResponse& response) {
  const std::string reason = reason_of(access, response);
  const std::string answer =
      fmt::format("{}: {} answers {}{}", url, access.forge->name, response.status, reason);
  switch (response.status) {
    case 401:
      if (access.token.empty()) {
        return {ErrorKind::kConfiguration, answer + "; " + token_advice(*access.forge)};
      }
      return {ErrorKind::kConfiguration,
              fmt::format("{}: the token of {} is refused; it may have expired or be meant for "
                          "another instance: set a valid one",
                          answer, access.token_variable)};
    case 403:
      return {ErrorKind::kConfiguration, answer + ": " + next_step_of_forbidden(access, response)};
    case 404:
      return {ErrorKind::kNotFound, answer};
    default:
      break;
  }
  if (response.status >= 500) {
    return {ErrorKind::kUnreadable, answer + "; the server has failed: try again later"};
  }
  return {ErrorKind::kUnreadable,
          fmt::format("{}; is {} the address of its API?", answer, access.base)};
}

Error error_of_content(const ForgeAccess& access, const std::string& url,
                       const HttpResponse& response, const Error& cause) {
  const std::string type = to_lower_ascii(response.header("content-type"));
  const std::size_t first = response.body.find_first_not_of(" \t\r\n");
  const bool is_page = type.find("html") != std::string::npos ||
                       (first != std::string::npos && response.body[first] == '<');
  if (is_page) {
    return {ErrorKind::kCorrupt,
            fmt::format("{}: a page of HTML was answered, no JSON; is {} the address of the API of "
                        "{}, and does no proxy or sign-in page stand before it?",
                        url, access.base, access.forge->name)};
  }
  return {ErrorKind::kCorrupt, fmt::format("{}: the answer is no JSON: {}", url, cause.message)};
}

}  // namespace keyhound
