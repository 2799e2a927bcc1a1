// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/summary_text.h"

#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("describe_bytes has three digits") {
  CHECK(describe_bytes(0) == "0 bytes");
  CHECK(describe_bytes(1) == "1 byte");
  CHECK(describe_bytes(999) == "999 bytes");
  CHECK(describe_bytes(1000) == "1.00 kB");
  CHECK(describe_bytes(97'600'000) == "97.6 MB");
  CHECK(describe_bytes(999'600'000) == "1.00 GB");
  CHECK(describe_bytes(1'800'000'000) == "1.80 GB");
  CHECK(describe_bytes(~std::uint64_t{0}) == "18447 PB");
}

TEST_CASE("Summary of a scan of nothing does not sound like a success") {
  ScanResult result = clean_result();
  result.scan.statistics = {};
  CHECK(page_text([&](TextPage& page) { write_summary(page, result); }) ==
        "No credentials found: there was nothing to scan.\n");
}

TEST_CASE("Summary leaves out what was not scanned by its kind") {
  ScanResult result = clean_result();
  result.scan.statistics = {0, 0, 1, 2048, 0};
  result.scan.seconds = 12.34;
  CHECK(page_text([&](TextPage& page) { write_summary(page, result); }) ==
        "No credentials found in 1 file, 2.05 kB, 12 s.\n");
}

TEST_CASE("What a baseline accepts is one line, with the verdicts of the review") {
  ScanResult result = clean_result();
  CHECK(page_text([&](TextPage& page) { write_accepted(page, result); }).empty());
  result.findings.resize(3);
  result.findings[0].accepted = Acceptance{"test-value", "", std::nullopt, "base"};
  result.findings[1].accepted = Acceptance{"", "", std::nullopt, "base"};
  CHECK(page_text([&](TextPage& page) { write_accepted(page, result); }) ==
        "2 findings accepted by base, not listed: 1 not reviewed, 1 test-value; --show-accepted "
        "lists them.\n");
}
