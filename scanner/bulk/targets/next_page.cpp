// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/next_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/http/http_url.h"

namespace keyhound {
namespace {

// Takes text up to the next `end` that stands outside of quotes, and `end` itself.
std::string_view take_until(std::string_view& rest, char end) {
  bool is_quoted = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    if (rest[at] == '"') is_quoted = !is_quoted;
    if (rest[at] == '\\' && is_quoted)
      ++at;
    else if (rest[at] == end && !is_quoted)
      break;
  }
  const std::string_view taken = rest.substr(0, std::min(at, rest.size()));
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return taken;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Whether the parameters of a link name the relation "next" among others.
bool is_next(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = trimmed(take_until(parameters, ';'));
    const std::string name = to_lower_ascii(trimmed(take_until(value, '=')));
    if (name != "rel") continue;
    value = trimmed(value);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    while (!value.empty()) {
      if (to_lower_ascii(take_until(value, ' ')) == "next") return true;
    }
    return false;  // only the first counts (RFC 8288 section 3.3)
  }
  return false;
}

// `url` with another value of its "page".
std::string with_page(const std::string& url, std::string_view page) {
  const std::size_t query = url.find('?');
  if (query == std::string::npos) return fmt::format("{}?page={}", url, page);
  std::string changed = url.substr(0, query);
  std::string_view rest = std::string_view(url).substr(query + 1);
  char lead = '?';
  while (!rest.empty()) {
    const std::string_view part = take_until(rest, '&');
    if (part.starts_with("page=")) continue;
    changed += lead + std::string(part);
    lead = '&';
  }
  return fmt::format("{}{}page={}", changed, lead, page);
}

bool is_page_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  return !text.empty() && text.size() <= kMostDigits &&
         std::all_of(text.begin(), text.end(), is_digit_ascii);
}

}  // namespace

std::string next_link(std::string_view link_header) {
  while (!link_header.empty()) {
    const std::size_t open = link_header.find('<');
    if (open == std::string_view::npos) break;
    link_header.remove_prefix(open + 1);
    const std::size_t close = link_header.find('>');
    if (close == std::string_view::npos) break;
    const std::string_view target = link_header.substr(0, close);
    link_header.remove_prefix(close + 1);
    std::string_view parameters = take_until(link_header, ',');
    take_until(parameters, ';');
    if (is_next(parameters)) return std::string(trimmed(target));
  }
  return {};
}

Result<std::string> next_page_of(const std::string& url, const HttpResponse& response) {
  const std::string link = next_link(response.header("link"));
  const std::string_view number = response.header("x-next-page");
  std::string elsewhere;
  if (!link.empty()) {
    KEYHOUND_TRY(const HttpUrl here, parse_http_url(url));
    const auto next = resolve_http_url(here, link);
    if (next && next->has_origin_of(here)) return next->text;
    elsewhere = next ? fmt::format("{}://{}", next->scheme, next->host) : "no address";
  }
  if (is_page_number(number)) return with_page(url, number);
  if (elsewhere.empty()) return std::string();
  return fail(ErrorKind::kCorrupt,
              fmt::format("the next page is said to be at another host ({}), which is not "
                          "followed; has the instance another address in its settings? Give that "
                          "one with --api-url",
                          elsewhere));
}

}  // namespace keyhound
