// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/open_repository.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "tests/support/git_repo_builder.h"

namespace keyhound {

TEST_CASE("Packs are opened once, and what is wrong with them is told once") {
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "x", "c0");
  builder.pack();
  const auto pack = builder.pack_path();
  std::filesystem::permissions(pack, std::filesystem::perms::owner_all);
  testing::flip_bytes(pack, std::filesystem::file_size(pack) - 5, 1);  // of the checksum
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  OpenRepository opened(std::move(*repository));
  std::vector<Diagnostic> diagnostics;
  const PackSet* first = &opened.packs(diagnostics);
  const std::size_t told = diagnostics.size();
  CHECK(told > 0);
  CHECK(&opened.packs(diagnostics) == first);
  CHECK(&opened.packs(diagnostics, PackChecks::kQuick) == first);
  CHECK(diagnostics.size() == told);
}

TEST_CASE("Packs that were checked quickly are checked anew when all is asked for") {
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "x", "c0");
  builder.pack();
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  OpenRepository opened(std::move(*repository));
  std::vector<Diagnostic> diagnostics;
  CHECK(opened.packs(diagnostics, PackChecks::kQuick).all_ids().size() == 3);
  CHECK(opened.packs(diagnostics, PackChecks::kThorough).all_ids().size() == 3);
  CHECK(opened.repository().head().has_value());
  CHECK(diagnostics.empty());
}

}  // namespace keyhound
