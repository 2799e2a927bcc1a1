// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/explain.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("A place is a file, or a line of it; what is not there is an error that says so") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file("a.env", "x\n" + acme_token(1) + "\n\n" + acme_token(2) + "\n");
  dir.write_file("b:2", acme_token(3));
  const auto explain = [&](const std::string& place) {
    return explain_place(fixture.context(), dir / place, Confidence::kMedium);
  };
  CHECK(explain("a.env")->candidates.items.size() == 2);
  CHECK(explain("a.env:4")->candidates.items.size() == 1);
  CHECK(explain("a.env:4")->line == 4);
  CHECK(explain("a.env:1")->candidates.items.empty());
  CHECK(explain("b:2")->candidates.items.size() == 1);  // it is the file's name
  CHECK(explain("a.env:5").error().message.find("has 4 lines") != std::string::npos);
  CHECK(explain("a.env:0").error().kind == ErrorKind::kUsage);
  CHECK(explain("none:3").error().kind == ErrorKind::kNotFound);
  CHECK(explain("").error().message.find("directory") != std::string::npos);
}

TEST_CASE("UTF-16 is explained as what it says") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  std::string wide = "\xFF\xFE";
  for (const char c : "\n" + acme_token(1) + "\n") wide += {c, '\0'};
  dir.write_file("wide.txt", wide);
  const auto explained = explain_place(fixture.context(), dir / "wide.txt:2", Confidence::kMedium);
  REQUIRE(explained);
  CHECK(explained->encoding == "UTF-16");
  CHECK(explained->candidates.items.size() == 1);
}

}  // namespace keyhound
