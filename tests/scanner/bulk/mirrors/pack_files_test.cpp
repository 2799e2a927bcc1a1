// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/pack_files.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

TEST_CASE("Packs fit their indexes by their ends") {
  for (const char* const format : {"sha1", "sha256"}) {
    CAPTURE(format);
    testing::GitRepoBuilder repository(testing::GitRepoBuilder::Kind::kWorkTree, format);
    repository.commit_file("a", std::string(4000, 'a'), "one");
    repository.pack();
    const fs::path pack = repository.pack_path();
    const std::string folder = pack.parent_path().string();
    CHECK(have_packs_their_indexes(folder));
    fs::permissions(pack, fs::perms::owner_all);
    const std::uintmax_t size = fs::file_size(pack);
    const std::string bytes = testing::read_whole_file(pack);
    for (const std::uintmax_t cut : {std::uintmax_t{0}, std::uintmax_t{10}, size - 1}) {
      fs::resize_file(pack, cut);
      CHECK_FALSE(have_packs_their_indexes(folder));
    }
    testing::write_whole_file(pack, bytes);
    CHECK(have_packs_their_indexes(folder));
    fs::remove(pack);
    CHECK_FALSE(have_packs_their_indexes(folder));
  }
  CHECK(have_packs_their_indexes("/no/such/folder"));
}

}  // namespace
}  // namespace keyhound
