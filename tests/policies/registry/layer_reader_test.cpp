// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/layer_reader.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "policies/registry/registry.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string error_of(const Result<Registry>& registry) {
  return registry ? "" : registry.error().message;
}

std::string ids(const Registry& registry) {
  std::string all;
  for (const Credential& credential : registry.credentials) {
    all += credential.id + std::to_string(credential.layer) + " ";
  }
  return all;
}

}  // namespace

TEST_CASE("Layers are read from the highest down, however they are named") {
  testing::TempDir dir;
  dir.write_file("org/a.yaml", "layer: organisation\ncredentials: [{id: o}]\n");
  dir.write_file("org/b.yml", "layer: organisation\ncredentials: [{id: p}]\n");
  dir.write_file("team.yaml", "layer: team\nextends: org\ncredentials: [{id: t}]\n");
  dir.write_file("repo/.keyhound/r.yaml", "extends: ../../team.yaml\ncredentials: [{id: r}]\n");
  const auto chained = load_registry(dir / "repo/.keyhound");
  const auto listed = load_registry(
      std::vector<std::string>{dir / "org", dir / "team.yaml", dir / "repo/.keyhound"});
  for (const auto* registry : {&chained, &listed}) {
    REQUIRE_MESSAGE(*registry, error_of(*registry));
    CHECK(ids(**registry) == "o0 p0 t1 r2 ");
    REQUIRE((*registry)->layers.size() == 3);
    CHECK((*registry)->layers[0].name == "organisation");
    CHECK((*registry)->layers[0].files.size() == 2);
    CHECK((*registry)->layers[2].name.empty());
    CHECK((*registry)->files.size() == 4);
  }
}

TEST_CASE("A file that is reached twice is read once, through links too") {
  testing::TempDir dir;
  dir.write_file("org/a.yaml", "credentials: [{id: o}]\n");
  dir.write_file("low/b.yaml", "extends: ../org/../org/a.yaml\ncredentials: [{id: b}]\n");
  dir.write_file("low/c.yaml", "extends: ../org\ncredentials: [{id: c}]\n");
  std::filesystem::create_symlink(dir / "org/a.yaml", dir / "low/d.yaml");
  const auto registry = load_registry(std::vector<std::string>{dir / "low", dir / "org"});
  REQUIRE_MESSAGE(registry, error_of(registry));
  CHECK(ids(*registry) == "o0 b2 c2 ");
}

TEST_CASE("A file may extend another one of its own directory") {
  testing::TempDir dir;
  dir.write_file("a.yaml", "extends: b.yaml\ncredentials: [{id: a}]\n");
  dir.write_file("b.yaml", "defaults: {environment: prod}\ncredentials: [{id: b}]\n");
  const auto registry = load_registry(dir.str());
  REQUIRE_MESSAGE(registry, error_of(registry));
  CHECK(ids(*registry) == "b0 a1 ");
  CHECK(registry->credentials[1].scope.environment == "prod");
}

TEST_CASE("Layers that form a circle are refused with the chain and its place") {
  testing::TempDir dir;
  dir.write_file("a.yaml", "extends: b.yaml\n");
  dir.write_file("b.yaml", "extends: c.yaml\n");
  dir.write_file("c.yaml", "extends: b.yaml\n");
  CHECK(error_of(load_registry(dir / "a.yaml")) ==
        (dir / "c.yaml") + ":1:10: the layers form a circle: " + (dir / "b.yaml") + " extends " +
            (dir / "c.yaml") + " extends " + (dir / "b.yaml") +
            "; the highest layer extends nothing");
  dir.write_file("d/x.yaml", "extends: .\n");
  CHECK(error_of(load_registry(dir / "d")).find("/x.yaml:1:10: the layers form a circle") !=
        std::string::npos);
  dir.write_file("e.yaml", "extends: e.yaml\n");
  CHECK(error_of(load_registry(dir / "e.yaml")).find("form a circle") != std::string::npos);
}

TEST_CASE("An `extends` to nowhere is refused at its place, without its text") {
  testing::TempDir dir;
  dir.make_directory("empty");
  dir.make_directory("sub/x.yaml");
  const auto load = [&](const std::string& extends) {
    dir.write_file("r.yaml", "extends: " + extends + "\n");
    return error_of(load_registry(dir / "r.yaml"));
  };
  const std::string at = (dir / "r.yaml") + ":1:10: ";
  CHECK(load("Zq9hunter2x") == at + "there is no file or directory at this path; it is seen from "
                                    "the directory of this file");
  CHECK(load("empty") == at + "the directory at this path has no *.yaml or *.yml file");
  CHECK(load("sub") == at +
                           "the layer at this path cannot be read; check its permissions, and that "
                           "it holds regular files");
  CHECK(load("/dev/zero").find(at) == 0);
  CHECK(load("[a, b]") == at + "expected the path of the layer above, a file or a directory");
  CHECK(load("\"a\\0b\"").find(at) == 0);
  CHECK(load(std::string(5000, 'a')).find(at) == 0);
  CHECK(load("null").empty());
}

TEST_CASE("Layers are at most eight deep") {
  testing::TempDir dir;
  for (int i = 0; i < 9; ++i) {
    dir.write_file(std::to_string(i) + ".yaml", "extends: " + std::to_string(i + 1) + ".yaml\n");
  }
  dir.write_file("8.yaml", "layer: top\n");
  CHECK(load_registry(dir / "1.yaml"));
  CHECK(error_of(load_registry(dir / "0.yaml")) ==
        (dir / "7.yaml") + ":1:10: layers are at most 8 deep; join some of them");
}

TEST_CASE("Many paths to one layer are followed once") {
  testing::TempDir dir;
  for (int file = 0; file < 200; ++file) {
    dir.write_file("low/" + std::to_string(file) + ".yaml", "extends: ../up\n");
    dir.write_file("up/" + std::to_string(file) + ".yaml", "extends: ../top\n");
  }
  dir.write_file("top/x.yaml", "{}\n");
  const auto registry = load_registry(dir / "low");
  REQUIRE_MESSAGE(registry, error_of(registry));
  CHECK(registry->files.size() == 401);
  CHECK(registry->layers.size() == 3);
}

TEST_CASE("An unreadable file in a directory ends the load; it is never skipped") {
  testing::TempDir dir;
  dir.write_file("a.yaml", "credentials: [{id: a}]\n");
  dir.write_file("b.yaml", "credentials: [{id: b}]\n");
  std::filesystem::remove(dir / "b.yaml");
  std::filesystem::create_symlink(dir / "nowhere", dir / "b.yaml");
  const auto dangling = load_registry(dir.str());
  REQUIRE_FALSE(dangling);
  CHECK(dangling.error().kind == ErrorKind::kConfiguration);
  CHECK(dangling.error().message.find((dir / "b.yaml") + ":1:1: ") == 0);
  CHECK(dangling.error().message.find("take it out of the registry's directory") !=
        std::string::npos);
  std::filesystem::remove(dir / "b.yaml");
  dir.write_file("b.yaml", "credentials: [{id: b}]\n");
  std::filesystem::permissions(dir / "b.yaml", std::filesystem::perms::none);
  if (geteuid() != 0) CHECK_FALSE(load_registry(dir.str()));
}

}  // namespace keyhound
