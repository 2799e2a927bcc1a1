// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_changes.h"

#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

ConfigurationChanges changes_in(const testing::GitRepoBuilder& builder, const std::string& base,
                                const std::string& head, const ConfigurationPaths& paths) {
  auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  OpenRepository opened(std::move(*repository));
  CiRange range;
  range.head = *ObjectId::from_hex(head);
  range.base = range.merge_base = *ObjectId::from_hex(base);
  return changed_configuration(opened, range, paths);
}

std::string paths_of(const ConfigurationChanges& changes) {
  std::string paths;
  for (const Diagnostic& one : changes.notes) paths += one.subject + " ";
  return paths;
}

}  // namespace

TEST_CASE("Files that are added, changed or taken away are named, and no others") {
  testing::GitRepoBuilder builder;
  builder.write(".keyhound.toml", "1").write(".keyhound-baseline", "1").write("a", "1");
  builder.write(".keyhound/same.yaml", "1").write(".keyhoundish", "1");
  const std::string base = builder.stage().commit("c0");
  builder.write(".keyhound.toml", "2").remove(".keyhound-baseline").write("a", "2");
  builder.write(".keyhound/new.yaml", "1").write(".keyhoundish", "2");
  const std::string head = builder.stage().commit("c1");
  const auto changes = changes_in(builder, base, head, ConfigurationPaths::usual());
  CHECK(paths_of(changes) == ".keyhound-baseline .keyhound.toml .keyhound/new.yaml ");
  CHECK(changes.changes_judging);
  CHECK(changes_in(builder, head, head, ConfigurationPaths::usual()).notes.empty());
  const auto own = changes_in(builder, base, head, {{}, {"a"}});
  CHECK(paths_of(own) == "a ");
  CHECK_FALSE(own.changes_judging);
}

TEST_CASE("Paths of the command line are told from the work tree's root") {
  testing::GitRepoBuilder builder;
  builder.commit_file("policies/own.yaml", "1", "c0");
  const auto repository = Repository::open(builder.path());
  REQUIRE(repository);
  CHECK(path_in_work_tree(builder.path() + "/policies", *repository) == "policies");
  CHECK(path_in_work_tree(builder.path() + "/x/../policies/own.yaml", *repository) ==
        "policies/own.yaml");
  CHECK(path_in_work_tree("/", *repository).empty());
  CHECK(path_in_work_tree("", *repository).empty());
  CHECK(path_in_work_tree(builder.path(), *repository).empty());
}

}  // namespace keyhound
