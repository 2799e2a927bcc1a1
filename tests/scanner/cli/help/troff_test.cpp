// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/troff.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Text for troff reads as it is written, and no line becomes a request") {
  CHECK(troff_text("a-b") == "a\\-b");
  CHECK(troff_text("C:\\x") == "C:\\ex");
  CHECK(troff_text(".SH x\n.br") == "\\&.SH x\n\\&.br");
  CHECK(troff_text("'br") == "\\(aqbr");
  CHECK(troff_text("a.b `^~\"") == "a.b \\(ga\\(ha\\(ti\\(dq");
  CHECK(troff_argument("User \"x\"") == "\"User \\(dqx\\(dq\"");
  CHECK(troff_bold("--x") == "\\fB\\-\\-x\\fR");
  CHECK(troff_italic("X") == "\\fIX\\fR");
}

}  // namespace keyhound
