// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("Base64 is found behind a path and behind a name") {
  const std::string text = "{\"name\": \"a value that is longer\"}?";
  for (const std::string& encoded : {to_base64(text), as_base64url(text)}) {
    CHECK(has(decoded("https://host.example/some/path/" + as_base64url(text)), "base64|" + text));
    CHECK(has(decoded("--option-" + to_base64(text)), "base64|" + text));
    CHECK(has(decoded("name:" + encoded), "base64|" + text));
  }
}

TEST_CASE("Wrapped base64 is one text, whatever its line ends and indents are") {
  const std::string text(130, 'k');
  for (const std::string_view line_break : {"\n", "\r\n", "\n    ", "\r\n\t"}) {
    CAPTURE(line_break);
    CHECK(has(decoded("x:\n" + as_wrapped_base64(text, 64, line_break) + "\n"), "base64|" + text));
  }
}

}  // namespace keyhound
