// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/loose_backend.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/scanner/git/git_fixture.h"
#include "tests/scanner/git/loose_file.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

GitOdb open_database(const std::string& objects_dir) {
  git_library();
  Result<GitOdb> odb = open_object_database(objects_dir);
  REQUIRE(odb);
  return std::move(*odb);
}

git_oid oid_of(const std::string& hex) { return to_git_oid(id_of(hex)); }

// The content of an object, or how reading it failed.
std::string content_of(const GitOdb& odb, const std::string& hex) {
  const git_oid oid = oid_of(hex);
  git_odb_object* object = nullptr;
  if (const int code = git_odb_read(&object, odb.get(), &oid); code < 0)
    return code == GIT_ENOTFOUND ? "not found" : libgit2_error(code, "failed").message;
  const GitOdbObject owner(object);
  return {static_cast<const char*>(git_odb_object_data(object)), git_odb_object_size(object)};
}

std::set<std::string> all_ids(const GitOdb& odb) {
  std::set<std::string> ids;
  const auto insert = [](const git_oid* oid, void* payload) {
    static_cast<std::set<std::string>*>(payload)->insert(from_git_oid(*oid).hex());
    return 0;
  };
  CHECK(git_odb_foreach(odb.get(), insert, &ids) == 0);
  return ids;
}

// The id that a prefix names, "ambiguous" or "not found".
std::string expand(const GitOdb& odb, const std::string& prefix) {
  const git_oid start = oid_of(prefix + std::string(40 - prefix.size(), '0'));
  git_oid found{};
  const int code = git_odb_exists_prefix(&found, odb.get(), &start, prefix.size());
  if (code == GIT_EAMBIGUOUS) return "ambiguous";
  return code == 0 ? from_git_oid(found).hex() : "not found";
}

// The id whose every digit is `digit`; the objects of these tests need not be their hashes.
std::string hex_of(char digit) { return std::string(40, digit); }

// Objects directories named by digits, each with one object of that digit. libgit2 is not to check
// their hashes, and does not: it would for what it stores, and here our backend reads.
struct Stores {
  void add(char digit, const std::string& alternates = "") const {
    const std::string name(1, digit);
    put_loose(dir, name, hex_of(digit), loose_blob("in " + name));
    if (!alternates.empty()) dir.write_file(name + "/info/alternates", alternates);
  }
  [[nodiscard]] GitOdb open(char digit) const { return open_database(dir / std::string(1, digit)); }

  TempDir dir;
};

// Whether libgit2 compares what it reads with the id that was asked for. The program has it not.
class HashCheck {
 public:
  explicit HashCheck(bool is_on) {
    git_library();
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, is_on ? 1 : 0);
  }
  ~HashCheck() { git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); }
  HashCheck(const HashCheck&) = delete;
  HashCheck& operator=(const HashCheck&) = delete;
};

}  // namespace

TEST_CASE("Loose and packed objects are read through one database") {
  GitRepoBuilder recipe;
  recipe.commit_file("packed.txt", "packed\n", "first");
  const std::string packed = recipe.git({"rev-parse", "HEAD:packed.txt"});
  recipe.pack();
  const std::string loose = recipe.blob("loose\n");
  REQUIRE_FALSE(std::filesystem::exists(recipe.loose_object_path(packed)));
  const GitOdb odb = open_database((recipe.git_dir() / "objects").string());
  CHECK(content_of(odb, packed) == "packed\n");
  CHECK(content_of(odb, loose) == "loose\n");
  CHECK(content_of(odb, hex_of('1')) == "not found");
  CHECK(all_ids(odb).size() == 4);  // commit, tree, two blobs

  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  const git_oid oid = oid_of(loose);
  REQUIRE(git_odb_read_header(&size, &type, odb.get(), &oid) == 0);
  CHECK(size == 6);
  CHECK(type == GIT_OBJECT_BLOB);
}

TEST_CASE("Every type of object comes through the database as what it is") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "x\n", "first");
  recipe.tag("v1", "a tag");
  const GitOdb odb = open_database((recipe.git_dir() / "objects").string());
  const std::pair<const char*, git_object_t> rows[] = {{"HEAD", GIT_OBJECT_COMMIT},
                                                       {"HEAD^{tree}", GIT_OBJECT_TREE},
                                                       {"HEAD:a.txt", GIT_OBJECT_BLOB},
                                                       {"v1", GIT_OBJECT_TAG}};
  for (const auto& row : rows) {
    const char* const revision = row.first;
    const git_object_t expected = row.second;
    CAPTURE(revision);
    const git_oid oid = oid_of(recipe.git({"rev-parse", revision}));
    git_odb_object* object = nullptr;
    REQUIRE(git_odb_read(&object, odb.get(), &oid) == 0);
    const GitOdbObject owner(object);
    CHECK(git_odb_object_type(object) == expected);
  }
}

TEST_CASE("A damaged object fails with the reason that our reader gives") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a');
  const std::string file = loose_blob("12345");
  put_loose(stores.dir, "a", hex_of('b'), std::string_view(file).substr(0, 9));
  const GitOdb odb = stores.open('a');
  const std::string message = content_of(odb, hex_of('b'));
  CHECK(message.find("loose object " + hex_of('b') + " is cut short") != std::string::npos);
  CHECK(content_of(odb, hex_of('a')) == "in a");
}

TEST_CASE("An object whose content has another hash than its name is refused") {
  const HashCheck checked(true);
  const Stores stores;
  stores.add('a');
  const std::string message = content_of(stores.open('a'), hex_of('a'));
  CHECK(message.find("failed") == 0);
}

TEST_CASE("Objects are borrowed through a chain of alternates, relative and absolute") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a', "#commented\n\n../b\n");
  put_loose(stores.dir, "a/#commented", hex_of('e'), loose_blob("must not be read"));
  stores.add('b', (stores.dir / "c") + "\n");
  stores.add('c', "../d");  // the last line without its end
  stores.add('d');
  const GitOdb odb = stores.open('a');
  for (const char digit : {'a', 'b', 'c', 'd'}) {
    CAPTURE(digit);
    CHECK(content_of(odb, hex_of(digit)) == std::string("in ") + digit);
  }
  CHECK(all_ids(odb).size() == 4);
}

TEST_CASE("Several alternates of one store are all read, and one that is missing hides none") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a', "../gone\n../b\n../c\n");
  stores.add('b');
  stores.add('c');
  CHECK(all_ids(stores.open('a')) == std::set<std::string>{hex_of('a'), hex_of('b'), hex_of('c')});
}

TEST_CASE("Alternates that borrow from each other end, each read once") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a', "../b\n../a\n../b/../a\n");
  stores.add('b', "../a\n../c\n");
  stores.add('c', "../b\n");
  std::filesystem::create_directory_symlink(stores.dir / "a", stores.dir / "link");
  stores.dir.append_file("c/info/alternates", "../link\n");
  const GitOdb odb = stores.open('a');
  CHECK(git_odb_num_backends(odb.get()) == 3 * 2);  // packs and loose objects of each
  CHECK(all_ids(odb).size() == 3);
  CHECK(content_of(odb, hex_of('c')) == "in c");
}

TEST_CASE("Alternates are followed five deep, as git does") {
  const HashCheck unchecked(false);
  const Stores stores;
  for (char digit = '1'; digit < '8'; ++digit)
    stores.add(digit, std::string("../") + static_cast<char>(digit + 1) + "\n");
  const GitOdb odb = stores.open('1');
  CHECK(content_of(odb, hex_of('6')) == "in 6");
  CHECK(content_of(odb, hex_of('7')) == "not found");
}

TEST_CASE("A prefix finds the one object that it names, loose or borrowed") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a', "../b\n");
  stores.add('b');
  const std::string near = "aaaaa" + std::string(35, '1');
  put_loose(stores.dir, "a", near, loose_blob("near"));
  const GitOdb odb = stores.open('a');
  CHECK(expand(odb, "aaaaa") == "ambiguous");
  CHECK(expand(odb, "aaaaa1") == near);
  CHECK(expand(odb, "aaaaaa") == hex_of('a'));
  CHECK(expand(odb, "bbbb") == hex_of('b'));
  CHECK(expand(odb, "cccc") == "not found");

  const git_oid prefix = oid_of("aaaaa1" + std::string(34, '0'));
  git_odb_object* object = nullptr;
  REQUIRE(git_odb_read_prefix(&object, odb.get(), &prefix, 6) == 0);
  const GitOdbObject owner(object);
  CHECK(std::string(static_cast<const char*>(git_odb_object_data(object))) == "near");
}

TEST_CASE("Listing the ids of a store passes over foreign files") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a');
  stores.dir.write_file("a/aa/tmp_obj_1", "x").write_file("a/pack/x.tmp", "x");
  stores.dir.write_file("a/zz/" + std::string(38, 'z'), "x");
  CHECK(all_ids(stores.open('a')) == std::set<std::string>{hex_of('a')});
}

TEST_CASE("A listing that its caller stops ends with the caller's code") {
  const HashCheck unchecked(false);
  const Stores stores;
  stores.add('a', "../b\n");
  stores.add('b');
  put_loose(stores.dir, "a", hex_of('c'), loose_blob("another one"));
  const auto stop = [](const git_oid*, void* payload) {
    ++*static_cast<int*>(payload);
    return -77;
  };
  int calls = 0;
  const GitOdb odb = stores.open('a');
  CHECK(git_odb_foreach(odb.get(), stop, &calls) == -77);
  CHECK(calls == 1);
}

TEST_CASE("A store that is empty or not there holds nothing") {
  const TempDir dir;
  dir.make_directory("objects");
  for (const char* name : {"objects", "gone"}) {
    CAPTURE(name);
    const GitOdb odb = open_database(dir / name);
    CHECK(content_of(odb, hex_of('a')) == "not found");
    CHECK(all_ids(odb).empty());
  }
}

}  // namespace keyhound::testing
