// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/archive_reader.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/support/archive_builder.h"

namespace keyhound {
namespace {

using testing::archive_of;
using testing::packed;

struct Outcome {
  std::map<std::string, std::string> texts;  // by path
  std::map<std::string, ArchiveEntry> entries;
  std::string error;  // the first
  std::string behind_end;
};

Outcome read_all(ArchiveFormat format, ByteSource& source, ZipOrder order = ZipOrder::kDirectory) {
  Outcome out;
  auto reader = ArchiveReader::open(format, source, order);
  if (!reader) return {{}, {}, reader.error().message, {}};
  while ((*reader)->is_usable()) {
    const auto entry = (*reader)->next();
    if (!entry) {
      if (out.error.empty()) out.error = entry.error().message;
      continue;
    }
    if (!*entry) {
      out.behind_end = (*reader)->behind_end();
      break;
    }
    std::string& text = out.texts[(*entry)->path];
    out.entries[(*entry)->path] = **entry;
    while (true) {
      const auto piece = (*reader)->read();
      if (!piece && out.error.empty()) out.error = piece.error().message;
      if (!piece || piece->empty()) break;
      text += *piece;
    }
  }
  return out;
}

Outcome read_all(ArchiveFormat format, const std::string& bytes,
                 ZipOrder order = ZipOrder::kDirectory) {
  MemorySource source(bytes);
  return read_all(format, source, order);
}

}  // namespace

TEST_CASE("Every format's entries come with their paths and bytes") {
  const std::string large = std::string(300'000, 'x') + "end";
  const std::vector<testing::ArchiveItem> items = {
      {"a.txt", "first\n"}, {"d/b.bin", large}, {"d/empty", ""}};
  struct Row {
    const char* name;
    ArchiveFormat format;
  };
  for (const Row& row :
       {Row{"zip", ArchiveFormat::kZip}, Row{"pax", ArchiveFormat::kTar},
        Row{"gnutar", ArchiveFormat::kTar}, Row{"7zip", ArchiveFormat::kSevenZip}}) {
    CAPTURE(std::string(row.name));
    const Outcome out = read_all(row.format, archive_of(row.name, "none", items));
    CHECK(out.error.empty());
    CHECK(out.texts.size() == 3);
    CHECK(out.texts.at("a.txt") == "first\n");
    CHECK(out.texts.at("d/b.bin") == large);
    CHECK(out.texts.at("d/empty").empty());
  }
}

TEST_CASE("A compressor has one text, and only its own layer is taken off") {
  struct Row {
    const char* name;
    ArchiveFormat format;
  };
  for (const Row& row : {Row{"gzip", ArchiveFormat::kGzip}, Row{"bzip2", ArchiveFormat::kBzip2},
                         Row{"xz", ArchiveFormat::kXz}, Row{"zstd", ArchiveFormat::kZstd}}) {
    CAPTURE(std::string(row.name));
    const std::string inner = packed(row.name, "text");
    const Outcome out = read_all(row.format, packed(row.name, inner));
    CHECK(out.error.empty());
    REQUIRE(out.texts.count("") == 1);
    CHECK(out.texts.at("") == inner);
    const Outcome empty = read_all(row.format, packed(row.name, ""));
    CHECK(empty.error.empty());
    const Outcome cut = read_all(row.format, inner.substr(0, inner.size() - 6));
    CHECK_FALSE(cut.error.empty());
    // Cut in its header it looks empty, which must not pass for sound.
    const Outcome stub = read_all(row.format, inner.substr(0, 11));
    CHECK_FALSE(stub.error.empty());
  }
}

TEST_CASE("Bytes behind the end of a tar archive and a gzip file are left for the caller") {
  const std::string tar = testing::tar_entry("a", "b") + testing::tar_end();
  CHECK(read_all(ArchiveFormat::kTar, tar).behind_end.empty());
  CHECK(read_all(ArchiveFormat::kTar, tar + "more").behind_end == "more");
  const std::string gzip = packed("gzip", "text");
  CHECK(read_all(ArchiveFormat::kGzip, gzip).behind_end.empty());
  CHECK(read_all(ArchiveFormat::kGzip, gzip + "more").behind_end == "more");
}

TEST_CASE("Zip entries are read as they stand, without a directory") {
  std::string zip =
      testing::zip_of_entries({testing::stored("a", "one"), testing::stored("b", "two")});
  zip.resize(zip.rfind("PK\1\2"));
  CHECK_FALSE(read_all(ArchiveFormat::kZip, zip).error.empty());
  const Outcome out = read_all(ArchiveFormat::kZip, zip, ZipOrder::kStored);
  CHECK(out.texts.at("a") == "one");
  CHECK(out.texts.at("b") == "two");
}

TEST_CASE("Links, devices and encrypted entries say what they are") {
  const std::string tar = testing::tar_header("link", 0, '2', "target") +
                          testing::tar_header("hard", 0, '1', "first") +
                          testing::tar_header("device", 0, '3') +
                          testing::tar_header("directory/", 0, '5') + testing::tar_end();
  const Outcome out = read_all(ArchiveFormat::kTar, tar);
  CHECK(out.entries.at("link").kind == ArchiveEntryKind::kLink);
  CHECK(out.entries.at("link").target == "target");
  CHECK(out.entries.at("hard").kind == ArchiveEntryKind::kHardLink);
  CHECK(out.entries.at("hard").target == "first");
  CHECK(out.entries.at("device").kind == ArchiveEntryKind::kSpecial);
  CHECK(out.entries.at("directory/").kind == ArchiveEntryKind::kDirectory);

  testing::ZipEntry secret = testing::stored("secret", std::string(40, 'x'));
  secret.flags = 1;
  const Outcome zip = read_all(ArchiveFormat::kZip, testing::zip_of_entries({secret}));
  CHECK(zip.entries.at("secret").is_encrypted);
  CHECK_FALSE(zip.error.empty());
}

TEST_CASE("Names keep their bytes, whatever the locale of the process") {
  const std::string name = "\xD0\xBA\xD0\xBB\xD1\x8E\xD1\x87.txt";
  testing::ZipEntry flagged = testing::stored(name, "x");
  flagged.flags = 0x800;
  CHECK(read_all(ArchiveFormat::kZip, testing::zip_of_entries({flagged})).entries.count(name) == 1);
  const std::string invalid = "a\xFF\x1B[2J";
  CHECK(read_all(ArchiveFormat::kZip, testing::zip_of_entries({testing::stored(invalid, "x")}))
            .entries.count(invalid) == 1);
  CHECK(read_all(ArchiveFormat::kTar, testing::tar_entry(invalid, "x") + testing::tar_end())
            .entries.count(invalid) == 1);
}

TEST_CASE("A hole of a sparse entry is not filled with its zeros") {
  // GNU's old form: a map of two pieces in the header, the second one a terabyte behind.
  const std::uint64_t hole = std::uint64_t{1} << 36;
  std::string header = testing::tar_header("sparse", 8, 'S');
  const auto octal = [](std::uint64_t number) {
    std::string text(11, '0');
    for (std::size_t i = text.size(); i-- > 0; number /= 8)
      text[i] = static_cast<char>('0' + number % 8);
    return text + " ";
  };
  const auto put = [&header](std::size_t at, const std::string& field) {
    header.replace(at, field.size(), field);
  };
  put(257, std::string("ustar  \0", 8));
  put(386, octal(0) + octal(4) + octal(hole - 8) + octal(4));
  put(483, octal(hole - 4));
  put(148, std::string(8, ' '));
  std::uint32_t sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  put(148, octal(sum).substr(5, 6) + std::string("\0 ", 2));
  const std::string tar = header + "headtail" + std::string(504, '\0') + testing::tar_end();
  const Outcome out = read_all(ArchiveFormat::kTar, tar);
  CHECK(out.error.empty());
  const std::string& text = out.texts.at("sparse");
  CHECK(text.size() < 10'000);
  CHECK(text.starts_with("head"));
  CHECK(text.ends_with("tail"));
}

TEST_CASE("What the source says is what the reader says") {
  class Failing final : public ByteSource {
   public:
    Result<std::string_view> next() override { return fail(ErrorKind::kLimit, "enough"); }
  };
  Failing source;
  const Outcome out = read_all(ArchiveFormat::kTar, source);
  CHECK(out.error == "enough");
}

TEST_CASE("A list of entries that takes too much is refused before it fills memory") {
  // A sparse map in the data of the entry (GNU 1.0) of millions of pieces.
  class Endless final : public ByteSource {
   public:
    explicit Endless(std::string beginning) : piece_(std::move(beginning)) {}
    Result<std::string_view> next() override {
      given_ += piece_.size();
      if (has_begun_) piece_ = numbers_;
      has_begun_ = true;
      return std::string_view(piece_);
    }
    std::uint64_t given_ = 0;

   private:
    std::string piece_;
    std::string numbers_ = [] {
      std::string text;
      while (text.size() < 60'000) text += "1\n";
      return text;
    }();
    bool has_begun_ = false;
  };
  const std::string pax =
      "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n26 GNU.sparse.realsize=99\n";
  std::string beginning = testing::tar_header("pax", pax.size(), 'x') + pax;
  beginning.resize(1024);
  beginning += testing::tar_header("sparse", std::uint64_t{1} << 32) + "100000000\n";
  Endless source(beginning);
  const Outcome out = read_all(ArchiveFormat::kTar, source);
  CHECK(out.error.find("too large") != std::string::npos);
  CHECK(source.given_ < (std::uint64_t{6} << 20));
}

}  // namespace keyhound
