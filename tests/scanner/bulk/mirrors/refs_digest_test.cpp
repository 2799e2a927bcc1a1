// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

using testing::GitRepoBuilder;
using testing::TempDir;

// A bare repository with two commits.
class Bare {
 public:
  Bare() {
    source_.commit_file("a", "1", "one");
    source_.commit_file("a", "2", "two");
    source_.git({"clone", "-q", "--bare", ".", path()});
  }
  std::string path() const { return folder_ / "bare.git"; }
  std::string git(const std::vector<std::string>& arguments) const {
    return testing::git_in(path(), arguments);
  }
  std::string digest() const {
    const auto digest = refs_digest_of(path());
    REQUIRE(digest);
    return *digest;
  }

 private:
  GitRepoBuilder source_;
  TempDir folder_;
};

TEST_CASE("The digest of refs is equal for equal refs, however they are stored") {
  const Bare bare;
  bare.git({"branch", "x"});
  const std::string loose = bare.digest();
  CHECK(loose.starts_with("sha256:"));
  bare.git({"pack-refs", "--all"});
  CHECK(bare.digest() == loose);
  bare.git({"gc", "-q"});
  CHECK(bare.digest() == loose);
}

TEST_CASE("The digest of refs changes with whatever decides what a scan reads") {
  const Bare bare;
  const std::string before = bare.digest();
  SUBCASE("a new ref") { bare.git({"branch", "x"}); }
  SUBCASE("a moved ref") { bare.git({"update-ref", "refs/heads/main", "main~1"}); }
  SUBCASE("a deleted ref") { bare.git({"update-ref", "-d", "refs/heads/main"}); }
  SUBCASE("HEAD") { bare.git({"symbolic-ref", "HEAD", "refs/heads/none"}); }
  SUBCASE("HEAD detached at the same commit") {
    bare.git({"update-ref", "--no-deref", "HEAD", "main"});
  }
  SUBCASE("a replacement") { bare.git({"replace", "main", "main~1"}); }
  SUBCASE("the shallow boundary") {
    testing::write_whole_file(bare.path() + "/shallow", bare.git({"rev-parse", "main"}));
  }
  SUBCASE("another pseudo ref") {
    testing::write_whole_file(bare.path() + "/MERGE_HEAD", bare.git({"rev-parse", "main~1"}));
  }
  SUBCASE("configuration") { bare.git({"config", "remote.other.url", "https://host/x"}); }
  SUBCASE("borrowed objects") {
    fs::create_directories(bare.path() + "/objects/other");
    testing::write_whole_file(bare.path() + "/objects/info/alternates", "other\n");
  }
  CHECK(bare.digest() != before);
  CHECK_FALSE(bare.digest().empty());
}

TEST_CASE("What is not known whole has no digest, so that it is never taken as unchanged") {
  const Bare bare;
  SUBCASE("a ref that cannot be read") {
    testing::write_whole_file(bare.path() + "/refs/heads/x", "text\n");
  }
  SUBCASE("an alternate that is not there") {
    testing::write_whole_file(bare.path() + "/objects/info/alternates", "/no/such/folder\n");
  }
  CHECK(bare.digest().empty());
}

TEST_CASE("A repository with a work tree has no digest: files change without a ref") {
  GitRepoBuilder repository;
  repository.commit_file("a", "1", "one");
  CHECK(refs_digest_of(repository.path()).value().empty());
}

TEST_CASE("Where no repository is there is a reason") {
  const TempDir folder;
  CHECK(refs_digest_of(folder.str()).error().reason == "no-repository");
  CHECK(refs_digest_of(folder / "none").error().reason == "not-found");
}

}  // namespace
}  // namespace keyhound
