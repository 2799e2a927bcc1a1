// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/mirror_folder.h"

#include <filesystem>

#include "scanner/git/repository_config.h"
#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

using testing::GitRepoBuilder;
using testing::mirror_of;
using testing::options_in;
using testing::target_of;
using testing::TempDir;

TEST_CASE("A mirror's folder keeps what is part of a mirror, and nothing else") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const std::string path = mirror_of(target_of(remote), options_in(cache)).path;
  const TempDir outside;
  outside.write_file("kept", "text");
  const char* const strays[] = {"hooks/post-checkout",
                                "info/attributes",
                                "config.worktree",
                                "commondir",
                                "gitdir",
                                "index",
                                "HEAD.lock",
                                "packed-refs.lock",
                                "worktrees/x/HEAD",
                                "modules/x/config",
                                "logs/HEAD",
                                "refs/heads/main.lock",
                                "objects/info/alternates",
                                "objects/info/http-alternates",
                                "objects/pack/tmp_pack_1",
                                "objects/pack/pack-1.keep",
                                "objects/tmp_objdir-1/x",
                                "objects/pack/x/y",
                                "objects/ab.d/x",
                                "FETCH_HEAD"};
  for (const char* const stray : strays) {
    fs::create_directories(fs::path(path + "/" + stray).parent_path());
    testing::write_whole_file(path + "/" + stray, "../../../x\n");
  }
  fs::create_directory_symlink(outside.path(), path + "/objects/cd");
  fs::create_directory_symlink(outside.path(), path + "/refs/heads/link");
  CHECK(prepare_mirror_folder(path, "https://h/x").value() == MirrorState::kUsable);
  for (const char* const stray : strays) {
    CAPTURE(stray);
    CHECK_FALSE(fs::exists(path + "/" + stray));
  }
  CHECK_FALSE(fs::exists(fs::symlink_status(path + "/objects/cd")));
  CHECK_FALSE(fs::exists(fs::symlink_status(path + "/refs/heads/link")));
  CHECK(outside.read_file("kept") == "text");
  CHECK(testing::is_sound(path));
}

TEST_CASE("A mirror's configuration is ours, whatever stood in it") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const std::string path = mirror_of(target_of(remote), options_in(cache)).path;
  const TempDir outside;
  outside.write_file("config", "text");
  SUBCASE("settings") {
    testing::write_whole_file(path + "/config", "[core]\n\tbare = true\n\tsshCommand = touch x\n");
  }
  SUBCASE("a URL with quotes") {}
  const std::string url = "https://h/a\"b\\c";
  CHECK(prepare_mirror_folder(path, url).value() == MirrorState::kUsable);
  const auto config = RepositoryConfig::read(path + "/config");
  REQUIRE(config);
  CHECK(config->get("remote.origin", "url").value_or("") == url);
  CHECK(config->keys("core").size() == 3);
  CHECK(testing::git_in(path, {"config", "remote.origin.url"}) == url + "\n");
}

TEST_CASE("Links in the place of a mirror's parts are not followed") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const std::string path = mirror_of(target_of(remote), options_in(cache)).path;
  const TempDir outside;
  fs::rename(path, outside / "real");
  SUBCASE("the whole") { fs::create_directory_symlink(outside / "real", path); }
  SUBCASE("the objects") {
    fs::copy(outside / "real", path, fs::copy_options::recursive);
    fs::remove_all(path + "/objects");
    fs::create_directory_symlink(outside / "real/objects", path + "/objects");
  }
  SUBCASE("the configuration") {
    fs::copy(outside / "real", path, fs::copy_options::recursive);
    fs::remove(path + "/config");
    fs::create_symlink(outside / "real/config", path + "/config");
  }
  const std::string before = outside.read_file("real/config");
  CHECK(prepare_mirror_folder(path, "https://h/x").value() == MirrorState::kDamaged);
  CHECK(remove_mirror_folder(path));
  CHECK(outside.read_file("real/config") == before);
  CHECK(testing::is_sound(outside / "real"));
}

TEST_CASE("What is not there is absent") {
  CHECK(prepare_mirror_folder("/no/such/folder", "https://h/x").value() == MirrorState::kAbsent);
  CHECK(remove_mirror_folder("/no/such/folder"));
  CHECK(count_packs("/no/such/folder") == 0);
}

}  // namespace
}  // namespace keyhound
