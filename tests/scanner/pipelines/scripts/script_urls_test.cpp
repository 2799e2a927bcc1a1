// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_urls.h"

#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

std::vector<ScriptUrl> urls_in(std::string_view text) {
  const std::string script = "x " + std::string(text);
  return find_urls(
      read_script(script, ScriptLanguage::kPosix, opaque_in(script)).commands[0].words[1]);
}

TEST_CASE("The parts of a URL are found, with the variables in them") {
  const auto urls = urls_in("https://user:\"${PW:-a/b@c}\"@example.test:8080/p?a=1\\&token=$T#f");
  REQUIRE(urls.size() == 1);
  CHECK(urls[0].scheme == "https");
  CHECK(urls[0].user->text == "user");
  CHECK(urls[0].password->text == "${PW:-a/b@c}");
  CHECK(names_of(urls[0].password->expansions) == Lines{"PW"});
  CHECK(urls[0].password->range == TextRange{16, 28});
  CHECK(urls[0].host.text == "example.test");
  REQUIRE(urls[0].query.size() == 2);
  CHECK(urls[0].query[1].name == "token");
  CHECK(urls[0].query[1].value.text == "$T");
  CHECK(urls[0].query[1].value.expansions.size() == 1);
}

TEST_CASE("A platform's expression is one piece of a URL") {
  const auto urls = urls_in("https://x:${{ secrets.A || 'b@c/d' }}@example.test/r");
  REQUIRE(urls.size() == 1);
  REQUIRE(urls[0].password);
  CHECK(urls[0].password->expansions[0].opaque == 0);
  CHECK(urls[0].host.text == "example.test");
}

TEST_CASE("A host that is missing stands in the URL, whatever quote comes behind it") {
  const auto urls = urls_in("s://@\" \"");
  REQUIRE(urls.size() == 1);
  CHECK(urls[0].whole.range == TextRange{2, 7});
  CHECK(urls[0].host.range == TextRange{7, 7});
}

TEST_CASE("The last at sign ends the password") {
  const auto urls = urls_in("https://a:b@c@example.test/d@e");
  REQUIRE(urls.size() == 1);
  CHECK(urls[0].password->text == "b@c");
  CHECK(urls[0].host.text == "example.test");
}

TEST_CASE("A token alone before the host is the user") {
  const auto urls = urls_in("https://$TOKEN@example.test");
  REQUIRE(urls.size() == 1);
  CHECK(urls[0].user->text == "$TOKEN");
  CHECK_FALSE(urls[0].password);
}

TEST_CASE("Several URLs of a word, one with a scheme out of a variable") {
  const auto urls = urls_in("'a http://b.test c'\"${P}://d:e@f\" ");
  REQUIRE(urls.size() == 2);
  CHECK(urls[0].host.text == "b.test");
  CHECK_FALSE(urls[0].user);
  CHECK(urls[1].scheme.empty());
  CHECK(urls[1].password->text == "e");
}

TEST_CASE("Without an authority there is no URL") {
  CHECK(urls_in("file:///a").empty());
  CHECK(urls_in("://a").empty());
  CHECK(urls_in("a:b@c").empty());
}

}  // namespace
}  // namespace keyhound::testing
