// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/finding_tally.h"

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Tally counts each finding once: open, waived or accepted") {
  ScanResult result = covered_result();
  result.findings[1].waived = true;  // and accepted: an exception is the stronger word
  const FindingTally tally = tally_of(result);
  CHECK(tally.all() == result.findings.size());
  CHECK(tally.open == count_open(result));
  CHECK(tally.waived == 2);
  CHECK(tally.accepted == 1);
  CHECK(tally.is_new + tally.unchanged == tally.open);
  CHECK(tally.unread == 2);  // and one note, which is none
}

TEST_CASE("Tally in words names severities worst first, and what is covered") {
  FindingTally tally;
  CHECK(describe_open(tally) == "no open findings");
  CHECK(describe_covered(tally).empty());
  tally.open = 1;
  tally.by_severity = {0, 0, 0, 0, 1};
  tally.waived = 1;
  CHECK(describe_open(tally) == "1 open finding (1 critical)");
  CHECK(describe_covered(tally) == "1 waived finding");
  tally.open = 1203;
  tally.by_severity = {1, 2, 0, 1200, 0};
  tally.accepted = 2;
  CHECK(describe_open(tally) == "1,203 open findings (1200 high, 2 low, 1 info)");
  CHECK(describe_covered(tally) == "1 waived and 2 accepted findings");
}
