// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/pattern.h"

#include <doctest/doctest.h>

#include <string>

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

TEST_CASE("A pattern that RE2 refuses is refused with RE2's reason, silently") {
  const Result<Pattern> pattern = Pattern::compile("a(b");
  REQUIRE(!pattern);
  CHECK(pattern.error().kind == ErrorKind::kConfiguration);
  CHECK(pattern.error().message.find("missing )") != std::string::npos);
}

}  // namespace
}  // namespace keyhound
