// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_scan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "scanner/scan/archive_walk.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/archive_builder.h"
#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

using testing::archive_of;
using testing::packed;
using testing::stored;
using testing::zip_of;
using testing::zip_of_entries;

// A source that can only be read from its beginning to its end.
class Stream final : public ByteSource {
 public:
  explicit Stream(std::string_view text) : memory_(text) {}
  Result<std::string_view> next() override { return memory_.next(); }

 private:
  MemorySource memory_;
};

struct Opened {
  std::vector<std::string> places;  // "entry:line:column", sorted
  std::vector<Diagnostic> diagnostics;
  std::uint64_t bytes = 0;

  [[nodiscard]] bool says(std::string_view text) const {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [text](const Diagnostic& one) {
      return (one.subject + ": " + one.message).find(text) != std::string::npos;
    });
  }
  [[nodiscard]] bool is_complete() const {
    return std::none_of(diagnostics.begin(), diagnostics.end(),
                        [](const Diagnostic& one) { return one.incomplete; });
  }
};

Opened open(const std::string& bytes, const ArchiveLimits& limits = {}, bool is_stream = false,
            std::string_view path = "a.bin") {
  ScanFixture fixture;
  TextScanner& scanner = fixture.scanner();
  MemorySource memory(bytes);
  Stream stream(bytes);
  const auto format = archive_format_of(bytes);
  REQUIRE(format);
  ByteSource& source = is_stream ? static_cast<ByteSource&>(stream) : memory;
  ArchiveContent content =
      scan_archive(scanner, limits, {source, *format, {{&path, 1}, {}}, std::string(path), ""});
  Opened out{{}, std::move(content.diagnostics), content.bytes};
  for (const TextHit& hit : content.hits) {
    out.places.push_back(hit.entry + ":" + std::to_string(hit.start.line) + ":" +
                         std::to_string(hit.start.column) + (hit.in_entry_name ? " name" : ""));
  }
  std::sort(out.places.begin(), out.places.end());
  return out;
}

using Places = std::vector<std::string>;

std::string text_with(unsigned n) { return "one\n  " + acme_token(n) + "\n"; }

}  // namespace

TEST_CASE("Each format is opened, and the place counts inside the entry") {
  const std::vector<testing::ArchiveItem> items = {{"b/c.env", text_with(1)}, {"d", "nothing"}};
  for (const char* format : {"zip", "pax", "7zip"}) {
    CAPTURE(format);
    const Opened out = open(archive_of(format, "none", items));
    CHECK(out.places == Places{"b/c.env:2:3"});
    CHECK(out.diagnostics.empty());
  }
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
    CAPTURE(filter);
    const Opened tar = open(archive_of("pax", filter, items));
    CHECK(tar.places == Places{"b/c.env:2:3"});
    CHECK(tar.diagnostics.empty());
    const Opened text = open(packed(filter, text_with(1)), {}, false, "dir/c.env.gz");
    CHECK(text.places == Places{"c.env:2:3"});
    CHECK(text.diagnostics.empty());
  }
}

TEST_CASE("The same is found in an archive that comes as a stream") {
  const std::vector<testing::ArchiveItem> items = {{"b/c.env", text_with(1)}};
  for (const std::string& archive :
       {archive_of("zip", "none", items), archive_of("7zip", "none", items),
        archive_of("pax", "xz", items), archive_of("pax", "none", items)}) {
    const Opened out = open(archive, {}, true);
    CHECK(out.places == Places{"b/c.env:2:3"});
    CHECK(out.diagnostics.empty());
  }
}

TEST_CASE("Archives inside archives are opened to a depth, and scanned as they are behind it") {
  std::string archive = zip_of_entries({stored("leaf", text_with(1))});
  archive = archive_of("pax", "gzip", {{"1.zip", archive}});
  archive = archive_of("7zip", "none", {{"2.tar.gz", archive}});
  const Opened three = open(archive);
  CHECK(three.places == Places{"2.tar.gz!1.zip!leaf:2:3"});
  CHECK(three.diagnostics.empty());

  const Opened four = open(zip_of({{"3.7z", archive}}));
  CHECK(four.says("a.bin!3.7z!2.tar.gz!1.zip: archives are opened to a depth of 3"));
  CHECK_FALSE(four.is_complete());
  // The innermost one is not packed, so that its bytes show the token.
  CHECK(four.places.size() == 1);
  CHECK(four.places[0].starts_with("3.7z!2.tar.gz!1.zip:"));
}

TEST_CASE("Entries are decoded as files are, and names, links and what follows count") {
  const std::string utf16 = testing::to_utf(testing::Utf::k16Le, text_with(1), true);
  CHECK(open(zip_of({{"wide.txt", utf16}})).places == Places{"wide.txt:2:3"});
  const std::string token = acme_token(2);
  CHECK(open(zip_of({{"x/" + token + "/y", ""}})).places == Places{"x/" + token + "/y:1:3 name"});
  const std::string tar = testing::tar_header("link", 0, '2', acme_token(3)) +
                          testing::tar_header("hard", 0, '1', acme_token(4)) + testing::tar_end();
  CHECK(open(tar).places == Places{"hard:1:1", "link:1:1"});
  const Opened more = open(tar + text_with(5));
  CHECK(more.places == Places{"<behind the end>:2:3", "hard:1:1", "link:1:1"});
  CHECK(more.says("bytes follow"));
  CHECK(more.is_complete());
  const Opened hidden = open(packed("gzip", "x") + zip_of({{"b", text_with(6)}}));
  CHECK(hidden.places == Places{"<behind the end>!b:2:3"});
}

TEST_CASE("Rules and allowlists see an entry as a file below the archive") {
  const std::string archive = zip_of(
      {{".env", "PASSWORD=hunter22"}, {"inner.zip", zip_of({{"b.env", "PASSWORD=secret99"}})}});
  CHECK(open(archive).places == Places{".env:1:10", "inner.zip!b.env:1:10"});
  CHECK(open(zip_of({{"other.txt", "PASSWORD=hunter22"}})).places.empty());
}

TEST_CASE("A bomb is scanned to the limit, which is told once") {
  const std::uint64_t most = ArchiveLimits().free_bytes;
  const auto bomb = testing::deflated_zeros("big", text_with(1), 400'000'000);
  const std::string zip = zip_of_entries({bomb, stored("behind", text_with(2))});
  for (const std::string& archive :
       {zip, zip_of({{"x", zip}}), packed("gzip", zip), packed("xz", packed("xz", zip)),
        testing::gzip_zeros(text_with(1), 400'000'000),
        testing::overlapping_zip(32, testing::deflated_zeros("", text_with(1), 33'000'000).data,
                                 33'000'000)}) {
    ArchiveLimits limits;
    limits.ratio = 20;
    const Opened out = open(archive, limits);
    CHECK(out.bytes < most + (archive.size() + 100'000) * 20);
    CHECK_FALSE(out.places.empty());
    CHECK_FALSE(out.is_complete());
    CHECK(std::count_if(out.diagnostics.begin(), out.diagnostics.end(),
                        [](const Diagnostic& one) { return one.kind == "archive-limit"; }) == 1);
    CHECK(out.says("more than 20 times its size"));
  }
}

TEST_CASE("Entries, bytes and credentials are limited, each by name") {
  const std::vector<testing::ArchiveItem> items = {
      {"a", text_with(1)}, {"b", text_with(2)}, {"c", text_with(3)}};
  ArchiveLimits entries;
  entries.entries = 2;
  for (const char* format : {"zip", "pax", "7zip"}) {
    const Opened out = open(archive_of(format, "none", items), entries);
    CHECK(out.places == Places{"a:2:3", "b:2:3"});
    CHECK(out.says("more than 2 entries"));
  }
  ArchiveLimits bytes;
  bytes.bytes = text_with(1).size() + 5;
  CHECK(open(zip_of(items), bytes).places == Places{"a:2:3"});
  CHECK(open(zip_of(items), bytes).says("--archive-limit"));
  ArchiveLimits hits;
  hits.hits = 1;
  CHECK(open(zip_of(items), hits).says("more than 1 credentials"));
}

TEST_CASE("Encrypted, damaged and cut archives are told, and the rest is scanned") {
  testing::ZipEntry encrypted = stored("secret", std::string(60, 'x'));
  encrypted.flags = 1;
  const Opened locked = open(zip_of_entries({encrypted, stored("open", text_with(1))}));
  CHECK(locked.places == Places{"open:2:3"});
  CHECK(locked.says("a.bin!secret: it is encrypted"));
  CHECK_FALSE(locked.is_complete());

  testing::ZipEntry wrong = testing::deflated_zeros("bad", "x", 1000);
  wrong.data = "\xFF\xFF\xFF\xFF no deflate stream";
  const Opened damaged = open(zip_of_entries({wrong, stored("good", text_with(1))}));
  CHECK(damaged.places == Places{"good:2:3"});
  CHECK(damaged.says("a.bin!bad: "));
  CHECK_FALSE(damaged.is_complete());

  const std::vector<testing::ArchiveItem> items = {{"a", text_with(1)},
                                                   {"b", testing::alphanumerics(1, 20'000)}};
  for (const auto& [format, filter] : {std::pair("zip", "none"), std::pair("pax", "none"),
                                       std::pair("pax", "gzip"), std::pair("pax", "xz")}) {
    CAPTURE(format);
    CAPTURE(filter);
    std::string archive = archive_of(format, filter, items);
    const Opened cut = open(archive.substr(0, archive.size() * 2 / 3));
    CHECK_FALSE(cut.is_complete());
    // Of what is packed, the last 64 KB in front of the cut are lost.
    if (filter == std::string_view("none")) CHECK(cut.places == Places{"a:2:3"});
  }
  CHECK_FALSE(open(archive_of("7zip", "none", items).substr(0, 200)).is_complete());
}

TEST_CASE("Empty archives are sound") {
  for (const std::string& archive :
       {zip_of_entries({}), archive_of("7zip", "none", {}), packed("gzip", ""), packed("bzip2", ""),
        packed("xz", ""), packed("zstd", ""), zip_of({{"empty", ""}})}) {
    const Opened out = open(archive);
    CHECK(out.places.empty());
    CHECK(out.diagnostics.empty());
  }
}

TEST_CASE("A zip archive's wrong directory hides nothing") {
  testing::ZipEntry hidden = stored("hidden", text_with(1));
  hidden.is_listed = false;
  const Opened with_hidden = open(zip_of_entries({stored("a", text_with(2)), hidden}));
  CHECK(with_hidden.places == Places{"a:2:3", "hidden:2:3"});
  CHECK(with_hidden.says("does not name"));

  testing::ZipEntry astray = stored("b", text_with(3));
  astray.listed_offset = 5;
  const Opened wrong = open(zip_of_entries({stored("a", text_with(4)), astray}));
  CHECK(wrong.places == Places{"a:2:3", "b:2:3"});
  CHECK_FALSE(wrong.is_complete());
}

TEST_CASE("Of a credential that stands in the bytes and in an entry the entry stays") {
  TextHit bytes;
  bytes.rule = 1;
  bytes.fingerprint.mac = {1};
  TextHit other = bytes;
  other.fingerprint.mac = {2};
  TextHit inner = bytes;
  inner.entry = "b";
  std::vector<TextHit> hits = {bytes, other};
  add_inner_hits(hits, {inner});
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].fingerprint.mac == other.fingerprint.mac);
  CHECK(hits[1].entry == "b");

  const Location place = location_of(hits[1], "d/a.zip", LocationPart::kContent);
  CHECK(place.path == "d/a.zip!b");
  CHECK(text_path(hits[1], place) == "d/a.zip");
  CHECK(text_path(hits[0], location_of(hits[0], "x!y", LocationPart::kContent)) == "x!y");
}

}  // namespace keyhound
