// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <set>

#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

using testing::failure_of;
using testing::git_in;
using testing::GitRepoBuilder;
using testing::is_sound;
using testing::mirror_of;
using testing::options_in;
using testing::refs_of;
using testing::target_at;
using testing::target_of;
using testing::TempDir;

std::string pack_of(const std::string& mirror) {
  for (const auto& entry : fs::directory_iterator(mirror + "/objects/pack")) {
    if (entry.path().extension() == ".pack") return entry.path().string();
  }
  FAIL("no pack in " << mirror);
  return {};
}

TEST_CASE("A mirror has the remote's refs and HEAD, and follows them") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  remote.tag("v1", "first");
  const TempDir cache;
  const MirrorOptions options = options_in(cache);
  Mirror first = mirror_of(target_of(remote), options);
  CHECK(first.is_new);
  CHECK(first.path == cache / "mirrors/host/acme/pay.git");
  CHECK(refs_of(first.path) == refs_of(remote.path() + "/.git"));
  const std::string digest = refs_digest_of(first.path).value();
  CHECK(digest.starts_with("sha256:"));
  first = {};

  Mirror same = mirror_of(target_of(remote), options);
  CHECK_FALSE(same.is_new);
  CHECK(refs_digest_of(same.path).value() == digest);
  same = {};

  SUBCASE("a commit") { remote.commit_file("a", "2", "two"); }
  SUBCASE("a force push") { remote.git({"commit", "--amend", "-q", "-m", "another"}); }
  SUBCASE("a renamed default branch") { remote.git({"branch", "-m", "main", "trunk"}); }
  SUBCASE("another default branch at the same commit") {
    remote.branch("other");
    remote.git({"symbolic-ref", "HEAD", "refs/heads/other"});
  }
  SUBCASE("a detached HEAD") {
    remote.commit_file("a", "2", "two");
    remote.checkout("HEAD~1");
  }
  SUBCASE("a deleted tag") { remote.git({"tag", "-d", "v1"}); }
  SUBCASE("a branch in the place of a folder of branches") {
    remote.branch("x/y");
    mirror_of(target_of(remote), options);
    remote.git({"branch", "-D", "x/y"});
    remote.branch("x");
  }
  const Mirror changed = mirror_of(target_of(remote), options);
  CHECK_FALSE(changed.is_new);
  CHECK(refs_of(changed.path) == refs_of(remote.path() + "/.git"));
  CHECK(testing::read_whole_file(changed.path + "/HEAD") ==
        testing::read_whole_file(remote.path() + "/.git/HEAD"));
  CHECK(refs_digest_of(changed.path).value() != digest);
  CHECK(is_sound(changed.path));
}

TEST_CASE("A repository without refs is mirrored, and what comes later too") {
  GitRepoBuilder remote;
  const TempDir cache;
  CHECK(mirror_of(target_of(remote), options_in(cache)).is_new);
  CHECK_FALSE(mirror_of(target_of(remote), options_in(cache)).is_new);
  remote.commit_file("a", "1", "one");
  const Mirror mirror = mirror_of(target_of(remote), options_in(cache));
  CHECK(refs_of(mirror.path) == refs_of(remote.path() + "/.git"));
}

TEST_CASE("A repository of SHA-256 objects is mirrored and updated") {
  GitRepoBuilder remote(GitRepoBuilder::Kind::kWorkTree, "sha256");
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  mirror_of(target_of(remote), options_in(cache));
  remote.commit_file("a", "2", "two");
  const Mirror mirror = mirror_of(target_of(remote), options_in(cache));
  CHECK_FALSE(mirror.is_new);
  CHECK(refs_of(mirror.path) == refs_of(remote.path() + "/.git"));
  CHECK(refs_digest_of(mirror.path).value().starts_with("sha256:"));
}

TEST_CASE("A repository of 20,000 refs is mirrored, found unchanged, and updated") {
  GitRepoBuilder remote;
  const std::string id = remote.commit_file("a", "1", "one");
  std::set<std::string> lines = {id + " refs/heads/main\n"};
  for (int i = 0; i < 20'000; ++i) lines.insert(id + " refs/pull/" + std::to_string(i) + "/head\n");
  std::string packed = "# pack-refs with: peeled fully-peeled sorted \n";
  for (const std::string& line : lines) packed += line;
  testing::write_whole_file(remote.git_dir() / "packed-refs", packed);
  const TempDir cache;
  mirror_of(target_of(remote), options_in(cache));
  const auto start = std::chrono::steady_clock::now();
  const std::string digest = refs_digest_of(cache / "mirrors/host/acme/pay.git").value();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  MESSAGE("the digest of 20,000 refs takes " << taken.count() * 1000 << " ms");
  CHECK(taken.count() < 1);
  CHECK(refs_digest_of(mirror_of(target_of(remote), options_in(cache)).path).value() == digest);
  remote.git({"update-ref", "-d", "refs/pull/777/head"});
  const Mirror mirror = mirror_of(target_of(remote), options_in(cache));
  CHECK(refs_digest_of(mirror.path).value() != digest);
  CHECK(refs_of(mirror.path) == refs_of(remote.path() + "/.git"));
}

TEST_CASE("A repository that is gone upstream fails as not found, and its mirror is left") {
  const TempDir cache;
  std::string digest;
  const MirrorOptions options = options_in(cache);
  Target target;
  {
    GitRepoBuilder remote;
    remote.commit_file("a", "1", "one");
    target = target_of(remote);
    digest = refs_digest_of(mirror_of(target, options).path).value();
  }
  CHECK(failure_of(target, options).reason == "not-found");
  CHECK(refs_digest_of(cache / "mirrors/host/acme/pay.git").value() == digest);
  CHECK(failure_of(target_at("file:///no/such/folder", "other"), options).reason == "not-found");
  CHECK_FALSE(cache.exists("mirrors/other.git"));
  CHECK_FALSE(cache.exists("mirrors/other.git.new"));
}

TEST_CASE("A mirror that is damaged is made anew") {
  GitRepoBuilder remote;
  remote.commit_file("a", std::string(5000, 'a'), "one");
  remote.pack();
  const TempDir cache;
  const std::string path = mirror_of(target_of(remote), options_in(cache)).path;
  const std::string refs = refs_of(path);
  SUBCASE("no HEAD") { fs::remove(path + "/HEAD"); }
  SUBCASE("no objects") { fs::remove_all(path + "/objects"); }
  SUBCASE("no pack") { fs::remove(pack_of(path)); }
  SUBCASE("a pack that is cut short") { fs::resize_file(pack_of(path), 40); }
  SUBCASE("an index of nothing") {
    fs::path index = pack_of(path);
    index.replace_extension(".idx");
    fs::permissions(index, fs::perms::owner_all);
    testing::write_whole_file(index, "");
  }
  SUBCASE("a configuration that git refuses") {
    testing::write_whole_file(path + "/config", "[core\n");
  }
  SUBCASE("a file in its place") {
    fs::remove_all(path);
    testing::write_whole_file(path, "text");
  }
  SUBCASE("a ref of nothing") { testing::write_whole_file(path + "/refs/heads/x", "text\n"); }
  SUBCASE("an object that fetching needs") {
    fs::permissions(pack_of(path), fs::perms::owner_all);
    testing::flip_bytes(pack_of(path), 14, 60);
    remote.commit_file("a", std::string(5000, 'a') + "b", "two");
  }
  const Mirror mirror = mirror_of(target_of(remote), options_in(cache));
  CHECK(mirror.is_new);
  CHECK(refs_of(mirror.path) == refs_of(remote.path() + "/.git"));
  CHECK(is_sound(mirror.path));
}

TEST_CASE("A mirror is made anew where that is asked for") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  MirrorOptions options = options_in(cache);
  mirror_of(target_of(remote), options);
  options.renew = true;
  CHECK(mirror_of(target_of(remote), options).is_new);
}

TEST_CASE("A remote with a damaged pack is a failure of its own, and leaves no mirror") {
  GitRepoBuilder remote;
  remote.commit_file("a", std::string(50'000, 'a'), "one");
  remote.commit_file("b", testing::read_whole_file("/bin/true"), "two");
  remote.pack();
  const fs::path pack = remote.pack_path();
  fs::permissions(pack, fs::perms::owner_all);
  testing::flip_bytes(pack, fs::file_size(pack) / 2, 200);
  const TempDir cache;
  const TargetFailure failure = failure_of(target_of(remote), options_in(cache));
  CHECK(failure.reason == "corrupt");
  CHECK(failure.message.find("git clone: ") == 0);
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git"));
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git.new"));
}

TEST_CASE("Many fetches leave few packs") {
  GitRepoBuilder remote;
  remote.commit_file("a", "0", "zero");
  const TempDir cache;
  mirror_of(target_of(remote), options_in(cache));
  for (int i = 1; i <= 52; ++i) {
    remote.commit_file("a", std::to_string(i), "next");
    mirror_of(target_of(remote), options_in(cache));
  }
  const std::string path = cache / "mirrors/host/acme/pay.git";
  std::size_t packs = 0;
  for (const auto& entry : fs::directory_iterator(path + "/objects/pack")) {
    if (entry.path().extension() == ".pack") ++packs;
  }
  CHECK(packs <= 50);
  CHECK(is_sound(path));
  CHECK(git_in(path, {"rev-list", "--count", "--all"}) == "53\n");
}

}  // namespace
}  // namespace keyhound
