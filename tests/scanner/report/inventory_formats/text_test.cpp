// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/report/inventory_fixture.h"

namespace keyhound {
namespace {

using testing::reference;
using testing::rendered;

TEST_CASE("The text names each secret and its places, and says what is missing") {
  const std::string text =
      rendered("text", inventory_of({reference("KEY"), reference("", Resolution::kDynamic)}));
  CHECK(text.find("KEY  gitlab-ci, gitlab-variables") != std::string::npos);
  CHECK(text.find(".gitlab-ci.yml:3:5, job deploy (script)") != std::string::npos);
  CHECK(
      text.find("INCOMPLETE: 1 place with secrets that are named at run time or elsewhere only.") !=
      std::string::npos);
}

TEST_CASE("Control characters of a definition do not reach the terminal") {
  Reference evil = reference("KEY");
  evil.job = "a\x1b[31m\nb";
  const std::string text = rendered("text", inventory_of({evil}));
  CHECK(text.find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace keyhound
