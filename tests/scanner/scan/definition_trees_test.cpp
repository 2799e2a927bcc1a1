// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/definition_trees.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "scanner/pipelines/definition_reader.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

TEST_CASE("A directory's tree gives the files in it, and none outside of it") {
  const testing::TempDir outside;
  outside.write_file("secret.yml", "x: 1\n");
  const testing::TempDir dir;
  dir.write_file("ci/a.yml", "a: 1\n").write_file("ci/deep/b.yml", "b: 1\n");
  std::filesystem::create_symlink(outside / "secret.yml", dir / "ci/link.yml");
  std::filesystem::create_directory_symlink(outside.path(), dir / "linked");
  const DirectoryTree tree(dir.str());
  CHECK(tree.read("ci/a.yml") == "a: 1\n");
  CHECK(tree.read("ci/../ci/a.yml") == "a: 1\n");
  CHECK_FALSE(tree.read("ci/none.yml"));
  CHECK_FALSE(tree.read("../" + outside.path().filename().string() + "/secret.yml"));
  CHECK_FALSE(tree.read(outside / "secret.yml"));
  CHECK_FALSE(tree.read("ci/link.yml"));
  CHECK_FALSE(tree.read("linked/secret.yml"));
  CHECK(tree.find("ci/*.yml") == std::vector<std::string>{"ci/a.yml"});
  CHECK(tree.find("ci/**") == std::vector<std::string>{"ci/a.yml", "ci/deep/b.yml"});
}

TEST_CASE("A file that is larger than a definition may be is none of the tree's") {
  const testing::TempDir dir;
  dir.write_file("a.yml", std::string(kDefinitionBytes + 1, ' '));
  CHECK_FALSE(DirectoryTree(dir.str()).read("a.yml"));
}

// Blobs in memory.
class FakeReader : public ObjectReader {
 public:
  Result<ObjectData> read(const ObjectId& id, std::uint64_t) override {
    if (id != ObjectId::from_hex(std::string(40, 'a')))
      return fail(ErrorKind::kNotFound, "no such object");
    return ObjectData{ObjectType::kBlob, "a: 1\n"};
  }
  Result<ObjectHeader> read_header(const ObjectId&) override {
    return ObjectHeader{ObjectType::kBlob, 5};
  }
};

TEST_CASE("A tree of blobs reads them by path, and finds paths by glob") {
  FakeReader reader;
  const ObjectTree tree({{"ci/a.yml", *ObjectId::from_hex(std::string(40, 'a'))},
                         {"ci/b.yml", *ObjectId::from_hex(std::string(40, 'b'))}},
                        reader);
  CHECK(tree.read("ci/a.yml") == "a: 1\n");
  CHECK_FALSE(tree.read("ci/b.yml"));
  CHECK_FALSE(tree.read("/ci/a.yml"));
  CHECK(tree.beginning_of("ci/a.yml").value() == "a: 1\n");
  CHECK(tree.beginning_of("ci/c.yml").error().kind == ErrorKind::kNotFound);
  CHECK(tree.find("*/a.yml") == std::vector<std::string>{"ci/a.yml"});
}

}  // namespace
}  // namespace keyhound
