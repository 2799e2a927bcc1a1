// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_loader.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string values(const ConfiguredTexts& texts) {
  std::string all;
  for (const ConfiguredText& text : texts) all += text.value + ' ';
  return all;
}

std::string error_of(const std::string& path) {
  const auto loaded = load_configuration(path);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kConfiguration);
  return loaded.error().message;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A file builds on those that it extends, from the farthest to itself") {
  const testing::TempDir dir;
  dir.write_file("repo/.keyhound.toml",
                 "extends = [\"../shared/a.toml\", \"../shared/b.toml\"]\n"
                 "[rules]\ndisable = [\"own\"]\n");
  dir.write_file("shared/a.toml", "extends = \"deep/base.toml\"\n[rules]\ndisable = [\"a\"]\n");
  dir.write_file(
      "shared/b.toml",
      "extends = \"deep/base.toml\"\n[rules]\ndisable = [\"b\"]\nfiles = [\"r.toml\"]\n");
  dir.write_file("shared/deep/base.toml", "[rules]\ndisable = [\"base\"]\n");
  const auto loaded = load_configuration(dir / "repo/.keyhound.toml");
  REQUIRE(loaded);
  CHECK(values(loaded->disabled) == "base a b own ");
  REQUIRE(loaded->sources.size() == 4);
  CHECK(loaded->sources[0].name == dir / "repo/.keyhound.toml");
  CHECK(to_string(*loaded, loaded->disabled[0].origin) == dir / "shared/deep/base.toml" + ":2:12");
  CHECK(resolved_path(*loaded, loaded->rule_files.at(0)) == dir / "shared/r.toml");
}

TEST_CASE("Files that extend themselves, too many or too deep, are refused with the way there") {
  const testing::TempDir dir;
  dir.write_file("a.toml", "extends = \"b.toml\"\n");
  dir.write_file("b.toml", "extends = [\"./x/../a.toml\"]\n");
  dir.make_directory("x");
  const std::string cycle = error_of(dir / "a.toml");
  CHECK(cycle == dir / "a.toml" + ":1:11: extends: " + dir / "b.toml" +
                     ":1:12: extends: " + dir / "a.toml" + " extends itself in the end");

  for (int i = 0; i < 12; ++i) {
    dir.write_file("d" + std::to_string(i) + ".toml",
                   "extends = \"d" + std::to_string(i + 1) + ".toml\"\n");
  }
  CHECK(has(error_of(dir / "d0.toml"), "more than 8 deep"));

  std::string many = "extends = [";
  for (int i = 0; i < 40; ++i) {
    const std::string name = "m" + std::to_string(i) + ".toml";
    dir.write_file(name, "");
    many += "\"" + name + "\", ";
  }
  dir.write_file("many.toml", many + "]");
  CHECK(has(error_of(dir / "many.toml"), "more than 32 files"));
}

TEST_CASE("A file that is missing, no file, too large or damaged is an error, never no file") {
  const testing::TempDir dir;
  dir.make_directory("folder.toml");
  dir.write_file("large.toml", std::string((1 << 20) + 1, '\n'));
  dir.write_file("dots.toml", [] {
    std::string key = "a";
    for (int i = 0; i < 300'000; ++i) key += ".a";
    return key + " = 1";
  }());
  dir.write_file("missing.toml", "extends = \"gone.toml\"\n");
  CHECK(has(error_of(dir / "none.toml"), "none.toml: "));
  CHECK(has(error_of(dir / "folder.toml"), "directory"));
  CHECK(has(error_of(dir / "large.toml"), "large.toml"));
  CHECK(has(error_of(dir / "dots.toml"), "a key has more than 64 parts"));
  CHECK(has(error_of(dir / "missing.toml"), "missing.toml:1:11: extends: "));
}

TEST_CASE("A commit of the repository can hold what is extended, and what that extends") {
  testing::GitRepoBuilder repo;
  repo.write("shared/base.toml", "[rules]\ndisable = [\"base\"]\n");
  repo.write("shared/keyhound.toml",
             "extends = \"base.toml\"\n[rules]\nfiles = [\"rules/own.toml\"]\n");
  repo.write("shared/rules/own.toml", "# rules\n").stage();
  const std::string commit = repo.commit("Share the configuration");
  repo.branch("shared").commit_removal("shared/keyhound.toml", "Take it away");
  repo.write("sub/.keyhound.toml",
             "extends = [{ path = \"../shared/keyhound.toml\", ref = \"shared\" }]\n");
  const auto loaded = load_configuration(repo.path() + "/sub/.keyhound.toml");
  INFO((loaded ? std::string() : loaded.error().message));
  REQUIRE(loaded);
  REQUIRE(loaded->sources.size() == 3);
  CHECK(loaded->sources[1].name == "shared:shared/keyhound.toml");
  CHECK(loaded->sources[1].commit == commit);
  CHECK(to_string(*loaded, loaded->disabled.at(0).origin) == "shared:shared/base.toml:2:12");
  const auto rules = read_configured_file(*loaded, loaded->rule_files.at(0), 1000);
  REQUIRE(rules);
  CHECK(*rules == "# rules\n");
}

TEST_CASE("A ref that is not there, a path outside, and no repository are told apart") {
  testing::GitRepoBuilder repo;
  repo.commit_file("a", "a", "Begin");
  const auto error_for = [&](const std::string& extends) {
    repo.write(".keyhound.toml", "extends = [" + extends + "]\n");
    return error_of(repo.path() + "/.keyhound.toml");
  };
  CHECK(has(error_for("{path = \"x.toml\", ref = \"gone\"}"), ":1:12: extends: "));
  CHECK(has(error_for("{path = \"x.toml\", ref = \"HEAD\"}"), "has no file x.toml"));
  CHECK(has(error_for("{path = \"../x.toml\", ref = \"HEAD\"}"), "outside of the repository"));
  const testing::TempDir dir;
  dir.write_file("k.toml", "extends = [{path = \"x\", ref = \"HEAD\"}]");
  CHECK(has(error_of(dir / "k.toml"), "a ref needs a git repository"));
}

}  // namespace keyhound
