// SPDX-License-Identifier: Apache-2.0
// What the tests of packs share: the set and the reader of a repository, and the comparison with
// libgit2, which reads the same in its own way.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/pack/pack_set.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

// The packs of a recipe, which must not change afterwards.
struct OpenedPacks {
  explicit OpenedPacks(const GitRepoBuilder& recipe, std::size_t id_size = ObjectId::kSha1Size)
      : packs(PackSet::open((recipe.git_dir() / "objects").string(), id_size, diagnostics)),
        reader(make_pack_reader(packs)) {}

  std::vector<Diagnostic> diagnostics;
  PackSet packs;
  std::unique_ptr<ObjectReader> reader;
};

// The repository holds exactly the objects that libgit2 finds, and they are the same.
inline void check_equals_libgit2(const GitRepoBuilder& recipe, OpenedPacks& packs) {
  Opened reference(recipe);
  std::vector<Diagnostic> diagnostics;
  const std::vector<ObjectId> all = all_object_ids(reference.repository, diagnostics);
  CHECK(packs.packs.all_ids() == all);
  for (const ObjectId& id : all) {
    CAPTURE(id.hex());
    const auto expected = reference.reader->read(id);
    const auto got = packs.reader->read(id);
    REQUIRE(expected);
    REQUIRE(got);
    CHECK(got->type == expected->type);
    CHECK(got->bytes == expected->bytes);
    const auto header = packs.reader->read_header(id);
    REQUIRE(header);
    CHECK(header->type == expected->type);
    CHECK(header->size == expected->bytes.size());
  }
}

// Twenty commits of a few files whose versions resemble each other, so that git stores deltas.
inline void commit_versions(GitRepoBuilder& recipe, int first = 0, int count = 20) {
  for (int i = first; i < first + count; ++i) {
    std::string text;
    for (int line = 0; line < 60; ++line)
      text += "line " + std::to_string(line * (line % 7 == i % 7 ? i + 2 : 1)) + " of the file\n";
    recipe.commit_file("file" + std::to_string(i % 3), text, "version " + std::to_string(i));
  }
}

// Packs what is loose, with other options than repack's own; `objects` are ids, one a line.
inline void pack_with(const GitRepoBuilder& recipe, const std::vector<std::string>& options) {
  const std::string ids =
      recipe.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"});
  std::vector<std::string> command = {"pack-objects", "-q"};
  command.insert(command.end(), options.begin(), options.end());
  command.push_back((recipe.git_dir() / "objects/pack/pack").string());
  recipe.git(command, ids);
  recipe.git({"prune-packed", "-q"});
}

}  // namespace keyhound::testing
