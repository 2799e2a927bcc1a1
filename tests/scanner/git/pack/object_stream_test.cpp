// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/object_stream.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "scanner/git/object_hash.h"
#include "scanner/git/pack/checksum.h"
#include "tests/scanner/git/loose_file.h"
#include "tests/scanner/git/pack/forest_fixture.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

// What a stream has handed over.
struct Streamed {
  Streamed(const DeltaForest& forest, NodeNumber node)
      : status(stream_object(forest, node, [this](std::string_view piece) -> Status {
          text += piece;
          longest = std::max(longest, piece.size());
          return {};
        })) {}

  [[nodiscard]] bool fails_with(ErrorKind kind, std::string_view part) const {
    return !status && status.error().kind == kind &&
           status.error().message.find(part) != std::string::npos;
  }

  std::string text;
  std::size_t longest = 0;
  Status status;
};

std::string entry_header(std::uint64_t size) {
  std::string header(1, static_cast<char>((3U << 4U) | (size & 15U)));  // a blob
  for (size >>= 4U; size != 0; size >>= 7U) {
    header.back() = static_cast<char>(header.back() | '\x80');
    header += static_cast<char>(size & 0x7fU);
  }
  return header;
}

// A pack of one blob, in memory: its id is that of `content`, the rest is as it is told.
struct OneBlobPack {
  OneBlobPack(std::string_view content, std::string_view stream, std::uint64_t announced,
              std::optional<std::uint32_t> wrong_crc = {})
      : bytes("PACK\0\0\0\2\0\0\0\1", kFirstEntry) {
    const std::string entry = entry_header(announced) + std::string(stream);
    bytes += entry;
    auto pack = std::make_unique<Pack>();
    pack->content = bytes;
    pack->index = PackIndex::make({{hash_object(ObjectType::kBlob, content, ObjectId::kSha1Size),
                                    kFirstEntry, wrong_crc.value_or(entry_crc(entry))}},
                                  ObjectId::kSha1Size);
    std::vector<std::unique_ptr<const Pack>> all;
    all.push_back(std::move(pack));
    packs.emplace(std::move(all), ObjectId::kSha1Size);
    forest.emplace(*packs);
    REQUIRE(forest->broken().empty());
  }

  static constexpr std::size_t kFirstEntry = 12;
  std::string bytes;
  std::optional<PackSet> packs;
  std::optional<DeltaForest> forest;
};

// A loose blob whose file is `file`, under the id of `content`.
struct OneLooseBlob {
  OneLooseBlob(std::string_view content, std::string_view file)
      : id(put_loose(dir, "objects",
                     hash_object(ObjectType::kBlob, content, ObjectId::kSha1Size).hex(), file)),
        packs(PackSet::open(dir / "objects", ObjectId::kSha1Size, diagnostics)),
        forest(packs) {
    REQUIRE(forest.size() == 1);
    REQUIRE(forest.broken().empty());
  }

  TempDir dir;
  ObjectId id;
  std::vector<Diagnostic> diagnostics;
  PackSet packs;
  DeltaForest forest;
};

}  // namespace

TEST_CASE("Whole objects are handed over in pieces, packed and loose, of either hash") {
  for (const char* format : {"sha1", "sha256"}) {
    GitRepoBuilder builder(GitRepoBuilder::Kind::kWorkTree, format);
    const std::string texts[] = {
        "", "x", std::string(kStreamPiece, 'y'), std::string(kStreamPiece + 1, 'z'),
        alphanumerics(1, 500'000) + std::string(5'000'000, '\0') + alphanumerics(2, 500'000)};
    for (const bool is_packed : {false, true}) {
      for (std::size_t i = 0; i < std::size(texts); ++i)
        builder.write("file" + std::to_string(i), texts[i]);
      builder.stage().commit("all");
      if (is_packed) builder.git({"repack", "-adfq", "--window=0"});
      const OpenForest opened(builder);
      for (std::size_t i = 0; i < std::size(texts); ++i) {
        CAPTURE(i);
        const auto id =
            ObjectId::from_hex(builder.git({"rev-parse", "HEAD:file" + std::to_string(i)}));
        REQUIRE(id);
        const NodeNumber node = opened.forest.find(*id);
        REQUIRE(node != kNoNode);
        CHECK((opened.forest.node(node).pack == ObjectPlace::kLoose) == !is_packed);
        const Streamed streamed(opened.forest, node);
        CHECK(streamed.status);
        CHECK(streamed.text == texts[i]);
        CHECK(streamed.longest <= kStreamPiece);
      }
    }
  }
}

TEST_CASE("The sink's error ends the reading and is passed on") {
  const std::string text(3 * kStreamPiece, 'x');
  const OneBlobPack pack(text, deflated(text), text.size());
  int pieces = 0;
  const Status status = stream_object(*pack.forest, 0, [&](std::string_view) -> Status {
    ++pieces;
    return fail(ErrorKind::kInternal, "enough");
  });
  CHECK(pieces == 1);
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "enough");
}

TEST_CASE("A packed stream that is damaged or breaks off is refused where that shows") {
  const std::string text = alphanumerics(1, 3'000'000);
  const std::string whole = deflated(text);
  const std::string_view cut = std::string_view(whole).substr(0, whole.size() - 10);
  const OneBlobPack short_pack(text, cut, text.size());
  CHECK(Streamed(*short_pack.forest, 0).fails_with(ErrorKind::kCorrupt, "breaks off"));

  std::string bad_sum = whole;
  bad_sum.back() = static_cast<char>(bad_sum.back() ^ 1);
  const OneBlobPack bad_pack(text, bad_sum, text.size());
  CHECK(Streamed(*bad_pack.forest, 0).fails_with(ErrorKind::kCorrupt, "damaged"));

  const OneBlobPack no_stream(text, std::string(3'000'000, '\xee'), text.size());
  const Streamed nothing(*no_stream.forest, 0);
  CHECK(nothing.fails_with(ErrorKind::kCorrupt, "damaged"));
  CHECK(nothing.text.empty());
}

TEST_CASE("Another size than announced is refused, and no byte beyond it is handed over") {
  const std::string text = alphanumerics(1, 2'500'000);
  const OneBlobPack longer(text, deflated(text), text.size() - 1);
  const Streamed cut(*longer.forest, 0);
  CHECK(cut.fails_with(ErrorKind::kCorrupt, "longer"));
  CHECK(cut.text.size() < text.size());
  const OneBlobPack shorter(text, deflated(text), text.size() + 1);
  CHECK(Streamed(*shorter.forest, 0).fails_with(ErrorKind::kCorrupt, "shorter"));
  const OneBlobPack nothing(text, deflated("x"), 0);
  CHECK(Streamed(*nothing.forest, 0).fails_with(ErrorKind::kCorrupt, "longer"));
}

TEST_CASE("An entry without its checksum, or with the content of another, is refused") {
  const std::string text = "the text";
  const OneBlobPack wrong_crc(text, deflated(text), text.size(), 1);
  const Streamed unread(*wrong_crc.forest, 0);
  CHECK(unread.fails_with(ErrorKind::kCorrupt, "checksum"));
  CHECK(unread.text.empty());
  const OneBlobPack other("the name", deflated(text), text.size());
  CHECK(Streamed(*other.forest, 0).fails_with(ErrorKind::kCorrupt, "has the id"));
}

TEST_CASE("A size that the stream cannot hold, or beyond what is streamed, is refused unread") {
  const OneBlobPack bomb("x", deflated("x"), 200'000'000);
  const Streamed unread(*bomb.forest, 0);
  CHECK(unread.fails_with(ErrorKind::kCorrupt, "can hold"));
  CHECK(unread.text.empty());
  const OneBlobPack huge("x", deflated("x"), kMostStreamed + 1);
  CHECK(Streamed(*huge.forest, 0).fails_with(ErrorKind::kLimit, "4294967297 bytes"));
  const OneBlobPack not_quite("x", deflated("x"), kMostStreamed);
  CHECK(Streamed(*not_quite.forest, 0).fails_with(ErrorKind::kCorrupt, "can hold"));
}

TEST_CASE("A loose file that is cut, longer, shorter or not its id's is refused") {
  const std::string text = alphanumerics(1, 100'000);
  const auto header = [](std::size_t size) { return loose_header("blob", std::to_string(size)); };
  const std::string whole = loose_blob(text);
  CHECK(Streamed(OneLooseBlob(text, whole).forest, 0).status);
  struct Row {
    std::string file;
    std::string_view message;
  };
  const Row rows[] = {
      {whole.substr(0, whole.size() - 1), "breaks off"},
      {whole + "x", "left over"},
      {deflated(header(text.size() - 1) + text), "longer"},
      {deflated(header(text.size() + 1) + text), "shorter"},
      {deflated(header(std::size_t{1} << 31U) + text), "can hold"},
      {loose_blob(text + "y"), "has the id"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const OneLooseBlob blob(text, row.file);
    CHECK(Streamed(blob.forest, 0).fails_with(ErrorKind::kCorrupt, row.message));
  }
}

TEST_CASE("A loose file that is gone by now is not found") {
  const OneLooseBlob blob("text", loose_blob("text"));
  std::filesystem::remove_all(blob.dir.path() / "objects");
  CHECK(Streamed(blob.forest, 0).fails_with(ErrorKind::kNotFound, ""));
}

}  // namespace keyhound::testing
