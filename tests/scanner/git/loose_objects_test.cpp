// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/loose_objects.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/scanner/git/git_fixture.h"
#include "tests/scanner/git/loose_file.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

constexpr std::uint64_t kLimit = 1U << 20U;
const std::string kHex = "0123456789abcdef0123456789abcdef01234567";

// An objects directory with one file, whose bytes each test chooses.
struct Store {
  ObjectId put(std::string_view file) const { return put_loose(dir, "objects", kHex, file); }
  [[nodiscard]] std::string objects() const { return dir / "objects"; }
  [[nodiscard]] Result<LooseObject> read(std::string_view file,
                                         std::uint64_t limit = kLimit) const {
    return read_loose_object(objects(), put(file), limit);
  }
  // How reading the file fails; "read" when it does not.
  [[nodiscard]] std::string failure(std::string_view file) const {
    const auto object = read(file);
    if (object) return "read";
    CHECK(object.error().kind == ErrorKind::kCorrupt);
    CHECK(object.error().message.find(kHex) != std::string::npos);
    return object.error().message;
  }

  TempDir dir;
};

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A loose object that git wrote is read whole, whatever its type and size") {
  GitRepoBuilder recipe;
  const std::string big = alphanumerics(1, 300'000);  // longer than the buffers of the reader
  const std::string commit = recipe.commit_file("big.txt", big, "first");
  recipe.tag("v1", "a tag");
  const std::string objects = (recipe.git_dir() / "objects").string();
  const struct {
    std::string revision;
    ObjectType type;
    std::string name;
  } rows[] = {{"HEAD", ObjectType::kCommit, "commit"},
              {"HEAD^{tree}", ObjectType::kTree, "tree"},
              {"HEAD:big.txt", ObjectType::kBlob, "blob"},
              {"v1", ObjectType::kTag, "tag"}};
  for (const auto& row : rows) {
    CAPTURE(row.revision);
    const ObjectId id = id_of(recipe.git({"rev-parse", row.revision}));
    const auto object = read_loose_object(objects, id, kLimit);
    REQUIRE(object);
    CHECK(object->header.type == row.type);
    CHECK(object->bytes.size() == object->header.size);
    CHECK(store(recipe, row.name, object->bytes) == id.hex());
    const auto header = read_loose_header(objects, id);
    REQUIRE(header);
    CHECK(header->type == row.type);
    CHECK(header->size == object->header.size);
  }
}

TEST_CASE("An empty object is read") {
  const Store store;
  const auto object = store.read(loose_blob(""));
  REQUIRE(object);
  CHECK(object->bytes.empty());
}

TEST_CASE("A loose object that is cut short is damaged, at every length") {
  const Store store;
  const std::string whole = loose_blob("a text with " + alphanumerics(2, 200));
  REQUIRE(store.failure(whole) == "read");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(contains(store.failure(whole.substr(0, length)), "is cut short"));
  }
}

TEST_CASE("A loose object with a flipped bit is damaged, or holds what it held") {
  const Store store;
  const std::string content = "a text with " + alphanumerics(3, 120);
  const std::string whole = loose_blob(content);
  std::size_t survived = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    CAPTURE(bit);
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const auto object = store.read(damaged);
    if (!object) {
      CHECK(object.error().kind == ErrorKind::kCorrupt);
      continue;
    }
    ++survived;  // bits of the zlib header that say nothing about the content
    CHECK(object->bytes == content);
  }
  CHECK(survived < 16);
}

TEST_CASE("A header that announces another size than there is, is damage") {
  const Store store;
  for (const char* size : {"4", "6", "0", "1000000"}) {
    CAPTURE(size);
    const std::string file = deflated(loose_header("blob", size) + "12345");
    CHECK(contains(store.failure(file), "has another size than its header says"));
  }
}

TEST_CASE("A header that git does not write is damage") {
  const Store store;
  const std::string headers[] = {"",
                                 "blob",
                                 "blob 5",
                                 "blob5" + std::string(1, '\0'),
                                 loose_header("blob", ""),
                                 loose_header("blob", "-5"),
                                 loose_header("blob", "+5"),
                                 loose_header("blob", " 5"),
                                 loose_header("blob", "5 "),
                                 loose_header("blob", "0x5"),
                                 loose_header("blob", "99999999999999999999"),
                                 loose_header("", "5"),
                                 loose_header("Blob", "5"),
                                 loose_header("secret", "5"),
                                 loose_header("blob", std::string(60, '0') + "5")};
  for (const std::string& header : headers) {
    CAPTURE(header);
    const std::string file = deflated(header + "12345");
    CHECK(contains(store.failure(file), "has no valid header"));
    CHECK_FALSE(read_loose_header(store.objects(), store.put(file)));
  }
}

TEST_CASE("Bytes that are no zlib stream are damage") {
  const Store store;
  CHECK(contains(store.failure("blob 5 12345, never compressed"), "no valid zlib stream"));
  CHECK(contains(store.failure(std::string(100'000, '\0')), "no valid zlib stream"));
}

TEST_CASE("A file that does not end with its object is damage") {
  const Store store;
  const std::string whole = loose_blob("12345");
  CHECK(contains(store.failure(whole + "x"), "has bytes left over"));
  CHECK(contains(store.failure(whole + whole), "has bytes left over"));
  CHECK(contains(store.failure(whole + std::string(200'000, '\0')), "has bytes left over"));
}

TEST_CASE("An object that announces more than the limit is refused by its header") {
  const Store store;
  const std::string file = loose_blob("12345");
  CHECK(store.read(file, 5));
  const auto refused = store.read(file, 4);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kLimit);
  CHECK(contains(refused.error().message, "has 5 bytes, more than the limit of 4"));
}

TEST_CASE("An announced size costs no memory before its bytes are there") {
  const Store store;
  // Whoever allocated what is announced would end here, in a limit that is none.
  const std::string file = deflated(loose_header("blob", "9000000000000000000") + "12345");
  const auto object = store.read(file, UINT64_MAX);
  REQUIRE_FALSE(object);
  CHECK(object.error().kind == ErrorKind::kCorrupt);
  CHECK(read_loose_header(store.objects(), store.put(file))->size == 9'000'000'000'000'000'000U);
}

TEST_CASE("A bomb is inflated to what it announces and no further") {
  const Store store;
  const std::string zeros(64U << 20U, '\0');
  const std::string bomb = deflated(loose_header("blob", "100") + zeros);
  REQUIRE(bomb.size() < 100'000);
  CHECK(contains(store.failure(bomb), "has another size than its header says"));
  const std::string honest = loose_blob(zeros);
  const auto refused = store.read(honest);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kLimit);
  CHECK(read_loose_header(store.objects(), store.put(honest))->size == zeros.size());
}

TEST_CASE("A missing object is not found, and no file is read in its place") {
  const Store store;
  const ObjectId id = id_of(kHex);
  CHECK_FALSE(has_loose_object(store.objects(), id));
  CHECK(read_loose_object(store.objects(), id, kLimit).error().kind == ErrorKind::kNotFound);
  CHECK(read_loose_header(store.objects(), id).error().kind == ErrorKind::kNotFound);
  store.put(loose_blob("x"));
  CHECK(has_loose_object(store.objects(), id));
  CHECK_FALSE(has_loose_object(store.objects(), id_of(std::string(40, '1'))));
}

TEST_CASE("A directory in the place of an object is unreadable, not empty") {
  const Store store;
  store.dir.make_directory("objects/" + kHex.substr(0, 2) + "/" + kHex.substr(2));
  const auto object = read_loose_object(store.objects(), id_of(kHex), kLimit);
  REQUIRE_FALSE(object);
  CHECK(object.error().kind == ErrorKind::kUnreadable);
}

TEST_CASE("Only files whose names are object ids are listed") {
  const Store store;
  const std::string other = "ff" + std::string(38, '0');
  store.put(loose_blob("x"));
  put_loose(store.dir, "objects", other, "not even an object");
  const std::string sha256 = std::string(64, 'a');
  put_loose(store.dir, "objects", sha256, "an object of another format");
  for (const char* foreign :
       {"objects/01/tmp_obj_Ab12Cd", "objects/01/23", "objects/pack/pack-1.pack",
        "objects/info/alternates", "objects/zz/3456789abcdef0123456789abcdef01234567",
        "objects/012/3456789abcdef0123456789abcdef0123456", "objects/stray"}) {
    store.dir.write_file(foreign, "x");
  }
  std::set<std::string> listed;
  list_loose_objects(store.objects(), ObjectId::kSha1Size, [&listed](const ObjectId& id) {
    listed.insert(id.hex());
    return true;
  });
  CHECK(listed == std::set<std::string>{kHex, other});
  std::vector<std::string> long_ids;
  list_loose_objects(store.objects(), ObjectId::kSha256Size, [&long_ids](const ObjectId& id) {
    long_ids.push_back(id.hex());
    return true;
  });
  CHECK(long_ids == std::vector<std::string>{sha256});
}

TEST_CASE("Listing stops when it is told to, and finds nothing where there is nothing") {
  const Store store;
  store.put(loose_blob("x"));
  put_loose(store.dir, "objects", std::string(40, 'e'), "x");
  std::size_t calls = 0;
  const auto stop = [&calls](const ObjectId&) {
    ++calls;
    return false;
  };
  list_loose_objects(store.objects(), ObjectId::kSha1Size, stop);
  CHECK(calls == 1);
  list_loose_objects(store.dir / "no/such", ObjectId::kSha1Size, stop);
  CHECK(calls == 1);
}

}  // namespace keyhound::testing
