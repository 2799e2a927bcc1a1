// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_reader.h"

#include "scanner/git/object_hash.h"
#include "tests/scanner/git/loose_file.h"
#include "tests/scanner/git/pack/pack_fixture.h"
#include "tests/support/git_hash.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {

TEST_CASE("Packed, loose and borrowed objects are the same as libgit2 reads them") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  recipe.tag("v1", "a tag\n");
  SUBCASE("loose") {}
  SUBCASE("one pack with offset deltas") { recipe.pack(); }
  SUBCASE("reference deltas") { pack_with(recipe, {}); }
  SUBCASE("two packs, and loose objects") {
    recipe.pack();
    commit_versions(recipe, 20, 10);
    recipe.git({"repack", "-d", "-q"});
    commit_versions(recipe, 30, 3);
  }
  SUBCASE("the same objects in two packs") {
    pack_with(recipe, {"--delta-base-offset"});
    recipe.git({"repack", "-a", "-q", "-f", "--depth=2"});
  }
  OpenedPacks packs(recipe);
  CHECK(packs.diagnostics.empty());
  check_equals_libgit2(recipe, packs);
}

TEST_CASE("Objects named by SHA-256 are read") {
  GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, "sha256");
  commit_versions(recipe, 0, 10);
  SUBCASE("loose") {}
  SUBCASE("offset deltas") { recipe.pack(); }
  SUBCASE("reference deltas") { pack_with(recipe, {}); }
  SUBCASE("a pack without an index") {
    recipe.pack();
    std::filesystem::remove(recipe.pack_path().replace_extension(".idx"));
  }
  OpenedPacks opened(recipe, ObjectId::kSha256Size);
  const std::vector<ObjectId> all = opened.packs.all_ids();
  CHECK(all.size() == 30);
  for (const ObjectId& id : all) {
    const auto object = opened.reader->read(id);
    REQUIRE(object);
    CHECK(hash_object(object->type, object->bytes, ObjectId::kSha256Size) == id);
  }
}

TEST_CASE("A pack with an index of version 1 is read, and damage is found by zlib's checksum") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  recipe.pack();
  const std::string index = recipe.pack_path().replace_extension(".idx");
  std::filesystem::remove(index);
  recipe.git({"index-pack", "--index-version=1", "-o", index, recipe.pack_path().string()});
  OpenedPacks opened(recipe);
  CHECK(opened.diagnostics.empty());
  CHECK_FALSE(opened.packs.packs()[0]->index.crc(0));
  check_equals_libgit2(recipe, opened);
}

TEST_CASE("One damaged object hides nothing but itself and what derives from it") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  const std::string victim = recipe.blob("a blob like no other, and no base of any\n");
  recipe.git(
      {"update-ref", "refs/heads/side",
       commit_tree(recipe, store(recipe, "tree", raw_entry("100644", "one", victim)), "side")});
  recipe.pack();
  const auto entry = recipe.packed_entry(victim);
  flip_bytes(recipe.pack_path(), entry.offset + entry.size / 2, 1);
  OpenedPacks opened(recipe);
  CHECK(opened.diagnostics.empty());
  const auto damaged = opened.reader->read(id_of(victim));
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().kind == ErrorKind::kCorrupt);
  const std::string& message = damaged.error().message;
  CHECK(message.find(victim) != std::string::npos);
  CHECK(message.find(".pack at offset " + std::to_string(entry.offset)) != std::string::npos);
  for (const ObjectId& id : opened.packs.all_ids())
    CHECK(opened.reader->read(id).has_value() == (id != id_of(victim)));
}

TEST_CASE("An object that is damaged in its first place is read from the next") {
  GitRepoBuilder recipe;
  const std::string text = "a blob that is stored twice\n";
  recipe.commit_file("a", text, "first");
  const std::string blob = recipe.git({"rev-parse", "HEAD:a"});
  const std::string loose = read_whole_file(recipe.loose_object_path(blob));
  recipe.pack();
  const auto entry = recipe.packed_entry(blob);
  flip_bytes(recipe.pack_path(), entry.offset + 5, 3);
  CHECK_FALSE(OpenedPacks(recipe).reader->read(id_of(blob)));
  recipe.dir().write_file(".git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2), loose);
  OpenedPacks opened(recipe);
  REQUIRE(opened.reader->read(id_of(blob)));
  CHECK(opened.reader->read(id_of(blob))->bytes == text);
}

TEST_CASE("A damaged base is read from another pack, and from a loose file") {
  PackBuilder builder;
  const std::string base_text = "the base, of some length, of what follows\n";
  const std::string base = builder.add_blob(base_text);
  const std::string delta = builder.add_blob(base_text + "and more\n");
  builder.store_as_delta(delta, base, PackedKind::kOfsDelta);
  PackImage image = builder.build();
  image.flip_bit(image.row(base).offset + 10, 1);
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", image);
  CHECK_FALSE(OpenedPacks(recipe).reader->read(id_of(delta)));
  SUBCASE("pack") {
    PackBuilder other;
    other.add_blob(base_text);
    write_pack(recipe.git_dir() / "objects", other.build());
  }
  SUBCASE("loose") {
    recipe.dir().write_file(".git/objects/" + base.substr(0, 2) + "/" + base.substr(2),
                            loose_blob(base_text));
  }
  OpenedPacks opened(recipe);
  REQUIRE(opened.reader->read(id_of(delta)));
  CHECK(opened.reader->read(id_of(delta))->bytes == base_text + "and more\n");
}

TEST_CASE("An object that is stored as a delta of itself does not hide where it is whole") {
  PackBuilder builder;
  const std::string text = "an object that is stored twice\n";
  PackedObject self;
  self.id = git_object_id("sha1", "blob", text);
  self.kind = PackedKind::kRefDelta;
  self.base_id = self.id;
  self.content = DeltaWriter(text.size(), text.size()).copy(0, 31).bytes();
  builder.add(self);
  builder.add_blob(text);
  PackedObject delta = self;
  delta.id = git_object_id("sha1", "blob", text + "!");
  delta.content = DeltaWriter(text.size(), text.size() + 1).copy(0, 31).insert("!").bytes();
  builder.add(delta);
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", builder.build());
  OpenedPacks opened(recipe);
  CHECK(opened.diagnostics.empty());
  REQUIRE(opened.reader->read(id_of(self.id)));
  CHECK(opened.reader->read(id_of(self.id))->bytes == text);
  REQUIRE(opened.reader->read(id_of(delta.id)));
  CHECK(opened.reader->read(id_of(delta.id))->bytes == text + "!");
}

TEST_CASE(
    "An entry that is sound, but not the one that the index has the checksum of, is refused") {
  PackBuilder builder;
  const std::string blob = builder.add_blob("a blob\n");
  const std::string other = builder.add_blob("another blob\n");
  PackImage image = builder.build();
  image.row(blob).crc ^= 1;
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", image);
  OpenedPacks opened(recipe);
  CHECK(opened.diagnostics.empty());
  const auto refused = opened.reader->read(id_of(blob));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kCorrupt);
  CHECK(opened.reader->read(id_of(other)));
}

TEST_CASE("A delta over the limit is refused before its base is read") {
  PackBuilder builder;
  const std::string base = builder.add_blob(std::string(500, 'b'));
  const std::string delta = builder.add_blob(std::string(500, 'b') + "more");
  builder.store_as_delta(delta, base, PackedKind::kRefDelta);
  PackImage image = builder.build();
  image.flip_bit(image.row(base).end - 1, 0);
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", image);
  OpenedPacks opened(recipe);
  CHECK(opened.reader->read(id_of(delta), 503).error().kind == ErrorKind::kLimit);
  CHECK(opened.reader->read(id_of(delta), 504).error().kind == ErrorKind::kCorrupt);
}

TEST_CASE("A missing object is not found") {
  GitRepoBuilder recipe;
  commit_versions(recipe, 0, 2);
  OpenedPacks opened(recipe);
  CHECK(opened.reader->read(id_of(std::string(40, '1'))).error().kind == ErrorKind::kNotFound);
  CHECK(opened.reader->read(ObjectId()).error().kind == ErrorKind::kNotFound);
  CHECK(opened.reader->read_header(ObjectId()).error().kind == ErrorKind::kNotFound);
}

TEST_CASE("An object over the limit is refused, whole or made by a delta") {
  PackBuilder builder;
  const std::string base = builder.add_blob(std::string(5'000, 'b'));
  const std::string larger = builder.add_blob(std::string(5'000, 'b') + std::string(900, 'l'));
  const std::string smaller = builder.add_blob(std::string(400, 'b'));
  builder.store_as_delta(larger, base, PackedKind::kRefDelta);
  builder.store_as_delta(smaller, base, PackedKind::kRefDelta);
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", builder.build());
  OpenedPacks opened(recipe);
  CHECK(opened.diagnostics.empty());
  CHECK(opened.reader->read(id_of(base), 4'999).error().kind == ErrorKind::kLimit);
  CHECK(opened.reader->read(id_of(larger), 5'899).error().kind == ErrorKind::kLimit);
  // Its base is too large to be held.
  CHECK(opened.reader->read(id_of(smaller), 4'999).error().kind == ErrorKind::kLimit);
  CHECK(opened.reader->read(id_of(smaller), 5'000)->bytes == std::string(400, 'b'));
  CHECK(opened.reader->read(id_of(larger), 5'900)->bytes.size() == 5'900);
}

TEST_CASE("Damaged deltas are refused for what is wrong with them") {
  PackBuilder builder;
  const std::string base = builder.add_blob("the base of all that is wrong\n");
  const std::string gone(40, 'a');
  const auto add = [&](char name, const std::string& delta, const std::string& base_id) {
    PackedObject object;
    object.id = std::string(40, name);
    object.kind = PackedKind::kRefDelta;
    object.content = delta;
    object.base_id = base_id;
    builder.add(object);
  };
  add('1', DeltaWriter(30, 40).copy(20, 20).insert(std::string(20, 'x')).bytes(), base);
  add('2', DeltaWriter(31, 10).copy(0, 10).bytes(), base);
  add('3', DeltaWriter(30, 10).copy(0, 10).bytes(), gone);
  add('4', DeltaWriter(30, std::uint64_t{1} << 40).copy(0, 10).bytes(), base);
  add('5', DeltaWriter(30, 10).copy(0, 10).bytes(), std::string(40, '6'));
  add('6', DeltaWriter(30, 10).copy(0, 10).bytes(), std::string(40, '7'));
  add('7', DeltaWriter(30, 10).copy(0, 10).bytes(), std::string(40, '5'));
  add('8', DeltaWriter(30, 10).copy(0, 10).bytes(), std::string(40, '8'));
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", builder.build());
  OpenedPacks opened(recipe);
  const auto error = [&opened](char name) {
    const auto object = opened.reader->read(id_of(std::string(40, name)));
    return object ? Error{} : object.error();
  };
  const auto says = [&error](char name, const std::string& reason) {
    return error(name).message.find(reason) != std::string::npos;
  };
  CHECK(says('1', "copies from behind the end of its base"));
  CHECK(says('2', "a base of another size"));
  CHECK(says('3', gone + " is not in the repository"));
  CHECK(error('4').kind == ErrorKind::kLimit);
  for (const char name : {'5', '6', '7', '8'}) {
    CHECK(error(name).kind == ErrorKind::kCorrupt);
    CHECK(says(name, "circle"));
    CHECK(opened.reader->read_header(id_of(std::string(40, name))).error().kind ==
          ErrorKind::kCorrupt);
  }
  CHECK(opened.reader->read(id_of(base)));
}

TEST_CASE("A chain of 10,000 deltas is read, from either end, with any cache") {
  PackBuilder builder;
  std::vector<std::string> ids = {builder.add_blob("0\n")};
  std::size_t size = 2;
  for (int i = 1; i < 10'000; ++i) {
    const std::string next = "link " + std::to_string(i) + "\n";
    PackedObject delta;
    delta.id = git_object_id("sha1", "blob", next);
    delta.kind = PackedKind::kOfsDelta;
    delta.content = DeltaWriter(size, next.size()).insert(next).bytes();
    delta.base_id = ids.back();
    builder.add(delta);
    ids.push_back(delta.id);
    size = next.size();
  }
  GitRepoBuilder recipe;
  write_pack(recipe.git_dir() / "objects", builder.build());
  const OpenedPacks opened(recipe);
  for (const std::size_t cache : {std::size_t{0}, std::size_t{10'000}, kBaseCacheBytes}) {
    const auto reader = make_pack_reader(opened.packs, cache);
    CHECK(reader->read(id_of(ids.back()))->bytes == "link 9999\n");
    CHECK(reader->read(id_of(ids[1]))->bytes == "link 1\n");
    CHECK(reader->read_header(id_of(ids.back()))->size == 10);
    CHECK(reader->read_header(id_of(ids.back()))->type == ObjectType::kBlob);
  }
}

}  // namespace keyhound::testing
