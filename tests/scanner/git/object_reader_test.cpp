// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

TEST_CASE("Objects are read with their type, loose and packed") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "hello\n", "first");
  const std::string blob = recipe.git({"rev-parse", "HEAD:a.txt"});
  for (const bool is_packed : {false, true}) {
    CAPTURE(is_packed);
    if (is_packed) recipe.pack();
    Opened opened(recipe);
    const Result<ObjectData> data = opened.reader->read(id_of(blob));
    REQUIRE(data);
    CHECK(data->type == ObjectType::kBlob);
    CHECK(data->bytes == "hello\n");
    CHECK(opened.reader->read_header(id_of(commit))->type == ObjectType::kCommit);
    CHECK(opened.reader->read_header(id_of(blob))->size == 6);
  }
}

TEST_CASE("A missing object is not found, and a wrong type is damage") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "hello\n", "first");
  Opened opened(recipe);
  CHECK(opened.reader->read(id_of(std::string(40, '1'))).error().kind == ErrorKind::kNotFound);
  CHECK(opened.reader->read(ObjectId()).error().kind == ErrorKind::kNotFound);
  CHECK(opened.reader->read_as(ObjectType::kTree, id_of(commit)).error().kind ==
        ErrorKind::kCorrupt);
}

TEST_CASE("An object over the limit is refused before it is inflated") {
  GitRepoBuilder recipe;
  const std::string blob = recipe.blob(std::string(100'000, 'x'));
  Opened opened(recipe);
  const Result<ObjectData> data = opened.reader->read(id_of(blob), 99'999);
  REQUIRE_FALSE(data);
  CHECK(data.error().kind == ErrorKind::kLimit);
  CHECK(opened.reader->read(id_of(blob), 100'000));
}

TEST_CASE("A damaged object is corrupt and the others are read") {
  for (const bool is_packed : {false, true}) {
    CAPTURE(is_packed);
    GitRepoBuilder recipe;
    recipe.commit_file("a.txt", "some text of its own\n", "first");
    recipe.commit_file("b.txt", "and another one\n", "second");
    const std::string a = recipe.git({"rev-parse", "HEAD:a.txt"});
    const std::string b = recipe.git({"rev-parse", "HEAD:b.txt"});
    if (is_packed) {
      recipe.pack();
      const auto entry = recipe.packed_entry(a);
      flip_bytes(recipe.pack_path(), entry.offset + 6, 8);
    } else {
      flip_bytes(recipe.loose_object_path(a), 12, 8);
    }
    Opened opened(recipe);
    REQUIRE_FALSE(opened.reader->read(id_of(a)));
    CHECK(opened.reader->read(id_of(a)).error().kind == ErrorKind::kCorrupt);
    CHECK(opened.reader->read(id_of(b))->bytes == "and another one\n");
  }
}

TEST_CASE("Every stored object is listed once, reachable or not") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  recipe.pack();
  const std::string lost = recipe.blob("dangling\n");
  Opened opened(recipe);
  std::vector<Diagnostic> diagnostics;
  const std::vector<ObjectId> all = all_object_ids(opened.repository, diagnostics);
  CHECK(all.size() == 4);
  CHECK(std::is_sorted(all.begin(), all.end()));
  CHECK(std::find(all.begin(), all.end(), id_of(lost)) != all.end());
  CHECK(diagnostics.empty());
}

TEST_CASE("What is wrong with an object is told by kind, with its id and where it stands") {
  const ObjectId id = id_of(std::string(40, 'a'));
  const auto kind = [&](ErrorKind error) {
    return diagnose_object(id, "tree", Error{error, "why"}).kind;
  };
  CHECK(kind(ErrorKind::kNotFound) == "missing-object");
  CHECK(kind(ErrorKind::kCorrupt) == "corrupt-object");
  CHECK(kind(ErrorKind::kLimit) == "object-too-large");
  CHECK(kind(ErrorKind::kUnreadable) == "unreadable-object");
  const Diagnostic diagnostic = diagnose_object(id, "tree", Error{ErrorKind::kCorrupt, "why"});
  CHECK(diagnostic.subject == id.hex());
  CHECK(diagnostic.message.rfind("tree: why", 0) == 0);
  CHECK(diagnostic.incomplete);
}

}  // namespace keyhound::testing
