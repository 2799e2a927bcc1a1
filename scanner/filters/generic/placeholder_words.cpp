// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/placeholder_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/word_finder.h"

namespace keyhound {
namespace {

constexpr std::size_t kLookedAt = 80;  // bytes of the value

// Each may stand within a value. Longer ones first, so that they are taken whole.
constexpr std::array<std::string_view, 73> kWords = {
    "placeholder", "credential", "my_secret", "mysecret",  "changethis", "change_me", "change-me",
    "changeme",    "replace",    "redacted",  "undefined", "filtered",   "password",  "passphrase",
    "passwort",    "passw0rd",   "example",   "insert",    "invalid",    "default",   "kennwort",
    "required",    "dummy",      "sample",    "secret",    "testing",    "string",    "private",
    "hidden",      "removed",    "masked",    "enter",     "token",      "passwd",    "guest",
    "wrong",       "value",      "admin",     "login",     "apikey",     "api_key",   "api-key",
    "fake",        "test",       "todo",      "your",      "pass",       "user",      "none",
    "null",        "true",       "false",     "here",      "some",       "root",      "demo",
    "mock",        "stub",       "hello",     "world",     "key",        "foo",       "bar",
    "baz",         "abc",        "xxx",       "***",       "...",        "pwd",       "old",
    "new",         "my",         "12345"};

constexpr std::string_view kFieldNames[] = {
    "password",      "passwd",      "pass",       "pwd",           "secret",      "token",
    "user",          "username",    "key",        "apikey",        "api_key",     "pw",
    "auth",          "login",       "email",      "access_token",  "accesstoken", "refresh_token",
    "client_secret", "credentials", "credential", "authorization", "bearer",      "basic",
    "code",          "text",        "string",     "hidden",        "input",       "str",
    "bool",          "int",         "none",       "null",          "nil",         "true",
    "false",         "undefined",   "default",    "required",      "optional",    "id",
    "name",          "value",       "type",       "oauth2"};

}  // namespace

PlaceholderTraits read_placeholder(std::string_view value, std::string_view name) {
  PlaceholderTraits traits;
  std::string rest = to_lower_ascii(value.substr(0, kLookedAt));
  traits.is_field_name =
      std::find(std::begin(kFieldNames), std::end(kFieldNames), rest) != std::end(kFieldNames);
  const std::string lower_name = to_lower_ascii(name);
  traits.shares_with_name =
      rest.size() >= 4 && (lower_name.find(rest) != std::string::npos ||
                           (lower_name.size() >= 4 && rest.find(lower_name) != std::string::npos));
  static constexpr WordFinder<kWords.size()> kFinder(kWords);
  const auto found = kFinder.find(rest);  // taking a word away makes no other one
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (!found[i]) continue;
    const std::string_view word = kWords[i];
    const std::size_t place = rest.find(word);
    if (place == std::string::npos) continue;
    ++traits.words;
    rest.replace(place, word.size(), 1, ' ');
  }
  traits.is_whole = traits.words > 0 && std::none_of(rest.begin(), rest.end(), is_alpha_ascii);
  return traits;
}

}  // namespace keyhound
