// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/classify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 4> kPageStarts = {"<!doctype html", "<html", "<head",
                                                         "<body"};
constexpr std::size_t kDeepestJson = 64;
constexpr std::size_t kLargestJson = 4U << 20U;  // bytes

// nullopt: the body is no JSON, or more than an answer of a provider has.
std::optional<Json> json_of(const HttpResponse& response) {
  if (response.body.size() > kLargestJson) return std::nullopt;
  bool is_too_deep = false;
  const auto bound = [&is_too_deep](int depth, Json::parse_event_t, Json&) {
    is_too_deep = is_too_deep || depth > static_cast<int>(kDeepestJson);
    return !is_too_deep;
  };
  Json json = Json::parse(response.body, bound, false);
  if (is_too_deep || json.is_discarded()) return std::nullopt;
  return json;
}

// "user.emails.0": members by name, elements of lists by number. nullptr: there is none.
const Json* member_at(const Json& json, std::string_view path) {
  const Json* at = &json;
  while (at != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string name(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
    if (at->is_array() && name == "0") {
      at = at->empty() ? nullptr : &at->front();
    } else if (at->is_object()) {
      const auto member = at->find(name);
      at = member == at->end() ? nullptr : &*member;
    } else {
      at = nullptr;
    }
  }
  return at;
}

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>()
                          : json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool json_shows(const Json& json, std::string_view wanted) {
  if (wanted == "{}") return json.is_object();
  if (wanted == "[]") return json.is_array();
  const std::size_t equals = wanted.find('=');
  const bool is_other = equals != std::string_view::npos && equals > 0 && wanted[equals - 1] == '!';
  const Json* const member = member_at(json, wanted.substr(0, is_other ? equals - 1 : equals));
  if (member == nullptr || member->is_null()) return false;
  if (equals == std::string_view::npos) return true;
  return (text_of(*member) == wanted.substr(equals + 1)) != is_other;
}

bool header_shows(const HttpResponse& response, std::string_view wanted) {
  const std::size_t colon = std::min(wanted.find(':'), wanted.size());
  const std::string name = to_lower_ascii(wanted.substr(0, colon));
  std::string_view text = wanted.substr(std::min(colon + 1, wanted.size()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) {
    return header.first == name && header.second.find(text) != std::string::npos;
  });
}

// Of a page only evidence that knows the whole of it counts: some services send their words as if
// they were HTML.
bool any_shows(const std::vector<Evidence>& list, const HttpResponse& response) {
  const bool is_all = !is_page(response);
  return std::any_of(list.begin(), list.end(), [&](const Evidence& evidence) {
    return (is_all || !evidence.text.empty()) && shows(evidence, response);
  });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// The text behind white space, a byte order mark, declarations of XML and comments.
std::string_view document_of(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const std::string_view end = text.starts_with("<?")     ? "?>"
                                 : text.starts_with("<!--") ? "-->"
                                                            : "";
    const std::size_t found = end.empty() ? std::string_view::npos : text.find(end);
    if (found == std::string_view::npos) return text;
    text.remove_prefix(found + end.size());
  }
}

// Why an answer without evidence says nothing.
std::string reason_of(const HttpResponse& response) {
  const int status = response.status;
  if (status == 429) return "rate limited (429)";
  if (status >= 300 && status < 400) return fmt::format("redirected ({})", status);
  if (status >= 500) return fmt::format("server error ({})", status);
  if (is_page(response) || !json_of(response))
    return fmt::format("an answer that is not the provider's ({})", status);
  return fmt::format("an answer that proves nothing ({})", status);
}

}  // namespace

bool shows(const Evidence& evidence, const HttpResponse& response) {
  const auto has = [](const auto& list, const auto& test) {
    return std::any_of(list.begin(), list.end(), test);
  };
  if (!has(evidence.statuses, [&](int status) { return status == response.status; })) return false;
  if (!evidence.body.empty() && !has(evidence.body, [&](const std::string& text) {
        return response.body.find(text) != std::string::npos;
      }))
    return false;
  const std::string_view whole = trimmed(response.body);
  if (!evidence.text.empty() &&
      !has(evidence.text, [whole](const std::string& text) { return text == whole; }))
    return false;
  if (!std::all_of(evidence.headers.begin(), evidence.headers.end(),
                   [&](const std::string& header) { return header_shows(response, header); }))
    return false;
  if (evidence.json.empty()) return true;
  const auto json = json_of(response);
  return json && std::all_of(evidence.json.begin(), evidence.json.end(),
                             [&](const std::string& wanted) { return json_shows(*json, wanted); });
}

bool is_page(const HttpResponse& response) {
  const std::string type = to_lower_ascii(response.header("content-type"));
  if (type.starts_with("text/html") || type.starts_with("application/xhtml")) return true;
  constexpr std::size_t kLongestStart = 16;  // bytes: "<!doctype html"
  const std::string start = to_lower_ascii(document_of(response.body).substr(0, kLongestStart));
  return std::any_of(kPageStarts.begin(), kPageStarts.end(),
                     [&start](std::string_view page) { return start.starts_with(page); });
}

Classification classify(const Verifier& verifier, const HttpResponse& response) {
  std::vector<LivenessState> shown;
  for (const auto& [list, state] : {std::pair(&verifier.active, LivenessState::kActive),
                                    std::pair(&verifier.revoked, LivenessState::kRevoked),
                                    std::pair(&verifier.expired, LivenessState::kExpired)}) {
    if (any_shows(*list, response)) shown.push_back(state);
  }
  if (shown.size() == 1) return {shown.front(), {}};
  if (shown.size() > 1) return {LivenessState::kIndeterminate, "an answer that contradicts itself"};
  return {LivenessState::kIndeterminate, reason_of(response)};
}

Classification classify(const Verifier& verifier, const HttpResponse& response,
                        const RequestSettings& settings) {
  Classification found = classify(verifier, response);
  if (found.state != LivenessState::kRevoked || !verifier.other_sites ||
      settings.endpoints.count(verifier.id) > 0)
    return found;
  return {LivenessState::kIndeterminate,
          fmt::format("unknown at the site that was asked, and there are others: name its own with "
                      "--endpoint {}=https://...",
                      verifier.id)};
}

}  // namespace keyhound
