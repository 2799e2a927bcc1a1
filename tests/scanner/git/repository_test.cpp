// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "scanner/git/git_handles.h"
#include "tests/scanner/git/git_fixture.h"
#include "tests/support/program.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

TEST_CASE("A work tree, its .git directory and a bare repository are opened") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "a\n", "first");
  const Repository work_tree = open_or_throw(recipe.path());
  CHECK(work_tree.work_dir() == recipe.path());
  CHECK(work_tree.git_dir() == recipe.path() + "/.git");
  CHECK(work_tree.head()->hex() == commit);
  CHECK_FALSE(work_tree.is_bare());
  CHECK(open_or_throw(recipe.path() + "/.git").work_dir() == recipe.path());

  const GitRepoBuilder bare(GitRepoBuilder::Kind::kBare);
  CHECK(open_or_throw(bare.path()).is_bare());
  CHECK(open_or_throw(bare.path()).git_dir() == bare.path());
  CHECK_FALSE(open_or_throw(bare.path()).head());
}

TEST_CASE("Settings of the repository decide neither its root nor whether it has a work tree") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  recipe.config("core.bare", "true").config("core.worktree", "/usr");
  CHECK(open_or_throw(recipe.path()).work_dir() == recipe.path());
}

TEST_CASE("A worktree and a submodule are opened through their .git files") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  const TempDir place;
  recipe.git({"worktree", "add", "-q", place / "side"});
  const Repository worktree = open_or_throw(place / "side");
  CHECK(worktree.work_dir() == place / "side");
  CHECK(worktree.common_dir() == recipe.path() + "/.git");
  CHECK(worktree.git_dir() == recipe.path() + "/.git/worktrees/side");

  GitRepoBuilder outer;
  outer.git({"submodule", "--quiet", "add", recipe.path(), "inner"});
  const Repository module = open_or_throw(outer.path() + "/inner");
  CHECK(module.work_dir() == outer.path() + "/inner");
  CHECK(module.git_dir() == outer.path() + "/.git/modules/inner");
}

TEST_CASE("The nearest repository above a directory is discovered") {
  GitRepoBuilder recipe;
  recipe.commit_file("deep/er/a.txt", "a\n", "first");
  git_library();
  const Result<Repository> found = Repository::discover(recipe.path() + "/deep/er");
  REQUIRE(found);
  CHECK(found->work_dir() == recipe.path());
  CHECK(Repository::discover("/proc").error().kind == ErrorKind::kNotFound);
}

TEST_CASE("What is no repository is told from what should be one") {
  git_library();
  const TempDir directory;
  CHECK(Repository::open(directory.str()).error().kind == ErrorKind::kNotFound);
  CHECK(Repository::open(directory / "missing").error().kind == ErrorKind::kNotFound);

  directory.write_file("damaged/.git/config", "");
  const Result<Repository> damaged = Repository::open(directory / "damaged");
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().kind == ErrorKind::kCorrupt);
  CHECK(damaged.error().message.find("damaged") != std::string::npos);

  directory.write_file("pruned/.git", "gitdir: /nowhere/worktrees/pruned\n");
  CHECK(Repository::open(directory / "pruned").error().kind == ErrorKind::kCorrupt);
}

TEST_CASE("A SHA-256 repository is opened, and only libgit2 refuses it") {
  GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, "sha256");
  const std::string commit = recipe.commit_file("a.txt", "a\n", "first");
  const Repository repository = open_or_throw(recipe.path());
  CHECK(repository.id_size() == ObjectId::kSha256Size);
  CHECK(repository.head()->hex() == commit);
  REQUIRE_FALSE(repository.handles());
  CHECK(repository.handles().error().message.find("SHA-256") != std::string::npos);
  const auto reader = make_libgit2_reader(repository);
  CHECK(reader->read_header(id_of(commit)).error().kind == ErrorKind::kCorrupt);
  std::vector<Diagnostic> diagnostics;
  CHECK(all_object_ids(repository, diagnostics).empty());
  CHECK(diagnostics.size() == 1);

  GitRepoBuilder other;
  other.commit_file("a.txt", "a\n", "first");
  const Repository sha1 = open_or_throw(other.path());
  CHECK(sha1.id_size() == ObjectId::kSha1Size);
  CHECK(make_libgit2_reader(sha1)->read_header(id_of(commit)).error().kind == ErrorKind::kNotFound);
}

TEST_CASE("Extensions that leave objects alone are accepted") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  recipe.config("core.repositoryFormatVersion", "1");
  recipe.config("extensions.worktreeConfig", "true").config("extensions.preciousObjects", "true");
  recipe.config("extensions.partialClone", "origin");
  CHECK(open_or_throw(recipe.path()).head());
}

TEST_CASE("An extension that is not known, and refs in a table, are refused by name") {
  GitRepoBuilder recipe;
  recipe.config("core.repositoryFormatVersion", "1").config("extensions.newThing", "true");
  const Result<Repository> unknown = Repository::open(recipe.path());
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().kind == ErrorKind::kCorrupt);
  CHECK(unknown.error().message.find("extensions.newthing") != std::string::npos);
  CHECK(unknown.error().message.find(recipe.path()) != std::string::npos);
}

TEST_CASE("A revision names a commit, and what names none is a usage error") {
  GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a.txt", "a\n", "first");
  const std::string second = recipe.commit_file("a.txt", "b\n", "second");
  recipe.tag("v1", "release");
  const Repository repository = open_or_throw(recipe.path());
  CHECK(repository.resolve("HEAD~1")->hex() == first);
  CHECK(repository.resolve("v1")->hex() == second);
  CHECK(repository.resolve(first.substr(0, 10))->hex() == first);
  CHECK(repository.resolve(first)->hex() == first);
  CHECK(repository.resolve("@")->hex() == second);
  CHECK(repository.resolve("main^")->hex() == first);
  CHECK(repository.resolve("v1^{commit}")->hex() == second);
  for (const char* wrong : {"nothing", "HEAD~7", "HEAD:a.txt", "", ":/nothing", "HEAD^{/x}", "^",
                            "abcd", "1234567890123456789012345678901234567890"}) {
    CAPTURE(wrong);
    REQUIRE_FALSE(repository.resolve(wrong));
    CHECK(repository.resolve(wrong).error().kind == ErrorKind::kUsage);
  }
}

TEST_CASE("The origin is shown without user, password, query and fragment") {
  CHECK(without_credentials("https://u:p@host/acme/pay.git?token=t#f") ==
        "https://host/acme/pay.git");
  CHECK(without_credentials("https://u:"
                            "p@ss@host:8443/a@b") == "https://host:8443/a@b");
  CHECK(without_credentials("git@host:acme/pay.git") == "host:acme/pay.git");
  CHECK(without_credentials("/srv/git/pay@home.git") == "/srv/git/pay@home.git");
  CHECK(without_credentials("") == "");
  GitRepoBuilder recipe;
  CHECK(open_or_throw(recipe.path()).origin_uri() == "");
  recipe.config("remote.origin.url", "https://u:p@host/acme/pay.git");
  CHECK(open_or_throw(recipe.path()).origin_uri() == "https://host/acme/pay.git");
}

TEST_CASE("Configuration files of the repository, its worktrees and submodules are listed") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  const fs::path git = recipe.git_dir();
  write_whole_file(git / "config.worktree", "");
  write_whole_file(git / "worktrees/side/config.worktree", "");
  write_whole_file(git / "modules/group/inner/config", "");
  write_whole_file(git / "modules/group/inner/HEAD", "");
  fs::create_directories(git / "modules/group/inner/objects");
  CHECK(open_or_throw(recipe.path()).config_files() ==
        std::vector<std::string>{git / "config", git / "config.worktree",
                                 git / "modules/group/inner/config",
                                 git / "worktrees/side/config.worktree"});
}

TEST_CASE("A shallow clone and a partial clone are known as such") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  const std::string second = recipe.commit_file("a.txt", "b\n", "second");
  recipe.config("uploadpack.allowFilter", "true");
  const TempDir place;
  const std::string url = "file://" + recipe.path();
  recipe.git({"clone", "-q", "--depth", "1", url, place / "shallow"});
  recipe.git({"clone", "-q", "--bare", "--filter=blob:none", url, place / "partial"});
  const Repository shallow = open_or_throw(place / "shallow");
  CHECK(shallow.shallow_boundary() == std::vector<ObjectId>{id_of(second)});
  CHECK_FALSE(shallow.is_partial_clone());
  CHECK(open_or_throw(place / "partial").is_partial_clone());
  CHECK_FALSE(open_or_throw(recipe.path()).is_shallow());
}

TEST_CASE("libgit2's errors keep their kind and get the context in front") {
  CHECK(libgit2_error(GIT_ENOTFOUND, "x").kind == ErrorKind::kNotFound);
  CHECK(libgit2_error(GIT_EAMBIGUOUS, "x").kind == ErrorKind::kUsage);
  CHECK(libgit2_error(GIT_ERROR, "x").kind == ErrorKind::kCorrupt);
  CHECK(libgit2_error(GIT_ERROR, "x").message.rfind("x: ", 0) == 0);
}

}  // namespace keyhound::testing
