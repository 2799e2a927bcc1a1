// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/surroundings.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/word_finder.h"

namespace keyhound {
namespace {

constexpr std::size_t kNear = 200;  // bytes before the name and behind the value
constexpr std::size_t kLine = 160;  // bytes of the line on each side
// A name begins at most 82 bytes before its keyword.
static_assert(82 + kNear <= kScoreBack && kNear <= kValueReach && kLine <= kNear);

constexpr std::array<std::string_view, 6> kTest = {"assert", "expect", "mock",
                                                   "should", "test",   "stub"};
// Words before the name and behind the value, in groups.
constexpr std::array<std::string_view, 29> kAround = {
    "example", "sample", "dummy",      "fake",    "placeholder", "e.g.",              // examples
    "user",    "login",  "email",      "account", "client_id",   "clientid",          // accounts
    "host",    "port",   "database",   "server",  "url",         "endpoint", "jdbc",  // hosts
    "sha1",    "sha256", "sha512",     "md5",     "checksum",    "etag",     "integrity",
    "digest",  "commit", "fingerprint"};  // digests
constexpr std::size_t kAccounts = 6;
constexpr std::size_t kHosts = 12;
constexpr std::size_t kDigests = 19;

template <std::size_t N>
std::uint8_t count(const std::bitset<N>& found, std::size_t begin, std::size_t end) {
  std::uint8_t sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum = static_cast<std::uint8_t>(sum + found[i]);
  return sum;
}

std::size_t line_begin(std::string_view text, std::size_t place) {
  const std::size_t least = place > kLine ? place - kLine : 0;
  while (place > least && text[place - 1] != '\n') --place;
  return place;
}

bool begins_comment(std::string_view line) {
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  for (const std::string_view mark : {"#", "//", "/*", "*", ";", "--", "<!--", "rem ", "%"}) {
    if (line.starts_with(mark) && !line.starts_with("#define") && !line.starts_with("--p"))
      return true;
  }
  return false;
}

}  // namespace

Surroundings read_surroundings(std::string_view text, const Assignment& assignment) {
  Surroundings around;
  const std::size_t begin = line_begin(text, assignment.name_begin);
  const std::size_t end = std::min(text.size(), assignment.value_end + kLine);
  const std::size_t line_end = std::min(text.substr(0, end).find('\n', assignment.value_end), end);
  std::string_view rest = text.substr(assignment.value_end, line_end - assignment.value_end);
  while (!rest.empty() &&
         std::string_view(" \t\r,;)}]\\").find(rest.front()) != std::string_view::npos)
    rest.remove_prefix(1);
  around.line_goes_on = assignment.quoting == Quoting::kNone && !rest.empty() &&
                        rest.front() != '#' && !rest.starts_with("//") && rest.front() != '<' &&
                        rest.front() != '"';
  const std::string front = to_lower_ascii(text.substr(begin, assignment.name_begin - begin));
  around.in_comment = begins_comment(front);
  static constexpr WordFinder<kTest.size()> kTestFinder(kTest);
  around.test_words = count(kTestFinder.find(front), 0, kTest.size());
  const std::size_t near = assignment.name_begin > kNear ? assignment.name_begin - kNear : 0;
  std::string around_text = to_lower_ascii(text.substr(near, assignment.name_begin - near));
  around_text += ' ';
  around_text += to_lower_ascii(text.substr(assignment.value_end, kNear));
  static constexpr WordFinder<kAround.size()> kAroundFinder(kAround);
  const auto found = kAroundFinder.find(around_text);
  around.example_words = count(found, 0, kAccounts);
  around.account_near = count(found, kAccounts, kHosts);
  around.host_near = count(found, kHosts, kDigests);
  around.digest_near = count(found, kDigests, kAround.size());
  return around;
}

}  // namespace keyhound
