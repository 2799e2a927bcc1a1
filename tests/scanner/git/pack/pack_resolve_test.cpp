// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_resolve.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/pack/pack_fixture.h"
#include "tests/support/git_hash.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {
namespace {

constexpr std::size_t kIdSize = ObjectId::kSha1Size;

struct Rebuilt {
  explicit Rebuilt(const PackImage& image, ObjectReader* others = nullptr,
                   const PackScanLimits& limits = {})
      : bytes(image.bytes) {
    pack.path = "the.pack";
    fit_pack(pack, bytes, fail(ErrorKind::kNotFound, "none"), kIdSize, diagnostics);
    diagnostics.clear();
    index_by_scan(pack, kIdSize, others, limits, diagnostics);
  }
  [[nodiscard]] bool has(const std::string& hex) const {
    return pack.index.find(id_of(hex)).has_value();
  }

  std::string bytes;
  Pack pack;
  std::vector<Diagnostic> diagnostics;
};

// A chain of blobs, each one line longer than the one before.
PackBuilder chain(int depth, PackedKind kind, std::vector<std::string>& ids) {
  PackBuilder builder;
  std::string text = "the first line\n";
  ids.push_back(builder.add_blob(text));
  for (int i = 1; i < depth; ++i) {
    const std::string next = text + "line " + std::to_string(i) + "\n";
    PackedObject delta;
    delta.id = git_object_id("sha1", "blob", next);
    delta.kind = kind;
    delta.content = make_delta(text, next);
    delta.base_id = ids.back();
    ids.push_back(delta.id);
    builder.add(delta);
    text = next;
  }
  return builder;
}

}  // namespace

TEST_CASE("The index made from a pack is the one that git makes") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  recipe.tag("v1", "a tag\n");
  SUBCASE("offset deltas") { recipe.pack(); }
  SUBCASE("reference deltas") { pack_with(recipe, {}); }
  const std::string file = read_whole_file(recipe.pack_path().replace_extension(".idx"));
  const auto expected = PackIndex::parse(file, kIdSize);
  PackImage image;
  image.bytes = read_whole_file(recipe.pack_path());
  const Rebuilt rebuilt(image);
  CHECK(rebuilt.diagnostics.empty());
  REQUIRE(rebuilt.pack.index.size() == expected->size());
  for (std::uint32_t i = 0; i < expected->size(); ++i) {
    CHECK(rebuilt.pack.index.id(i) == expected->id(i));
    CHECK(rebuilt.pack.index.offset(i) == expected->offset(i));
  }
}

TEST_CASE("A chain of any depth is resolved while two objects are held") {
  std::vector<std::string> ids;
  SUBCASE("offset deltas") {
    const Rebuilt rebuilt(chain(1'000, PackedKind::kOfsDelta, ids).build(), nullptr,
                          {20'000, 20'000});
    CHECK(rebuilt.pack.index.size() == 1'000);
    CHECK(rebuilt.diagnostics.empty());
  }
  SUBCASE("reference deltas") {
    const Rebuilt rebuilt(chain(1'000, PackedKind::kRefDelta, ids).build(), nullptr,
                          {20'000, 20'000});
    CHECK(rebuilt.pack.index.size() == 1'000);
    CHECK(rebuilt.diagnostics.empty());
  }
}

TEST_CASE("Bases that would take too much memory together are let go, and the loss is counted") {
  const std::string text(5'000, 'b');
  PackBuilder builder;
  const auto derive = [&builder](const std::string& from, const std::string& to) {
    PackedObject delta;
    delta.id = git_object_id("sha1", "blob", to);
    delta.kind = PackedKind::kOfsDelta;
    delta.content = make_delta(from, to);
    delta.base_id = git_object_id("sha1", "blob", from);
    builder.add(delta);
  };
  builder.add_blob(text);
  for (const char* name : {"one", "two"}) {
    derive(text, text + name);
    derive(text + name, text + name + "again");
  }
  CHECK(Rebuilt(builder.build(), nullptr, {6'000, 20'000}).pack.index.size() == 5);
  const Rebuilt small(builder.build(), nullptr, {6'000, 6'000});
  CHECK(small.pack.index.size() == 4);
  CHECK(only(small.diagnostics, "corrupt-pack").message.starts_with("1 of 5 objects"));
}

TEST_CASE("A base that another pack holds is asked for") {
  std::vector<std::string> ids;
  PackBuilder builder = chain(5, PackedKind::kRefDelta, ids);
  GitRepoBuilder recipe;
  CHECK(recipe.blob("the first line\n") == ids[0]);
  builder.remove(ids[0]);
  OpenedPacks opened(recipe);
  const Rebuilt rebuilt(builder.build(), opened.reader.get());
  CHECK(rebuilt.diagnostics.empty());
  for (std::size_t i = 1; i < ids.size(); ++i) CHECK(rebuilt.has(ids[i]));
  const Rebuilt alone(builder.build());
  CHECK(alone.pack.index.size() == 0);
  CHECK(only(alone.diagnostics, "corrupt-pack").message.starts_with("4 of 4 objects"));
}

TEST_CASE("What derives from a damaged object is lost and counted, the rest is found") {
  std::vector<std::string> ids;
  PackBuilder builder = chain(6, PackedKind::kOfsDelta, ids);
  const std::string other = builder.add_blob("another blob\n");
  PackImage image = builder.build();
  image.flip_bit(image.row(ids[3]).end - 2, 2);
  const Rebuilt rebuilt(image);
  REQUIRE(rebuilt.diagnostics.size() == 2);
  CHECK(rebuilt.diagnostics[0].message.starts_with(
      "the object at offset " + std::to_string(image.row(ids[3]).offset) + " cannot be read"));
  CHECK(rebuilt.diagnostics[1].message.starts_with("3 of 7 objects cannot be read"));
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(rebuilt.has(ids[i]) == (i < 3));
  CHECK(rebuilt.has(other));
}

TEST_CASE("Reference deltas that form a circle are lost and counted") {
  std::vector<std::string> ids;
  PackBuilder builder = chain(4, PackedKind::kRefDelta, ids);
  builder.object(ids[1]).base_id = ids[3];
  const Rebuilt rebuilt(builder.build());
  CHECK(rebuilt.has(ids[0]));
  CHECK(rebuilt.pack.index.size() == 1);
  CHECK(only(rebuilt.diagnostics, "corrupt-pack").message.starts_with("3 of 4 objects"));
}

TEST_CASE("A delta whose result is over the limit is lost alone, without taking memory") {
  std::vector<std::string> ids;
  PackBuilder builder = chain(3, PackedKind::kOfsDelta, ids);
  DeltaWriter bomb(15, std::uint64_t{1} << 40);
  for (int i = 0; i < 50; ++i) bomb.copy(0, 15);
  PackedObject huge;
  huge.id = std::string(40, 'e');
  huge.kind = PackedKind::kRefDelta;
  huge.base_id = ids[0];
  huge.content = bomb.bytes();
  builder.add(huge);
  const Rebuilt rebuilt(builder.build());
  CHECK(rebuilt.pack.index.size() == 3);
  CHECK(only(rebuilt.diagnostics, "corrupt-pack").message.starts_with("1 of 4 objects"));
}

}  // namespace keyhound::testing
