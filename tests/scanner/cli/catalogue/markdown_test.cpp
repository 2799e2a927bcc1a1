// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/markdown.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Text in Markdown shows as it is written") {
  CHECK(page_text("a *b* _c_ [d](e) <f> `g` | #h") ==
        "a \\*b\\* \\_c\\_ \\[d\\](e) \\<f\\> \\`g\\` \\| \\#h");
  CHECK(page_text("a\nb\x1b[1m") == "a b \\[1m");
}

TEST_CASE("Code in Markdown is fenced by more backticks than it holds") {
  CHECK(page_code("a|b") == "`a\\|b`");
  CHECK(page_code("`x`") == "`` `x` ``");
  CHECK(page_block("x\n") == "```text\nx\n```\n");
  CHECK(page_block("x\n```\ny", "sh") == "````sh\nx\n```\ny\n````\n");
}

TEST_CASE("A slug is a name for a file, whatever it is made of") {
  CHECK(slug_of("HashiCorp Vault") == "hashicorp-vault");
  CHECK(slug_of("../../etc/passwd") == "etc-passwd");
  CHECK(slug_of("1&1 (IONOS)") == "1-1-ionos");
  CHECK(slug_of("...") == "other");
}

}  // namespace keyhound
