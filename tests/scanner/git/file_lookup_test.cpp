// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/file_lookup.h"

#include <doctest/doctest.h>

#include "scanner/git/git_library.h"
#include "scanner/git/pack/pack_reader.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {

TEST_CASE("A file of a commit is found by its path, and a directory is none") {
  testing::GitRepoBuilder repo;
  const std::string id = repo.commit_file("a/b/c.txt", "x", "One");
  const GitLibrary library;
  auto repository = Repository::open(repo.path());
  REQUIRE(repository);
  std::vector<Diagnostic> diagnostics;
  const PackSet packs = PackSet::open(*repository, diagnostics);
  const auto reader = make_pack_reader(packs);
  const ObjectId commit = *ObjectId::from_hex(id);
  const auto find = [&](std::string_view path) {
    return blob_at_path(*reader, repository->id_size(), commit, path);
  };
  REQUIRE(find("a/b/c.txt"));
  CHECK(find("a/b/c.txt")->hex() == repo.git({"rev-parse", "HEAD:a/b/c.txt"}));
  for (const char* path : {"a/b", "a/b/d.txt", "a/b/c.txt/d", "", "/a"}) {
    CAPTURE(path);
    REQUIRE_FALSE(find(path));
    CHECK(find(path).error().kind == ErrorKind::kUsage);
  }
}

}  // namespace keyhound
