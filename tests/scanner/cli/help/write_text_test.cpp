// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/write_text.h"

#include <doctest/doctest.h>

#include "scanner/cli/exit_code.h"
#include "tests/scanner/cli/captured_output.h"

namespace keyhound::testing {

TEST_CASE("A text is printed whole") {
  CapturedOutput output;
  CHECK(print_whole("one\ntwo\n") == kExitClean);
  CHECK(output.take() == "one\ntwo\n");
}

}  // namespace keyhound::testing
