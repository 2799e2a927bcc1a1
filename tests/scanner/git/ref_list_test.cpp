// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ref_list.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

namespace {

const std::string kA(40, 'a');
const std::string kB(40, 'b');
const std::string kZero(40, '0');

}  // namespace

TEST_CASE("Loose and packed refs are read, the loose one in place of the packed") {
  const TempDir git;
  git.write_file("packed-refs", "# pack-refs with: peeled fully-peeled sorted\n" + kA +
                                    " refs/heads/main\n" + kA + " refs/tags/v1\n^" + kB + "\n");
  git.write_file("refs/heads/main", kB + "\n");
  git.write_file("refs/heads/main.lock", "");
  git.write_file("refs/remotes/origin/HEAD", "ref: refs/tags/v1\n");
  const RefList list = read_refs(git.str());
  CHECK(list.refs == std::vector<Ref>{{"refs/heads/main", id_of(kB)}, {"refs/tags/v1", id_of(kA)}});
  CHECK(list.diagnostics.empty());
}

TEST_CASE("A damaged ref is named and the others are read") {
  const TempDir git;
  git.write_file("packed-refs", "not a line of it\n" + kA + " refs/tags/v1\n");
  git.write_file("refs/heads/empty", "");
  git.write_file("refs/heads/garbage", "\x01\x02 garbage");
  git.write_file("refs/heads/good", kB);
  const RefList list = read_refs(git.str());
  CHECK(list.refs.size() == 2);
  REQUIRE(list.diagnostics.size() == 3);
  for (const Diagnostic& diagnostic : list.diagnostics) {
    CHECK(diagnostic.kind == "unreadable-ref");
    CHECK(diagnostic.incomplete);
  }
}

TEST_CASE("Symbolic refs in a circle are named, one that dangles is no loss") {
  const TempDir git;
  git.write_file("refs/heads/a", "ref: refs/heads/b\n");
  git.write_file("refs/heads/b", "ref: refs/heads/a\n");
  git.write_file("refs/heads/self", "ref: refs/heads/self\n");
  git.write_file("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/gone\n");
  const RefList list = read_refs(git.str());
  CHECK(list.refs.empty());
  REQUIRE(list.diagnostics.size() == 4);
  for (const Diagnostic& diagnostic : list.diagnostics) {
    CAPTURE(diagnostic.subject);
    CHECK(diagnostic.incomplete == (diagnostic.subject != "refs/remotes/origin/HEAD"));
  }
}

TEST_CASE("A ref that is a FIFO or a linked directory does not hold up the scan") {
  const TempDir git;
  git.write_file("refs/heads/good", kA);
  REQUIRE(std::system(("mkfifo " + (git / "refs/heads/fifo")).c_str()) == 0);
  std::filesystem::create_symlink(git.path() / "refs", git.path() / "refs/heads/loop");
  const RefList list = read_refs(git.str());
  CHECK(list.refs.size() == 1);
  CHECK(list.diagnostics.size() == 2);
}

TEST_CASE("Pseudo refs and reflogs give the ids they name") {
  const TempDir git;
  git.write_file("FETCH_HEAD", kA + "\tnot-for-merge\tbranch 'x'\n" + kB + "\t\tbranch 'y'\n");
  CHECK(read_pseudo_ref(git / "FETCH_HEAD") == std::vector<ObjectId>{id_of(kA), id_of(kB)});
  git.write_file("HEAD", "ref: refs/heads/main\n");
  CHECK(read_pseudo_ref(git / "HEAD").empty());
  CHECK(read_pseudo_ref(git / "missing").empty());
  git.write_file("log", kZero + " " + kA + " A <a> 1 +0000\tx\n" + kA + " " + kB + " A <a> 2\ty\n");
  CHECK(read_reflog(git / "log") == std::vector<ObjectId>{id_of(kA), id_of(kB)});
  git.write_file("broken", "\n \n" + kA);
  CHECK(read_reflog(git / "broken") == std::vector<ObjectId>{id_of(kA)});
}

}  // namespace keyhound::testing
