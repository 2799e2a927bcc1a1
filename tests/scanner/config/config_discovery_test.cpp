// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "scanner/config/config_loader.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("The configuration is that of the work tree's root, or of the directory itself") {
  testing::GitRepoBuilder repo;
  repo.write("src/a.txt", "a").write("src/.keyhound.toml", "").write(".keyhound.toml", "");
  const std::string file = repo.path() + "/.keyhound.toml";
  for (const char* target : {"", "/src", "/src/a.txt"}) {
    CAPTURE(target);
    const auto found = find_configuration(repo.path() + target);
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK(std::filesystem::equivalent(**found, file));
  }
  const testing::TempDir dir;
  dir.write_file("plain/a.txt", "a");
  CHECK_FALSE(find_configuration(dir / "plain")->has_value());
  dir.write_file("plain/.keyhound.toml", "");
  CHECK(*find_configuration(dir / "plain") == dir / "plain/.keyhound.toml");
  CHECK(*find_configuration(dir / "plain/a.txt") == dir / "plain/.keyhound.toml");
}

TEST_CASE("A bare repository has no configuration file") {
  const testing::GitRepoBuilder repo(testing::GitRepoBuilder::Kind::kBare);
  CHECK_FALSE(configuration_folder(repo.path()));
  CHECK_FALSE(find_configuration(repo.path())->has_value());
  const auto place = configuration_place(repo.path());
  REQUIRE(place);
  REQUIRE(place->repository);
  CHECK(std::filesystem::equivalent(*place->repository, repo.path()));
  const auto unborn = load_bare_configuration(repo.path());
  REQUIRE(unborn);
  CHECK_FALSE(*unborn);
}

TEST_CASE("The configuration of a bare repository is HEAD's, which writes no reports") {
  testing::GitRepoBuilder repo;
  repo.commit_file(".keyhound.toml",
                   "[rules]\ndisable = ['x']\n[output]\nfiles = ['json=out.json']\n", "one");
  const testing::TempDir dir;
  std::filesystem::copy(repo.path() + "/.git", dir / "bare.git",
                        std::filesystem::copy_options::recursive);
  dir.write_file("bare.git/config", "[core]\nbare = true\nrepositoryformatversion = 0\n");
  const auto there = load_bare_configuration(dir / "bare.git");
  REQUIRE(there);
  REQUIRE(*there);
  CHECK((*there)->disabled.size() == 1);
  CHECK((*there)->outputs.empty());
  CHECK((*there)->sources.at(0).name == "HEAD:.keyhound.toml");
  if (::geteuid() != 0) return;  // only root can give files away
  REQUIRE(::chown((dir / "bare.git").c_str(), 12345, static_cast<gid_t>(-1)) == 0);
  const auto refused = load_bare_configuration(dir / "bare.git");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("belongs to another user (uid 12345)") != std::string::npos);
}

TEST_CASE("A configuration of another user is refused with the cause and the next step") {
  if (::geteuid() != 0) return;  // only root can give files away
  const testing::TempDir dir;
  dir.write_file(".keyhound.toml", "").write_file("real.toml", "").make_directory("linked");
  const std::string path = dir / ".keyhound.toml";
  REQUIRE(::chown(path.c_str(), 12345, static_cast<gid_t>(-1)) == 0);
  const auto refused = find_configuration(dir.str());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kConfiguration);
  CHECK(refused.error().message.find("belongs to another user (uid 12345)") != std::string::npos);
  CHECK(refused.error().message.find("--config") != std::string::npos);
  CHECK(load_configuration(path));  // named by the user: --config

  // A link is as good as what it points to.
  REQUIRE(::symlink(path.c_str(), (dir / "linked/.keyhound.toml").c_str()) == 0);
  CHECK_FALSE(find_configuration(dir / "linked"));
}

TEST_CASE("A link that leads nowhere is an error") {
  const testing::TempDir dir;
  REQUIRE(::symlink("gone", (dir / ".keyhound.toml").c_str()) == 0);
  const auto found = find_configuration(dir.str());
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::kConfiguration);
}

}  // namespace keyhound
