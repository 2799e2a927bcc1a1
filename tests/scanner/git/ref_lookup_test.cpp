// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ref_lookup.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

const std::string kA(40, 'a');
const std::string kB(40, 'b');

// An empty repository whose refs the test writes as files.
struct Refs {
  GitRepoBuilder recipe;
  Repository repository = open_or_throw(recipe.path());

  void write(const std::string& name, const std::string& content) {
    write_whole_file(recipe.git_dir() / name, content);
  }
  // "name id", or the kind of error.
  std::string read(const std::string& name) { return show(read_ref(repository, name)); }
  std::string find(const std::string& name) { return show(find_ref(repository, name)); }
  static std::string show(const Result<Ref>& ref) {
    if (ref) return ref->name + " " + ref->id.hex();
    return ref.error().kind == ErrorKind::kNotFound ? "not found" : "corrupt";
  }
};

}  // namespace

TEST_CASE("A ref is read from its file, else from the packed refs") {
  Refs refs;
  refs.write("packed-refs", "# pack-refs with: peeled refs/heads/main\n" + kA +
                                " refs/heads/main2\n" + kA + " refs/heads/main\n^" + kB + "\n" +
                                kB + " refs/heads/last");
  CHECK(refs.read("refs/heads/main") == "refs/heads/main " + kA);
  CHECK(refs.read("refs/heads/last") == "refs/heads/last " + kB);
  CHECK(refs.read("refs/heads/mai") == "not found");
  CHECK(refs.read("heads/main") == "not found");
  refs.write("refs/heads/main", kB + "\n");
  CHECK(refs.read("refs/heads/main") == "refs/heads/main " + kB);
  CHECK(refs.read("refs/heads") == "not found");
}

TEST_CASE("HEAD is followed to the branch, through at most five names") {
  Refs refs;
  refs.write("refs/heads/b0", kA);
  for (int i = 1; i < 8; ++i) {
    refs.write("refs/heads/b" + std::to_string(i), "ref: refs/heads/b" + std::to_string(i - 1));
  }
  refs.write("HEAD", "ref: refs/heads/b4\n");
  CHECK(refs.read("HEAD") == "refs/heads/b0 " + kA);
  refs.write("HEAD", "ref: refs/heads/b5\n");
  CHECK(refs.read("HEAD") == "corrupt");
  refs.write("HEAD", "ref: refs/heads/unborn\n");
  CHECK(refs.read("HEAD") == "not found");
  CHECK_FALSE(refs.repository.head());
  refs.write("HEAD", "ref: HEAD");
  CHECK(refs.read("HEAD") == "corrupt");
}

TEST_CASE("A damaged ref is corrupt and does not fall back to the packed one") {
  Refs refs;
  refs.write("packed-refs",
             kA + " refs/heads/main\n" + std::string(64, 'c') + " refs/heads/long\n");
  for (const std::string& content : {std::string(), std::string("garbage"), std::string(64, 'a')}) {
    refs.write("refs/heads/main", content);
    CHECK(refs.read("refs/heads/main") == "corrupt");
  }
  CHECK(refs.read("refs/heads/long") == "corrupt");
}

TEST_CASE("No name leads out of the git directory") {
  Refs refs;
  write_whole_file(refs.recipe.dir() / "outside", kA);
  for (const char* target : {"../outside", "refs/../../outside", "/etc/passwd", "refs//x", "./HEAD",
                             "refs/.hidden", "refs/x.lock", "refs/x.", "refs/a b", "", "refs/x@{1}",
                             "@", "refs/", "refs/a\tb", "refs/a*"}) {
    CAPTURE(target);
    CHECK_FALSE(is_ref_name(target));
    refs.write("HEAD", std::string("ref: ") + target + "\n");
    CHECK(refs.read("HEAD") == "corrupt");
  }
  for (const char* good : {"HEAD", "refs/heads/a.b", "refs/heads/\xc3\xa4", "refs/heads/@x"}) {
    CHECK(is_ref_name(good));
  }
}

TEST_CASE("A short name means tags before branches before remotes") {
  Refs refs;
  refs.write("refs/remotes/x/HEAD", kA);
  CHECK(refs.find("x") == "refs/remotes/x/HEAD " + kA);
  std::filesystem::remove_all(refs.recipe.git_dir() / "refs/remotes/x");
  refs.write("refs/remotes/x", kB);
  CHECK(refs.find("x") == "refs/remotes/x " + kB);
  refs.write("refs/heads/x", kA);
  CHECK(refs.find("x") == "refs/heads/x " + kA);
  refs.write("refs/tags/x", kB);
  CHECK(refs.find("x") == "refs/tags/x " + kB);
  CHECK(refs.find("heads/x") == "refs/heads/x " + kA);
  refs.write("refs/x", kA);
  CHECK(refs.find("x") == "refs/x " + kA);
  refs.write("x", kB);
  CHECK(refs.find("x") == "x " + kB);
  CHECK(refs.find("config") == "not found");
}

TEST_CASE("A worktree has its own HEAD and bisect refs, and the branches of all") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "a\n", "first");
  const TempDir place;
  recipe.git({"worktree", "add", "-q", "-b", "side", place / "side"});
  const std::string second = recipe.commit_file("a.txt", "b\n", "second");
  write_whole_file(recipe.git_dir() / "worktrees/side/refs/bisect/bad", second);
  const Repository side = open_or_throw(place / "side");
  CHECK(read_ref(side, "HEAD")->name == "refs/heads/side");
  CHECK(side.head()->hex() == first);
  CHECK(read_ref(side, "refs/heads/main")->id.hex() == second);
  CHECK(read_ref(side, "refs/bisect/bad")->id.hex() == second);
  CHECK_FALSE(read_ref(open_or_throw(recipe.path()), "refs/bisect/bad"));
}

}  // namespace keyhound::testing
