// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum/checksum_kind.h"

#include "tests/scanner/filters/checksum/drawer.h"

namespace keyhound {

TEST_CASE("Random text has the length and the alphabet that were asked for") {
  const std::string text = draw_text(drawer(1), "ab", 100);
  CHECK(text.size() == 100);
  CHECK(text.find_first_not_of("ab") == std::string::npos);
  CHECK(text.find('a') != std::string::npos);
  CHECK(text.find('b') != std::string::npos);
  CHECK(draw_bytes(drawer(1), 20).size() == 20);
}

TEST_CASE("What stands behind a prefix, and base64 without padding") {
  CHECK(behind("glc_eyJ", "glc_") == "eyJ");
  CHECK(behind("eyJ", "glc_") == "eyJ");
  CHECK(base64_without_padding("\xFB\xEF\xFF\xFE", false) == "++///g");
  CHECK(base64_without_padding("\xFB\xEF\xFF\xFE", true) == "--___g");
}

}  // namespace keyhound
