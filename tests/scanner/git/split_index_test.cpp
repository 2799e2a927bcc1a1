// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/split_index.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

// What `git ls-files --stage` says, and the same from the scanner's index.
std::string listing(const IndexFile& index) {
  std::string lines;
  for (const IndexEntry& entry : index.entries) lines += entry.blob.hex() + " " + entry.path + "\n";
  return lines;
}

std::string expected(const GitRepoBuilder& recipe) {
  return recipe.git({"ls-files", "--format=%(objectname) %(path)"}) + "\n";
}

void write_numbered(GitRepoBuilder& recipe, int from, int to, const std::string& content) {
  for (int i = from; i < to; ++i) {
    recipe.write("f" + std::to_string(1000 + i) + ".txt", content + std::to_string(i));
  }
}

void check_split(std::string_view format) {
  GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, format);
  recipe.config("core.splitIndex", "true").config("splitIndex.maxPercentChange", "100");
  write_numbered(recipe, 0, 300, "first ");
  recipe.stage().commit("first");
  recipe.git({"update-index", "--split-index"});
  write_numbered(recipe, 70, 230, "second ");  // replaced, over several words of the bitmap
  write_numbered(recipe, 300, 310, "new ");
  for (const char* name : {"f1000.txt", "f1063.txt", "f1064.txt", "f1299.txt"}) recipe.remove(name);
  recipe.stage();
  const Repository repository = open_or_throw(recipe.path());
  const std::string bytes = read_whole_file(recipe.git_dir() / "index");
  REQUIRE_FALSE(IndexFile::parse(bytes, repository.id_size())->split.empty());

  const Result<IndexFile> index = IndexFile::read(repository);
  REQUIRE(index);
  CHECK(listing(*index) == expected(recipe));
}

}  // namespace

TEST_CASE("A split index gives the same entries as git sees") {
  for (const char* format : {"sha1", "sha256"}) check_split(format);
}

TEST_CASE("A split index without its shared part is an error that names the file") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  recipe.git({"update-index", "--split-index"});
  for (const auto& entry : std::filesystem::directory_iterator(recipe.git_dir())) {
    if (entry.path().filename().string().rfind("sharedindex.", 0) == 0) {
      std::filesystem::remove(entry.path());
    }
  }
  const Repository repository = open_or_throw(recipe.path());
  const Result<IndexFile> index = IndexFile::read(repository);
  REQUIRE_FALSE(index);
  CHECK(index.error().message.find("sharedindex") != std::string::npos);
}

TEST_CASE("A bitmap that breaks off is corrupt, and one that claims a billion bits costs nothing") {
  const std::string whole("\0\0\0\x40\0\0\0\1\0\0\0\0\xff\xff\xff\xff\0\0\0\0", 20);
  std::string_view bytes = whole;
  const Result<std::vector<bool>> bits = take_ewah_bitmap(bytes, 70);
  REQUIRE(bits);
  CHECK(bits->size() == 70);
  CHECK((*bits)[69]);
  CHECK(bytes.empty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string_view cut = std::string_view(whole).substr(0, size);
    CHECK_FALSE(take_ewah_bitmap(cut, 70));
  }
}

}  // namespace keyhound::testing
