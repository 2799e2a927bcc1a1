// SPDX-License-Identifier: Apache-2.0
// Memory stays bounded whatever the size of a file or line (shared/ROBUSTNESS.md, section 6).
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/findings.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMega = 1000 * 1000;
constexpr long kOneGigabyteInKb = 1000 * 1000;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryIsMeasured = false;  // the sanitizers' shadow memory would be counted
#else
constexpr bool kMemoryIsMeasured = true;
#endif

void require_room(const TempDir& dir, uint64_t bytes) {
  const uint64_t available = fs::space(dir.path()).available;
  REQUIRE_MESSAGE(available > bytes, "not enough room in ", dir.str(), ": set TMPDIR");
}

// A hole of `size` bytes without any newline, then the token.
void write_sparse(const TempDir& dir, const std::string& file, uint64_t size,
                  const std::string& end) {
  dir.write_file(file, "");
  fs::resize_file(dir.path() / file, size);
  dir.append_file(file, end);
}

// `size` real bytes of one character in blocks, since a test that holds them itself would count.
void write_run(const TempDir& dir, const std::string& file, uint64_t size, char filler,
               const std::string& end) {
  std::ofstream stream(dir / file, std::ios::binary);
  const std::string block(kMega, filler);
  for (uint64_t left = size; left > 0; left -= std::min<uint64_t>(left, block.size())) {
    stream.write(block.data(), static_cast<std::streamsize>(std::min<uint64_t>(left, kMega)));
  }
  stream << end;
  REQUIRE(stream.good());
}

ScanResult bounded_scan(const std::string& path, const std::string& stdin_file = "") {
  RunOptions options;
  options.timeout_seconds = 400;
  options.stdin_file = stdin_file;
  ScanResult result = scan({path}, options);
  CHECK(result.run.exit_code == 1);
  if (kMemoryIsMeasured) CHECK(result.run.peak_rss_kb < kOneGigabyteInKb);
  return result;
}

}  // namespace

TEST_CASE("A token at the end of a 3 GB file is found in less than 1 GB of memory") {
  TempDir dir;
  require_room(dir, 10 * kMega);
  write_sparse(dir, "big.txt", 3000 * kMega, "\ntoken = " + github_pat(1) + "\n");
  const ScanResult result = bounded_scan(dir.str());
  CHECK(position(result.report.find(kGithubRule, "big.txt")) == position_of(2, 9, github_pat(1)));
}

TEST_CASE("A token at the end of a line of 500 MB is found at its column") {
  TempDir dir;
  require_room(dir, 600 * kMega);
  char filler = 'x';
  SUBCASE("of one letter") { filler = 'x'; }
  SUBCASE("of spaces") { filler = ' '; }
  write_run(dir, "line.txt", 500 * kMega, filler, " " + github_pat(2) + "\n");
  const ScanResult result = bounded_scan(dir.str());
  CHECK(position(result.report.find(kGithubRule, "line.txt")) ==
        position_of(1, 500 * kMega + 2, github_pat(2)));
}

TEST_CASE("A line of 200 MB on standard input is scanned to its end") {
  TempDir dir;
  write_sparse(dir, "input", 200 * kMega, " " + github_pat(3) + "\n");
  const ScanResult result = bounded_scan("-", dir / "input");
  CHECK(result.report.count(kGithubRule) == 1);
}

TEST_CASE("A big file does not hide its small neighbours") {
  TempDir dir;
  write_sparse(dir, "a-big.txt", 1000 * kMega, "end\n");
  for (unsigned i = 0; i < 20; ++i) {
    dir.write_file("small" + std::to_string(i) + ".txt", github_pat(10 + i));
  }
  CHECK(bounded_scan(dir.str()).report.count(kGithubRule) == 20);
}

}  // namespace keyhound::testing
