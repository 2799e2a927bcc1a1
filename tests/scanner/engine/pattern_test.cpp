// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/pattern.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace keyhound {
namespace {

TEST_CASE("A pattern matches bytes, anywhere in the text") {
  const Result<Pattern> pattern = Pattern::compile("(?i)EXAMPLE$");
  REQUIRE(pattern);
  CHECK(pattern->matches("AKIA-example"));
  CHECK(!pattern->matches("example!"));
  const Result<Pattern> byte = Pattern::compile("a.b");
  CHECK(
      byte->matches("a\xFF"
                    "b"));
}

// RE2 of 2022 did not find these by itself: libFuzzer did.
TEST_CASE("Alternatives that begin with the same bytes beyond ASCII are found") {
  for (const std::string regex :
       {"\xe3\xfcU|\xe3\xfc--", "(?:\\xe3\\xfcU|\\xe3\\xfcV)", "^(?:\xe3U|\xe3V)", "\\343U|\\343V",
        "a\xc3\xa9U|a\xc3\xa9V", "\\x{e3}U|\\x{e3}V", "x|\xe3U|\xe3V"}) {
    CAPTURE(regex);
    const Result<Pattern> pattern = Pattern::compile(regex);
    REQUIRE(pattern);
    CHECK((pattern->matches("\xe3\xfcU") || pattern->matches("\xe3U") ||
           pattern->matches("..a\xc3\xa9U")));
  }
}

TEST_CASE("A pattern that RE2 refuses is refused with RE2's reason, silently") {
  const Result<Pattern> pattern = Pattern::compile("a(b");
  REQUIRE(!pattern);
  CHECK(pattern.error().kind == ErrorKind::kConfiguration);
  CHECK(pattern.error().message.find("missing )") != std::string::npos);
}

TEST_CASE("A deferred pattern answers as a compiled one, and so do its copies") {
  const Pattern deferred = Pattern::deferred("(?i)EXAMPLE$");
  const Pattern copy = deferred;
  const Result<Pattern> compiled = Pattern::compile("(?i)EXAMPLE$");
  REQUIRE(compiled);
  for (const char* text : {"AKIA-example", "example!", ""}) {
    CAPTURE(text);
    CHECK(copy.matches(text) == compiled->matches(text));
    CHECK(deferred.matches(text) == compiled->matches(text));
  }
}

TEST_CASE("A deferred pattern is compiled once, though many threads ask at once") {
  const Pattern deferred = Pattern::deferred("[a-z]{3}[0-9]{3}");
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&deferred, &right] {
      if (deferred.matches("..abc123..") && !deferred.matches("abc12")) ++right;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 8);
}

}  // namespace
}  // namespace keyhound
