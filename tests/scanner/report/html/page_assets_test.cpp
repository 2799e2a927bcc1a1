// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/page_assets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace keyhound;

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("The policy allows texts by the hash that any browser computes") {
  // SHA-256 of "abc", as FIPS 180-2 gives it, in base64.
  const std::string policy = content_security_policy("abc", {"abc", ""});
  CHECK(has(policy, "style-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"));
  CHECK(has(policy,
            "script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' "
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
}

TEST_CASE("The policy forbids everything else") {
  const std::string policy = content_security_policy("", {""});
  CHECK(policy.starts_with("default-src 'none'; "));
  CHECK_FALSE(has(policy, "unsafe"));
  CHECK_FALSE(has(policy, "http"));
  CHECK(has(policy, "require-trusted-types-for 'script'"));
}

TEST_CASE("Each part of the page begins with its licence, and scripts are strict") {
  for (const std::string_view script : page_scripts()) {
    CAPTURE(script.substr(0, 120));
    CHECK(script.starts_with("// SPDX-License-Identifier: Apache-2.0\n"));
    CHECK(has(script, "\n'use strict';\n"));
    CHECK(std::count(script.begin(), script.end(), '\n') <= 400);
  }
}

TEST_CASE("Nothing in the page parses texts, evaluates them or asks the network") {
  for (const std::string_view script : page_scripts()) {
    for (const char* word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                             "eval(", "new Function", "fetch(", "XMLHttpRequest", "import("})
      CHECK_FALSE(has(script, word));
    CHECK_FALSE(has(script, "</script"));
    CHECK_FALSE(has(script, "<!--"));
  }
  for (const char* word : {" style=", " onclick", " onload", "javascript:", "<script", "src="})
    CHECK_FALSE(has(page_body(), word));
  for (const char* word : {"url(", "@import", "</style"}) CHECK_FALSE(has(page_style(), word));
}
