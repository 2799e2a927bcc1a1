// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/timings_report.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

// What `print` writes to standard error.
template <class Print>
std::string on_stderr(const Print& print) {
  const testing::TempDir folder;
  std::fflush(stderr);
  const int before = ::dup(STDERR_FILENO);
  const int file = ::open((folder / "err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(before >= 0);
  REQUIRE(file >= 0);
  ::dup2(file, STDERR_FILENO);
  ::close(file);
  print();
  std::fflush(stderr);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  return folder.read_file("err");
}

}  // namespace

TEST_CASE("Each step of a scan has a row with its milliseconds") {
  ScanResult result;
  result.timings.index = 0.001;
  result.timings.objects = 0.002;
  result.timings.inflate = 0.003;
  result.timings.delta = 0.004;
  result.timings.trigger = 0.005;
  result.timings.confirm = 0.006;
  result.timings.attribution = 0.007;
  result.timings.files = 0.008;
  result.scan.seconds = 0.01;
  const std::string table = on_stderr([&result] { print_timings(result, 0.009); });
  CAPTURE(table);
  std::size_t at = 0;
  for (const std::string row :
       {"index 1.0", "objects 2.0", "  inflate 3.0", "  delta 4.0", "  trigger 5.0",
        "  confirm 6.0", "attribution 7.0", "files 8.0", "report 9.0", "scan 10.0"}) {
    CAPTURE(row);
    const std::size_t space = row.rfind(' ');
    const std::size_t name = table.find(row.substr(0, space) + "  ", at);
    REQUIRE(name != std::string::npos);
    const std::size_t end = table.find('\n', name);
    REQUIRE(end != std::string::npos);
    CHECK(table.substr(name, end - name).find(row.substr(space) + " ms") != std::string::npos);
    at = end;
  }
}

TEST_CASE("What was dropped is counted below the times, by reason") {
  ScanResult result;
  result.scan.drops[static_cast<std::size_t>(DropReason::kPlaceholder)] = 12;
  const std::string table = on_stderr([&result] { print_timings(result, 0); });
  CAPTURE(table);
  CHECK(table.find("placeholder             12     dropped: ") != std::string::npos);
  CHECK(table.find("low-entropy") == std::string::npos);
}

}  // namespace keyhound
