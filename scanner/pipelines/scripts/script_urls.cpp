// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_urls.h"

#include <algorithm>
#include <string_view>

#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

constexpr char kVariable = '\x01';  // in place of each byte of an expansion
constexpr std::string_view kEndOfUrl = " \t\r\n\"'<>";

bool is_scheme_byte(char byte) {
  return is_letter(byte) || is_digit(byte) || byte == '+' || byte == '.' || byte == '-';
}

TextRange range(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin, end))};
}

std::string without_expansions(const ScriptWord& word) {
  std::string text = word.text;
  for (const ScriptExpansion& expansion : word.expansions) {
    const TextRange place = word.text_of(expansion.range);
    const std::size_t end = std::min<std::size_t>(place.end, text.size());
    for (std::size_t at = place.begin; at < end; ++at) text[at] = kVariable;
  }
  return text;
}

void read_query(const ScriptWord& word, std::string_view text, std::size_t begin, std::size_t end,
                ScriptUrl& url) {
  while (begin < end) {
    const std::size_t next = std::min(text.find('&', begin), end);
    const std::size_t equals = std::min(text.find('=', begin), next);
    url.query.push_back({word.text.substr(begin, equals - begin),
                         part_of(word, range(std::min(equals + 1, next), next))});
    begin = next + 1;
  }
}

// The authority: `user:password@host:port`.
void read_authority(const ScriptWord& word, std::string_view text, std::size_t begin,
                    std::size_t end, ScriptUrl& url) {
  const std::string_view authority = text.substr(begin, end - begin);
  const std::size_t at = authority.rfind('@');
  std::size_t host = begin;
  if (at != std::string_view::npos) {
    host = begin + at + 1;
    const std::size_t colon = std::min(authority.find(':'), at);
    url.user = part_of(word, range(begin, begin + colon));
    if (colon < at) url.password = part_of(word, range(begin + colon + 1, begin + at));
  }
  const std::size_t bracket =
      text.substr(host, end - host).starts_with('[') ? std::min(text.find(']', host), end) : host;
  url.host = part_of(word, range(host, std::min(text.find(':', bracket), end)));
}

}  // namespace

std::vector<ScriptUrl> find_urls(const ScriptWord& word) {
  std::vector<ScriptUrl> urls;
  if (word.text.find("://") == std::string::npos) return urls;
  const std::string masked = without_expansions(word);
  const std::string_view text = masked;
  std::size_t done = 0;
  for (std::size_t colon; (colon = text.find("://", done)) != std::string_view::npos;) {
    std::size_t begin = colon;
    while (begin > done && is_scheme_byte(text[begin - 1])) --begin;
    const std::size_t authority = colon + 3;
    done = authority;
    const bool is_scheme = begin < colon && is_letter(text[begin]);
    if (!is_scheme && (begin == 0 || text[begin - 1] != kVariable)) continue;
    const std::size_t end = std::min(text.find_first_of(kEndOfUrl, authority), text.size());
    const std::size_t path = std::min(text.find_first_of("/?#", authority), end);
    done = std::max(done, path);
    if (path == authority) continue;
    ScriptUrl url;
    if (is_scheme) url.scheme = word.text.substr(begin, colon - begin);
    while (!is_scheme && begin > 0 && text[begin - 1] == kVariable) --begin;
    url.whole = part_of(word, range(begin, end));
    read_authority(word, text, authority, path, url);
    const std::size_t fragment = std::min(text.find('#', path), end);
    const std::size_t question = std::min(text.find('?', path), fragment);
    if (question < fragment) read_query(word, text, question + 1, fragment, url);
    urls.push_back(std::move(url));
  }
  return urls;
}

}  // namespace keyhound
