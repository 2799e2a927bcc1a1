// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/archive_format.h"

#include <doctest/doctest.h>

#include "tests/support/archive_builder.h"

namespace keyhound {

using testing::archive_of;
using testing::packed;

TEST_CASE("Each format is recognised by what it begins with, whoever wrote it") {
  const std::vector<testing::ArchiveItem> items = {{"a.txt", "text\n"}};
  struct Row {
    std::string archive;
    ArchiveFormat format;
  };
  const Row rows[] = {{archive_of("zip", "none", items), ArchiveFormat::kZip},
                      {testing::zip_of_entries({}), ArchiveFormat::kZip},
                      {archive_of("pax", "none", items), ArchiveFormat::kTar},
                      {archive_of("v7tar", "none", items), ArchiveFormat::kTar},
                      {testing::tar_entry("a", "b"), ArchiveFormat::kTar},
                      {archive_of("7zip", "none", items), ArchiveFormat::kSevenZip},
                      {packed("gzip", "text"), ArchiveFormat::kGzip},
                      {packed("bzip2", "text"), ArchiveFormat::kBzip2},
                      {packed("bzip2", ""), ArchiveFormat::kBzip2},
                      {packed("xz", "text"), ArchiveFormat::kXz},
                      {packed("zstd", "text"), ArchiveFormat::kZstd}};
  for (const Row& row : rows) {
    CAPTURE(to_string(row.format));
    const auto format = archive_format(std::string_view(row.archive).substr(0, kArchiveSample));
    REQUIRE(format);
    CHECK(*format == row.format);
  }
}

TEST_CASE("Texts and other binary data are no archives") {
  using namespace std::string_view_literals;
  const std::string_view texts[] = {"",
                                    "PK",
                                    "PK is a name",
                                    "BZh9 is no magic alone",
                                    "7z a b c d e",
                                    "\x1F\x8B\x08\xE0 flags that no gzip has"sv,
                                    "\x1F\x8B"sv};
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK_FALSE(archive_format_of(text));
  }
  CHECK_FALSE(archive_format_of(std::string(2048, '\0')));
  CHECK_FALSE(archive_format_of(std::string(2048, '7')));
  std::string damaged = testing::tar_entry("a", "b");
  damaged[0] ^= 1;
  CHECK_FALSE(archive_format_of(damaged));
}

TEST_CASE("A zip archive behind a program is seen by its end") {
  const std::string archive = "#!/bin/sh\nexit\n" + testing::zip_of({{"a", "b"}});
  CHECK_FALSE(archive_format(archive));
  REQUIRE(archive_format_of(archive));
  CHECK(*archive_format_of(archive) == ArchiveFormat::kZip);
  CHECK_FALSE(archive_format_of(archive + "x"));
}

TEST_CASE("A compressed file's text is named after the file") {
  CHECK(unpacked_name("x/a.txt.gz") == "a.txt");
  CHECK(unpacked_name("a.zip!b/c.sql.zst") == "c.sql");
  CHECK(unpacked_name("logo.svgz") == "logo.svg");
  CHECK(unpacked_name("dump.bz2") == "dump");
  CHECK(unpacked_name("a.xz") == "a");
  for (const char* path : {"blob", "", "x/.gz"}) CHECK(unpacked_name(path) == "content");
}

}  // namespace keyhound
