// SPDX-License-Identifier: Apache-2.0
#include "scanner/sources/tree_walk.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

TreeListing walk(const std::string& path, const WalkOptions& options = {}) {
  Result<TreeListing> listing = walk_tree(path, options);
  if (!listing) throw std::runtime_error(listing.error().message);
  return std::move(*listing);
}

Lines paths(const TreeListing& listing) {
  Lines found;
  for (const TreeEntry& entry : listing.entries) found.push_back(entry.path);
  return found;
}

}  // namespace

TEST_CASE("All files below a directory are listed by path, hidden and oddly named ones too") {
  const TempDir tree;
  const std::string odd = "new\nline \xff\x1b[2J";
  tree.write_file("b.txt", "12").write_file("a/z.txt", "").write_file("a.txt", "1");
  tree.write_file(".env", "x").write_file(odd, "x").make_directory("empty");
  const TreeListing listing = walk(tree.str());
  CHECK(listing.root == tree.str());
  CHECK(paths(listing) == Lines{".env", "a.txt", "a/z.txt", "b.txt", odd});
  CHECK(listing.entries[3].size == 2);
  CHECK(listing.diagnostics.empty());
  CHECK(listing.skipped == 0);
}

TEST_CASE("Without sizes the same entries are listed") {
  const TempDir tree;
  tree.write_file("b.txt", "12").write_file("a/z.txt", "");
  REQUIRE(::symlink("b.txt", (tree / "link").c_str()) == 0);
  REQUIRE(::mkfifo((tree / "fifo").c_str(), 0666) == 0);
  WalkOptions options;
  options.sizes = false;
  const TreeListing listing = walk(tree.str(), options);
  const TreeListing sized = walk(tree.str());
  CHECK(paths(listing) == paths(sized));
  CHECK(listing.skipped == sized.skipped);
  CHECK(listing.entries[1].kind == TreeEntryKind::kFile);
  CHECK(listing.entries[2].kind == TreeEntryKind::kLink);
  CHECK(sized.entries[1].size == 2);
}

TEST_CASE("A .git directory is not entered, nested repositories are plain directories") {
  const TempDir tree;
  tree.write_file(".git/config", "x").write_file("nested/.git/HEAD", "x");
  tree.write_file("nested/a.txt", "x").write_file("module/.git", "gitdir: x");
  CHECK(paths(walk(tree.str())) == Lines{"module/.git", "nested/a.txt"});
}

TEST_CASE("Links are listed with their target and never followed") {
  const TempDir tree;
  tree.write_file("sub/file.txt", "x");
  fs::create_symlink(".", tree.path() / "self");
  fs::create_symlink("..", tree.path() / "sub/up");
  fs::create_symlink("/etc/passwd", tree.path() / "out");
  fs::create_symlink("/dev/zero", tree.path() / "zero");
  const TreeListing listing = walk(tree.str());
  CHECK(paths(listing) == Lines{"out", "self", "sub/file.txt", "sub/up", "zero"});
  CHECK(listing.entries[0].kind == TreeEntryKind::kLink);
  CHECK(listing.entries[0].target == "/etc/passwd");
  CHECK(listing.entries[2].kind == TreeEntryKind::kFile);
}

TEST_CASE("A FIFO or socket is skipped and named, and nothing is incomplete for it") {
  const TempDir tree;
  tree.write_file("a.txt", "x");
  REQUIRE(::mkfifo((tree / "pipe").c_str(), 0600) == 0);
  const TreeListing listing = walk(tree.str());
  CHECK(paths(listing) == Lines{"a.txt"});
  CHECK(listing.skipped == 1);
  REQUIRE(listing.diagnostics.size() == 1);
  CHECK(listing.diagnostics[0].kind == "special-file");
  CHECK(listing.diagnostics[0].subject == "pipe");
  CHECK_FALSE(listing.diagnostics[0].incomplete);
}

TEST_CASE("A directory that cannot be read is named, and its neighbours are listed") {
  if (::geteuid() == 0) return;  // root may read everything; the end-to-end test runs as a user
  const TempDir tree;
  tree.write_file("closed/a.txt", "x").write_file("open/b.txt", "x");
  fs::permissions(tree.path() / "closed", fs::perms::none);
  const TreeListing listing = walk(tree.str());
  CHECK(paths(listing) == Lines{"open/b.txt"});
  REQUIRE(listing.diagnostics.size() == 1);
  CHECK(listing.diagnostics[0].kind == "unreadable-directory");
  CHECK(listing.diagnostics[0].subject == "closed");
  CHECK(listing.diagnostics[0].incomplete);
}

TEST_CASE("Directories nested deeper than the limit are named") {
  const TempDir tree;
  tree.write_file("1/2/3/deep.txt", "x").write_file("1/shallow.txt", "x");
  WalkOptions options;
  options.max_depth = 3;
  const TreeListing listing = walk(tree.str(), options);
  CHECK(paths(listing) == Lines{"1/shallow.txt"});
  REQUIRE(listing.diagnostics.size() == 1);
  CHECK(listing.diagnostics[0].kind == "limit");
  CHECK(listing.diagnostics[0].subject == "1/2/3");
}

TEST_CASE("A path longer than the system's limit is walked") {
  const TempDir tree;
  const std::string name(200, 'd');
  const int depth = 30;  // 6,000 bytes, more than PATH_MAX
  const fs::path start = fs::current_path();
  fs::current_path(tree.path());
  for (int i = 0; i < depth; ++i) {
    fs::create_directory(name);
    fs::current_path(name);
  }
  write_whole_file("leaf.txt", "x");
  fs::current_path(start);
  const TreeListing listing = walk(tree.str());
  REQUIRE(listing.entries.size() == 1);
  CHECK(listing.entries[0].path.size() == depth * 201 + 8);
  CHECK(listing.diagnostics.empty());
  fs::current_path(tree.path());
  for (int i = 0; i < depth; ++i) fs::current_path(name);
  fs::remove("leaf.txt");
  for (int i = 0; i < depth; ++i) {
    fs::current_path("..");
    fs::remove(name);
  }
  fs::current_path(start);
}

TEST_CASE("What the caller ignores is counted, and an ignored directory is not entered") {
  const TempDir tree;
  tree.write_file("build/a.txt", "x").write_file("b.log", "x").write_file("c.txt", "x");
  WalkOptions options;
  Lines asked;
  options.ignored = [&](std::string_view path, bool is_directory) {
    asked.emplace_back(path);
    return is_directory || path.ends_with(".log");
  };
  const TreeListing listing = walk(tree.str(), options);
  CHECK(paths(listing) == Lines{"c.txt"});
  CHECK(listing.skipped == 2);
  CHECK(asked.size() == 3);
}

TEST_CASE("A file is its own only entry; what does not exist or is no file is an error") {
  const TempDir tree;
  tree.write_file("dir/a.txt", "abc");
  const TreeListing listing = walk(tree / "dir/a.txt");
  CHECK(listing.root == tree / "dir");
  CHECK(paths(listing) == Lines{"a.txt"});
  CHECK(listing.entries[0].size == 3);
  CHECK(walk_tree(tree / "missing").error().kind == ErrorKind::kNotFound);
  REQUIRE(::mkfifo((tree / "pipe").c_str(), 0600) == 0);
  CHECK(walk_tree(tree / "pipe").error().kind == ErrorKind::kUnreadable);
  fs::create_symlink("loop", tree.path() / "loop");
  CHECK(walk_tree(tree / "loop").error().kind == ErrorKind::kUnreadable);
  fs::create_symlink("dir", tree.path() / "linked");
  CHECK(paths(walk(tree / "linked")) == Lines{"a.txt"});
}

}  // namespace keyhound::testing
