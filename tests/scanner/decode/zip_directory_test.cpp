// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/zip_directory.h"

#include <doctest/doctest.h>

#include "tests/support/archive_builder.h"

namespace keyhound {
namespace {

using testing::stored;
using testing::zip_of_entries;

Result<ZipDirectory> directory_of(const std::string& zip, std::uint64_t most = 1000) {
  MemorySource source(zip);
  return read_zip_directory(source, most);
}

}  // namespace

TEST_CASE("A sound directory is counted and has nothing odd") {
  for (const std::string& zip :
       {testing::zip_of({{"a", "one"}, {"b", std::string(100'000, 'x')}}),
        zip_of_entries({stored("a", "one"), stored("b", "two")}),
        "#!/bin/sh\n" + zip_of_entries({stored("a", "one"), stored("b", "two")})}) {
    const auto directory = directory_of(zip);
    REQUIRE(directory);
    CHECK(directory->entries == 2);
    CHECK(directory->overlapping == 0);
    CHECK_FALSE(directory->has_hidden);
    CHECK(directory->differing.empty());
  }
}

TEST_CASE("A directory that is missing, cut or leads elsewhere is damaged") {
  const std::string zip = zip_of_entries({stored("a", "one"), stored("b", "two")});
  testing::ZipEntry astray = stored("b", "two");
  astray.listed_offset = 3;
  testing::ZipEntry far = stored("b", "two");
  far.listed_offset = 1'000'000;
  for (const std::string& bad :
       {std::string(), zip.substr(0, zip.size() - 1), zip.substr(0, 40),
        zip_of_entries({stored("a", "one"), astray}), zip_of_entries({stored("a", "one"), far})}) {
    const auto directory = directory_of(bad);
    REQUIRE_FALSE(directory);
    CHECK(directory.error().kind == ErrorKind::kCorrupt);
  }
}

TEST_CASE("A directory of too many entries is a limit") {
  const std::string zip = zip_of_entries({stored("a", "1"), stored("b", "2"), stored("c", "3")});
  CHECK(directory_of(zip, 3));
  const auto directory = directory_of(zip, 2);
  REQUIRE_FALSE(directory);
  CHECK(directory.error().kind == ErrorKind::kLimit);
}

TEST_CASE("Entries that the directory hides, renames or lays over each other are seen") {
  testing::ZipEntry hidden = stored("hidden", "three");
  hidden.is_listed = false;
  const auto with_hidden = directory_of(zip_of_entries({stored("a", "one"), hidden}));
  REQUIRE(with_hidden);
  CHECK(with_hidden->has_hidden);

  testing::ZipEntry renamed = stored("real", "two");
  renamed.listed_path = "harmless";
  const auto with_renamed = directory_of(zip_of_entries({stored("a", "one"), renamed}));
  REQUIRE(with_renamed);
  CHECK(with_renamed->differing == "harmless");

  const auto overlapping = directory_of(testing::overlapping_zip(4, "\x03\0", 0));
  REQUIRE(overlapping);
  CHECK(overlapping->entries == 4);
  CHECK(overlapping->overlapping == 3);
}

}  // namespace keyhound
