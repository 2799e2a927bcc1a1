// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/seven_zip_header.h"

#include <doctest/doctest.h>

#include "scanner/decode/lzma_text.h"
#include "tests/support/archive_builder.h"

namespace keyhound {
namespace {

using namespace std::string_view_literals;

Status check(const std::string& archive, std::uint64_t most = 1000) {
  MemorySource source(archive);
  return check_seven_zip(source, most);
}

// An archive of a header alone.
std::string with_header(std::string_view header) {
  std::string archive("7z\xBC\xAF\x27\x1C\0\4\0\0\0\0\0\0\0\0\0\0\0\0"sv);
  archive += static_cast<char>(header.size());
  archive.resize(32, '\0');
  return archive + std::string(header);
}

}  // namespace

TEST_CASE("7z archives as programs write them pass, with no more entries than are allowed") {
  std::vector<testing::ArchiveItem> items;
  for (int i = 0; i < 100; ++i)
    items.push_back({"file" + std::to_string(i), i % 3 == 0 ? "" : "text " + std::to_string(i)});
  const std::string archive = testing::archive_of("7zip", "none", items);
  CHECK(check(archive));
  CHECK(check(archive, 100));
  const Status over = check(archive, 99);
  REQUIRE_FALSE(over);
  CHECK(over.error().kind == ErrorKind::kLimit);
  CHECK(check(testing::archive_of("7zip", "none", {{"a", "b"}})));
  CHECK(check(testing::archive_of("7zip", "none", {})));
}

TEST_CASE("A few bytes that announce millions of entries are refused") {
  // Files: 100,000,000 of them, without a single property.
  const Status files = check(with_header("\x01\x05\xE0\x00\xE1\xF5\x05\x00\x00"sv));
  REQUIRE_FALSE(files);
  CHECK(files.error().kind == ErrorKind::kLimit);
  // Folders, and pack streams.
  CHECK_FALSE(check(with_header("\x01\x04\x07\x0B\xE0\x00\xE1\xF5\x05\x00"sv)));
  CHECK_FALSE(check(with_header("\x01\x04\x06\x00\xE0\x00\xE1\xF5\x05\x00"sv)));
  CHECK(check(with_header("\x01\x05\x05\x00\x00"sv)));
}

TEST_CASE("A header that is cut or damaged anywhere ends in an error or in a sound one") {
  const std::string archive =
      testing::archive_of("7zip", "none", {{"a", "text"}, {"b", "more text"}});
  for (std::size_t size = 0; size < archive.size(); ++size)
    CHECK_FALSE(check(archive.substr(0, size)));
  for (std::size_t i = 0; i < archive.size(); ++i) {
    for (const char byte : {'\0', '\x17', '\xFF'}) {
      std::string changed = archive;
      changed[i] = byte;
      static_cast<void>(check(changed));
    }
  }
}

TEST_CASE("LZMA data unpack to what they announce, or not at all") {
  const std::string file = testing::packed("lzma", "some text some text some text");
  const std::string_view properties = std::string_view(file).substr(0, 5);
  const std::string_view data = std::string_view(file).substr(13);
  const auto text = unpack_lzma(properties, 29, data);
  REQUIRE(text);
  CHECK(*text == "some text some text some text");
  CHECK_FALSE(unpack_lzma(properties, 1000, data));
  CHECK_FALSE(unpack_lzma(properties, 29, data.substr(0, 10)));
  CHECK_FALSE(unpack_lzma("\xFF\xFF\xFF\xFF\xFF"sv, 29, data));
}

}  // namespace keyhound
