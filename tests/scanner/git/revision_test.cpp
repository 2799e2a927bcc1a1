// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/revision.h"

#include <doctest/doctest.h>

#include <cctype>

#include "scanner/git/ref_selector.h"
#include "tests/scanner/git/fake_objects.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

// Branches, merges, tags of each kind, a remote, reflogs, names that look like ids.
struct Maze {
  explicit Maze(std::string_view format)
      : recipe(GitRepoBuilder::Kind::kWorkTree, format), clone(place / "clone") {
    for (int i = 0; i < 4; ++i) recipe.commit_file("a.txt", std::to_string(i), "main");
    recipe.tag("v1", "release");
    recipe.git({"tag", "-a", "-m", "of a tag", "nested", "v1"});
    recipe.branch("topic").commit_file("b.txt", "b", "main again");
    recipe.checkout("topic").commit_file("c.txt", "c", "topic");
    recipe.git({"tag", "light"});
    recipe.checkout("main").merge_with_change("topic", "d.txt", "d", "merge");
    recipe.branch("group/deep").commit_file("e.txt", "e", "after");
    recipe.git({"tag", "of-tree", "HEAD^{tree}"});
    recipe.git({"branch", "dead", "main~2"});
    recipe.git({"branch", "same", "main~3"});
    recipe.git({"tag", "same", "main~1"});
    recipe.git({"clone", "-q", recipe.path(), clone});
    recipe.git({"-C", clone, "branch", "--track", "topic", "origin/topic"});
    recipe.git({"-C", clone, "checkout", "-q", "-b", "local", "v1"});
    recipe.git({"-C", clone, "commit", "-q", "--allow-empty", "-m", "local"});
    recipe.git({"-C", clone, "checkout", "-q", "main"});
    recipe.git({"-C", clone, "checkout", "-q", "--detach", "main~2"});
    recipe.git({"-C", clone, "checkout", "-q", "main"});
    recipe.git({"-C", clone, "branch", "--set-upstream-to=main", "local"});
    for (const char* target : {"main~3", "v1~1", "main"}) {
      recipe.git({"-C", clone, "update-ref", "--create-reflog", "refs/heads/cut", target});
    }
    const std::string log = clone + "/.git/logs/refs/heads/cut";
    const std::string lines = read_whole_file(log);
    write_whole_file(log, lines.substr(lines.find('\n') + 1));  // as when its oldest expired
  }

  // What git says; empty when it names no commit.
  [[nodiscard]] std::string ask(const std::string& revision) const {
    try {
      return recipe.git(
          {"-C", clone, "rev-parse", "-q", "--verify", "--end-of-options", revision + "^{commit}"});
    } catch (const std::runtime_error&) {
      return "";
    }
  }

  GitRepoBuilder recipe;
  TempDir place;
  std::string clone;
};

std::vector<std::string> revisions(const Maze& maze) {
  std::vector<std::string> all = {
      "HEAD", "@", "main", "heads/main", "refs/heads/main", "origin", "origin/main",
      "remotes/origin/main", "refs/remotes/origin/HEAD", "origin/group/deep", "origin/topic", "v1",
      "tags/v1", "nested", "light", "topic", "same", "dead", "ORIG_HEAD", "local", "origin/dead",
      // steps
      "HEAD~", "HEAD~0", "HEAD~1", "HEAD~2", "HEAD~3", "HEAD~~", "HEAD^", "HEAD^0", "HEAD^1",
      "HEAD~1^2", "HEAD^^2", "HEAD^^2~1", "HEAD~1^1", "HEAD~1^2^", "@~1^2~1", "v1~1", "v1^0",
      "v1^{}", "nested^{}", "nested^{tag}", "v1^{commit}~1", "nested^{}^", "v1^{object}",
      "light^{}",
      // what does not exist
      "", "~1", "^", "^1", "HEAD~9", "HEAD^3", "HEAD~1^3", "v1^{tree}", "light^{tag}", "of-tree",
      "of-tree^{}", "none", "HEAD^{", "HEAD^{x}", "HEAD~x", "HEAD^-", "HEAD^!", "../HEAD", "heads",
      "refs/heads", "config", "HEAD~99999999999", "origin/none", "same~99",
      // where refs were
      "HEAD@{0}", "HEAD@{1}", "HEAD@{2}", "@{0}", "@{1}", "main@{0}", "local@{0}", "local@{1}",
      "HEAD@{99}", "@{-1}", "@{-2}", "@{-3}", "@{-9}", "@{-1}~1", "HEAD@{1}^", "none@{0}",
      "cut@{1}", "cut@{2}", "cut@{3}", "@{u}", "@{upstream}", "main@{u}", "topic@{UPSTREAM}~1",
      "local@{u}", "v1@{u}", "dead@{u}", "@{u", "HEAD@{-1}"};
  const std::string id = maze.ask("HEAD~1");
  const std::string tag = maze.recipe.git({"rev-parse", "v1"});
  const std::string tree = maze.recipe.git({"rev-parse", "HEAD^{tree}"});
  for (const std::string& whole : {id, tag, tree}) {
    for (const std::size_t digits : {std::size_t{3}, std::size_t{4}, std::size_t{7},
                                     std::size_t{20}, whole.size() - 1, whole.size()}) {
      all.push_back(whole.substr(0, digits));
    }
  }
  std::string upper = id.substr(0, 12);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  all.insert(all.end(),
             {upper, id.substr(0, 8) + "~1", id + "^2", "v1-5-g" + id.substr(0, 7),
              "x-g" + id.substr(0, 7), "v1-g" + id.substr(0, 3), id.substr(0, 39) + "x", id + "0"});
  return all;
}

void check_all(const Maze& maze) {
  const Repository repository = open_or_throw(maze.clone);
  for (const std::string& revision : revisions(maze)) {
    CAPTURE(revision);
    const Result<ObjectId> found = repository.resolve(revision);
    CHECK((found ? found->hex() : "") == maze.ask(revision));
    if (found) continue;
    CHECK(found.error().kind == ErrorKind::kUsage);
    CHECK(found.error().message.find("'" + revision + "'") != std::string::npos);
  }
}

ObjectId fake_id(char digit) { return id_of(std::string(40, digit)); }

}  // namespace

TEST_CASE("Every way to name a commit means what git means") {
  for (const char* format : {"sha1", "sha256"}) {
    const Maze maze(format);
    check_all(maze);
    maze.recipe.git({"-C", maze.clone, "repack", "-adq"});
    maze.recipe.git({"-C", maze.clone, "pack-refs", "--all"});
    check_all(maze);
  }
}

TEST_CASE("An abbreviation that fits several objects means the only commit") {
  const GitRepoBuilder recipe;
  const Repository repository = open_or_throw(recipe.path());
  FakeObjects objects;
  const std::string commit = "tree " + std::string(40, '1') + "\n\n";
  objects.add_tree(fake_id('a'), "");
  objects.objects[fake_id('b')] = {ObjectType::kCommit, commit};
  objects.objects[fake_id('c')] = {ObjectType::kCommit, commit};
  std::vector<ObjectId> fitting;
  const auto resolve = [&] {
    return resolve_revision(
        repository, objects, [&](std::string_view) { return fitting; }, "abcd");
  };
  CHECK(resolve().error().kind == ErrorKind::kUsage);
  fitting = {fake_id('a')};
  CHECK(resolve().error().kind == ErrorKind::kUsage);
  fitting = {fake_id('a'), fake_id('b')};
  CHECK(*resolve() == fake_id('b'));
  fitting = {fake_id('c'), fake_id('a'), fake_id('b')};
  CHECK(resolve().error().message.find("several commits") != std::string::npos);
}

TEST_CASE("Tags in a circle end, and a damaged commit is told from one that is not there") {
  const GitRepoBuilder recipe;
  const Repository repository = open_or_throw(recipe.path());
  FakeObjects objects;
  const std::string a(40, 'a');
  objects.objects[fake_id('a')] = {ObjectType::kTag, "object " + a + "\ntype tag\ntag a\n\n"};
  objects.objects[fake_id('b')] = {ObjectType::kCommit, "no tree\n\n"};
  objects.objects[fake_id('c')] = {ObjectType::kTag, "nothing\n\n"};
  const auto resolve = [&](const std::string& revision) {
    const Result<ObjectId> found = resolve_revision(
        repository, objects, [](std::string_view) { return std::vector<ObjectId>(); }, revision);
    return found.error().kind;
  };
  CHECK(resolve(a) == ErrorKind::kCorrupt);
  CHECK(resolve(std::string(40, 'b') + "^") == ErrorKind::kCorrupt);
  CHECK(resolve(std::string(40, 'c')) == ErrorKind::kCorrupt);
  CHECK(resolve(std::string(40, 'd')) == ErrorKind::kUsage);
}

TEST_CASE("The parents that a shallow clone left out are named as such") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "a\n", "first");
  recipe.commit_file("a.txt", "b\n", "second");
  const TempDir place;
  recipe.git({"clone", "-q", "--depth", "1", "file://" + recipe.path(), place / "clone"});
  const Repository shallow = open_or_throw(place / "clone");
  CHECK(shallow.resolve("HEAD"));
  CHECK(shallow.resolve("HEAD^").error().message.find("shallow") != std::string::npos);
}

}  // namespace keyhound::testing
