// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/index_file.h"

#include <doctest/doctest.h>

#include "scanner/git/byte_reader.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

std::vector<std::string> paths(const IndexFile& index) {
  std::vector<std::string> found;
  for (const IndexEntry& entry : index.entries) found.push_back(entry.path);
  return found;
}

IndexFile read_index(const GitRepoBuilder& recipe) {
  const Repository repository = open_or_throw(recipe.path());
  Result<IndexFile> index = IndexFile::read(repository);
  if (!index) throw std::runtime_error(index.error().message);
  return std::move(*index);
}

void check_cached_trees(std::string_view format) {
  GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, format);
  recipe.write("a/b/c.txt", "c\n").write("a/d.txt", "d\n").write("e/f.txt", "f\n").stage();
  recipe.commit("first");
  recipe.git({"read-tree", "HEAD"});
  recipe.write("e/f.txt", "2\n").stage("e/f.txt");
  const IndexFile index = read_index(recipe);
  REQUIRE(index.trees.size() == 4);
  CHECK(index.trees[0].tree.is_null());
  CHECK(index.trees[0].children.size() == 2);
  const CachedTree& a = index.trees[index.trees[0].children[0]];
  CHECK(a.name == "a");
  CHECK(a.entry_count == 2);
  CHECK(a.tree.hex() == recipe.git({"rev-parse", "HEAD:a"}));
  CHECK(index.trees[a.children[0]].tree.hex() == recipe.git({"rev-parse", "HEAD:a/b"}));
  CHECK(index.trees[index.trees[0].children[1]].tree.is_null());
}

}  // namespace

TEST_CASE("An index of each version and object format gives the tracked files in order") {
  for (const auto& row : {std::pair("2", "sha1"),
                          {"3", "sha1"},
                          {"4", "sha1"},
                          {"2", "sha256"},
                          {"3", "sha256"},
                          {"4", "sha256"}}) {
    const char* const version = row.first;
    const char* const format = row.second;
    CAPTURE(version);
    CAPTURE(format);
    GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, format);
    const std::string long_name = "long/" + std::string(240, 'x') + ".txt";
    recipe.write("b.txt", "b\n").write("a/deep/c.txt", "c\n").write(long_name, "d\n").stage();
    if (std::string(version) == "3") recipe.write("n.txt", "n\n").git({"add", "-N", "n.txt"});
    recipe.git({"update-index", "--index-version", version});
    const IndexFile index = read_index(recipe);
    CHECK(index.entries.front().path == "a/deep/c.txt");
    CHECK(index.entries.front().mode == 0100644);
    CHECK(index.entries.front().blob.hex() == recipe.git({"rev-parse", ":a/deep/c.txt"}));
    CHECK(index.holds("b.txt"));
    CHECK(index.holds(long_name));
    CHECK_FALSE(index.holds("a/deep"));
    CHECK(index.holds_below("a/deep"));
    CHECK(index.holds_below("a"));
    CHECK_FALSE(index.holds_below("b.txt"));
    CHECK_FALSE(index.holds_below("a/dee"));
    if (std::string(version) == "3") CHECK(index.entries.back().intent_to_add);
  }
}

TEST_CASE("The cached trees of an index are those that git wrote") {
  for (const char* format : {"sha1", "sha256"}) check_cached_trees(format);
}

TEST_CASE("A missing index has no entries") {
  const GitRepoBuilder recipe;
  CHECK(read_index(recipe).entries.empty());
}

TEST_CASE("An index that GIT_INDEX_FILE names is read in place of the usual one") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  std::filesystem::copy_file(recipe.git_dir() / "index", recipe.git_dir() / "other");
  recipe.write("b.txt", "b\n").stage();
  const Repository repository = open_or_throw(recipe.path());
  const Result<IndexFile> other =
      IndexFile::read(repository, (recipe.git_dir() / "other").string());
  REQUIRE(other);
  CHECK(paths(*other) == std::vector<std::string>{"a.txt"});
}

TEST_CASE("An index that breaks off anywhere is corrupt or whole, never read past its end") {
  GitRepoBuilder recipe;
  recipe.write("a/b.txt", "b\n").write("c.txt", "c\n").stage().commit("first");
  for (const char* version : {"2", "4"}) {
    recipe.git({"update-index", "--index-version", version});
    const std::string bytes = read_whole_file(recipe.git_dir() / "index");
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const Result<IndexFile> index = IndexFile::parse(bytes.substr(0, size), 20);
      if (index) {
        CHECK(index->entries.size() == 2);
      } else {
        CHECK(index.error().kind == ErrorKind::kCorrupt);
      }
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(~damaged[at]);
      const Result<IndexFile> index = IndexFile::parse(damaged, 20);
      if (index) CHECK(index->entries.size() == 2);
    }
  }
}

TEST_CASE("Paths that an index repeats in a few bytes each have a limit") {
  const std::string status(40 + ObjectId::kSha1Size + 2, '\0');  // with id and flags
  const std::string first = status + '\0' + std::string(30'000, 'p') + '\0';
  const std::string other = status + '\0' + 'q' + '\0';  // drops nothing, adds a byte
  const auto index_of = [&](std::size_t others) {
    std::string bytes = std::string("DIRC\0\0\0\4\0\0", 10);
    bytes += static_cast<char>((others + 1) >> 8);
    bytes += static_cast<char>((others + 1) & 0xff);
    bytes += first;
    for (std::size_t i = 0; i < others; ++i) bytes += other;
    return IndexFile::parse(bytes + std::string(ObjectId::kSha1Size, '\0'), ObjectId::kSha1Size);
  };
  const Result<IndexFile> usual = index_of(60);
  REQUIRE(usual);
  CHECK(usual->entries.back().path.size() == 30'060);
  const Result<IndexFile> bomb = index_of(250);
  REQUIRE_FALSE(bomb);
  CHECK(bomb.error().kind == ErrorKind::kLimit);
}

TEST_CASE("Cached trees that announce less than no subtrees are left out") {
  const std::string root = std::string("\0", 1) + "-1 -9223372036854775808\n";
  const std::string tree = root + std::string("a\0", 2) + "-1 0\n";
  std::string bytes = std::string("DIRC\0\0\0\2\0\0\0\0TREE\0\0\0", 19);
  bytes += static_cast<char>(tree.size());
  bytes += tree + std::string(ObjectId::kSha1Size, '\0');
  const Result<IndexFile> index = IndexFile::parse(bytes, ObjectId::kSha1Size);
  REQUIRE(index);
  CHECK(index->trees.empty());
}

TEST_CASE("What is no index, or one of the future, is corrupt") {
  CHECK(IndexFile::parse("", 20).error().kind == ErrorKind::kCorrupt);
  CHECK(IndexFile::parse("DIRX" + std::string(40, '\0'), 20).error().kind == ErrorKind::kCorrupt);
  const std::string future = std::string("DIRC\0\0\0\x09\0\0\0\0", 12) + std::string(20, '\0');
  CHECK(IndexFile::parse(future, 20).error().message.find("9") != std::string::npos);
}

TEST_CASE("A byte reader never passes the end, and stays failed") {
  ByteReader reader(std::string_view("\x01\x02\x03name\0rest", 12));
  CHECK(reader.u16() == 0x0102);
  CHECK(reader.number(1) == 3);
  CHECK(reader.take_until('\0') == "name");
  CHECK(reader.take(4) == "rest");
  CHECK(reader.is_good());
  CHECK(reader.u32() == 0);
  CHECK_FALSE(reader.is_good());
  CHECK(reader.take_until('x').empty());
  CHECK(ByteReader("abc").take_until('x').empty());
}

}  // namespace keyhound::testing
