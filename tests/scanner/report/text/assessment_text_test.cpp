// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/assessment_text.h"

#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The text report counts policies, worst first, and lists those that object") {
  CHECK(page_text([](TextPage& page) { write_assessment(page, judged_assessment()); }) ==
        "EXC1001  1 failed\n"
        "OWN1001  1 failed, 1 undecided, 1 passed\n"
        "ROT1002  1 waived\n"
        "RVW1001  1 failed, 1 passed\n"
        "5 of 6 policies had something to judge: 3 failed, 1 undecided, 1 waived, 4 passed.\n");
}

TEST_CASE("The text report says that there was nothing to judge") {
  CHECK(page_text([](TextPage& page) { write_assessment(page, Assessment{}); }) ==
        "0 of 0 policies had something to judge: nothing to judge.\n");
}
