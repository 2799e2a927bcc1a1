// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/report_file.h"

#include "tests/scanner/cli/bulk/bulk_fixture.h"
#include "tests/scanner/cli/captured_output.h"

namespace keyhound::testing {

TEST_CASE("A report is a whole file, or standard output, or an error that names it") {
  BulkFixture bulk;
  const RunSummary run = bulk.scan("first", {bulk.dir / "missing"});
  Store store = bulk.open();
  const auto write = [&](const std::string& path) {
    return write_report_file(store.database(), run.id, OrganisationFormat::kText, path);
  };
  bulk.dir.write_file("report.txt", "old");
  REQUIRE(write(bulk.dir / "report.txt"));
  const std::string text = bulk.dir.read_file("report.txt");
  CHECK(text.rfind("run first: ", 0) == 0);
  CHECK(text.find("failed") != std::string::npos);
  CHECK(write("/dev/null"));
  {
    CapturedOutput output;
    CHECK(write("-"));
    CHECK(output.take() == text);
  }

  const Status missing = write(bulk.dir / "nowhere/report.txt");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::kUsage);
  CHECK(missing.error().message.find("nowhere/report.txt") != std::string::npos);
  const Status full = write("/dev/full");
  REQUIRE_FALSE(full);
  CHECK(full.error().message.find("No space left") != std::string::npos);

  REQUIRE_FALSE(write_report_file(store.database(), run.id + 7, OrganisationFormat::kText,
                                  bulk.dir / "report.txt"));
  CHECK(bulk.dir.read_file("report.txt") == text);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(bulk.dir.path()))
    if (entry.path().filename().string().rfind("report.txt", 0) == 0) ++files;
  CHECK(files == 1);
}

}  // namespace keyhound::testing
