// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/file_scanner.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

std::unique_ptr<FileScanner> scanner_for(const ScanFixture& fixture) {
  auto scanner = FileScanner::create(fixture.context());
  REQUIRE(scanner);
  return std::move(*scanner);
}

}  // namespace

TEST_CASE("A file's findings stand at the path that is shown, in the work tree") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file("real", "x\n" + acme_token(1));
  const auto scanner = scanner_for(fixture);
  scanner->scan_file(dir / "real", "shown/a", LocationPart::kGitConfig);
  REQUIRE(scanner->found.size() == 1);
  const FoundOccurrence& found = scanner->found[0];
  CHECK(found.occurrence.location.path == "shown/a");
  CHECK(found.occurrence.location.part == LocationPart::kGitConfig);
  CHECK(found.occurrence.location.start == SourcePosition{2, 1});
  CHECK(found.occurrence.in_worktree);
  CHECK(found.order == FoundOccurrence::kNotCommitted);
  CHECK(scanner->statistics.files == 1);
  CHECK(scanner->statistics.bytes == 27);
  CHECK(scanner->diagnostics.empty());
}

TEST_CASE("A file that was read already gives what it gives when it is opened") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  const std::string text = "\xEF\xBB\xBFx\n" + acme_token(1);
  dir.write_file("real", text);
  const auto opened = scanner_for(fixture);
  opened->scan_file(dir / "real", "a", LocationPart::kContent);
  const auto read = scanner_for(fixture);
  read->scan_read_file(text, "a", LocationPart::kContent);
  REQUIRE(opened->found.size() == 1);
  REQUIRE(read->found.size() == 1);
  CHECK(read->found[0].occurrence.location.start == opened->found[0].occurrence.location.start);
  CHECK(read->statistics.files == opened->statistics.files);
  CHECK(read->statistics.bytes == opened->statistics.bytes);
}

TEST_CASE("A file that cannot be read is a diagnostic and no scanned file") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.make_directory("directory");
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0666) == 0);
  const auto scanner = scanner_for(fixture);
  for (const char* name : {"none", "directory", "fifo"})
    scanner->scan_file(dir / name, name, LocationPart::kContent);
  REQUIRE(scanner->diagnostics.size() == 3);
  for (const Diagnostic& diagnostic : scanner->diagnostics) {
    CHECK(diagnostic.kind == "unreadable-file");
    CHECK(diagnostic.incomplete);
  }
  CHECK(scanner->diagnostics[2].subject == "fifo");
  CHECK(scanner->statistics.files == 0);
}

TEST_CASE("A file longer than a window is scanned whole, in any encoding") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  std::string text(std::size_t{9} << 20U, '.');
  for (std::size_t i = 99; i < text.size(); i += 100) text[i] = '\n';
  text += acme_token(2) + "\n";
  dir.write_file("bytes", text);
  dir.write_file("wide", testing::to_utf(testing::Utf::k16Le, text, true));
  const auto scanner = scanner_for(fixture);
  scanner->scan_file(dir / "bytes", "bytes", LocationPart::kContent);
  scanner->scan_file(dir / "wide", "wide", LocationPart::kContent);
  REQUIRE(scanner->found.size() == 2);
  CHECK(scanner->found[0].occurrence.location.start == scanner->found[1].occurrence.location.start);
  CHECK(scanner->statistics.bytes == text.size() * 3 + 2);
}

TEST_CASE("A file's name and a link's target are texts too") {
  const ScanFixture fixture;
  const auto scanner = scanner_for(fixture);
  const std::string token = acme_token(3);
  scanner->scan_name("keys/" + token);
  TreeEntry entry;
  entry.path = "link";
  entry.kind = TreeEntryKind::kLink;
  entry.target = "../" + token;
  scanner->scan_link(entry);
  REQUIRE(scanner->found.size() == 2);
  CHECK(scanner->found[0].occurrence.location.part == LocationPart::kPath);
  CHECK(scanner->found[0].occurrence.location.start == SourcePosition{1, 6});
  CHECK(scanner->found[1].occurrence.location.part == LocationPart::kContent);
  CHECK(scanner->found[1].occurrence.location.path == "link");
}

}  // namespace keyhound
