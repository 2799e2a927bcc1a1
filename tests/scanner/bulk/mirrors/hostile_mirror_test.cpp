// SPDX-License-Identifier: Apache-2.0
// What remotes and a changed cache would have git run; each attack would make the file "touched".
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

using testing::failure_of;
using testing::GitRepoBuilder;
using testing::mirror_of;
using testing::options_in;
using testing::target_at;
using testing::target_of;
using testing::TempDir;

constexpr const char* kHooks[] = {
    "post-checkout", "reference-transaction", "post-update",       "pre-auto-gc",
    "update",        "pre-receive",           "post-index-change", "fsmonitor-watchman",
    "post-merge",    "proc-receive",          "post-rewrite",      "push-to-checkout"};

void write_program(const std::string& path, const std::string& marker) {
  testing::write_whole_file(path, "#!/bin/sh\ntouch '" + marker + "'\n");
  ::chmod(path.c_str(), 0755);
}

void write_hooks(const std::string& folder, const std::string& marker) {
  fs::create_directories(folder);
  for (const char* const hook : kHooks) write_program(folder + "/" + hook, marker);
}

std::string hostile_config(const std::string& program, const std::string& hooks) {
  std::string text = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
  for (const char* const key : {"sshCommand", "fsmonitor", "askPass", "gitProxy", "pager", "editor",
                                "alternateRefsCommand"}) {
    text += std::string("\t") + key + " = " + program + "\n";
  }
  text += "\thooksPath = " + hooks + "\n";
  for (const char* const name : {"fetch", "clone", "ls-remote", "pack-refs"}) {
    text += std::string("[alias]\n\t") + name + " = !" + program + "\n";
  }
  text += "[credential]\n\thelper = !" + program + "\n";
  text += "[uploadpack]\n\tpackObjectsHook = " + program + "\n";
  text += "[diff \"x\"]\n\ttextconv = " + program + "\n\tcommand = " + program + "\n";
  text += "[filter \"lfs\"]\n\tprocess = " + program + "\n\tsmudge = " + program + "\n";
  text += "[remote \"origin\"]\n\turl = ext::" + program + "\n\tuploadpack = " + program +
          "\n\tvcs = ext\n\tproxy = x\n";
  text += "[url \"ext::" + program + " \"]\n\tinsteadOf = file://\n";
  text += "[protocol]\n\tallow = always\n";
  return text;
}

TEST_CASE("A changed configuration, hooks and borrowed objects in the cache make git run nothing") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const TempDir other;
  const std::string marker = other / "touched";
  write_program(other / "program", marker);
  write_hooks(other / "hooks", marker);
  const std::string path = mirror_of(target_of(remote), options_in(cache)).path;
  const auto attack = [&] {
    testing::write_whole_file(
        path + "/config",
        "[include]\n\tpath = more\n" + hostile_config(other / "program", other / "hooks"));
    testing::write_whole_file(path + "/more", hostile_config(other / "program", other / "hooks"));
    testing::write_whole_file(path + "/config.worktree",
                              hostile_config(other / "program", other / "hooks"));
    write_hooks(path + "/hooks", marker);
    fs::create_directories(path + "/info");
    testing::write_whole_file(path + "/info/attributes", "* diff=x filter=lfs\n");
  };
  attack();
  CHECK_FALSE(mirror_of(target_of(remote), options_in(cache)).is_new);
  attack();
  remote.commit_file("a", "2", "two");
  CHECK_FALSE(mirror_of(target_of(remote), options_in(cache)).is_new);
  CHECK_FALSE(other.exists("touched"));
  // The attack is one: without our settings it works.
  attack();
  testing::git_in(path, {"update-ref", "refs/heads/x", "main"});
  CHECK(other.exists("touched"));
}

TEST_CASE("Settings of the user and the system, and variables of git's, have no say") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const TempDir home;
  write_program(home / "program", home / "touched");
  write_hooks(home / "hooks", home / "touched");
  home.write_file(".gitconfig", hostile_config(home / "program", home / "hooks"));
  home.write_file("git/config", hostile_config(home / "program", home / "hooks"));
  const std::string before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  ::setenv("HOME", home.str().c_str(), 1);
  ::setenv("XDG_CONFIG_HOME", home.str().c_str(), 1);
  ::setenv("GIT_CONFIG_GLOBAL", (home / ".gitconfig").c_str(), 1);
  ::setenv("GIT_TEMPLATE_DIR", home.str().c_str(), 1);
  ::setenv("GIT_EXEC_PATH", home.str().c_str(), 1);
  MirrorOptions options = options_in(cache);
  for (const char* const helper : {"", "!false"}) {
    options.credential_helper = helper;
    mirror_of(target_of(remote), options);
    remote.commit_file("a", std::string("2") + helper, "two");
    mirror_of(target_of(remote), options);
  }
  for (const char* const name :
       {"XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "GIT_TEMPLATE_DIR", "GIT_EXEC_PATH"}) {
    ::unsetenv(name);
  }
  ::setenv("HOME", before.c_str(), 1);
  CHECK_FALSE(home.exists("touched"));
}

TEST_CASE("What the remote's own folder says is not run") {
  GitRepoBuilder remote(GitRepoBuilder::Kind::kBare);
  GitRepoBuilder source;
  source.write(".gitattributes", "* filter=lfs diff=x\n");
  source.write(
      ".gitmodules",
      "[submodule \"x\"]\n\tpath = x\n\turl = ext::sh -c touch% touched\n\tupdate = !touch\n");
  source.stage();
  source.commit("one");
  source.git({"push", "-q", remote.path(), "main"});
  const TempDir other;
  write_program(other / "program", other / "touched");
  write_hooks(remote.path() + "/hooks", other / "touched");
  testing::write_whole_file(remote.path() + "/config",
                            hostile_config(other / "program", other / "hooks"));
  const TempDir cache;
  mirror_of(target_of(remote), options_in(cache));
  CHECK_FALSE(other.exists("touched"));
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git/modules"));
}

TEST_CASE("Remote helpers, options and protocols that are not allowed reach no git") {
  const TempDir cache;
  MirrorOptions options = options_in(cache);
  options.git = cache / "git";
  write_program(options.git, cache / "touched");
  for (const std::string url : {"ext::touch x", "file::/x", "--upload-pack=x", "http://h/x"}) {
    CAPTURE(url);
    const std::string reason = failure_of(target_at(url), options).reason;
    CHECK((reason == "protocol" || reason == "configuration"));
  }
  CHECK_FALSE(cache.exists("touched"));
  CHECK_FALSE(cache.exists("mirrors"));
}

TEST_CASE("A hostile name's mirror stays in the cache") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir folder;
  MirrorOptions options = options_in(folder);
  options.cache = folder / "deep/cache";
  for (const std::string& name :
       {std::string("../../x"), std::string("/etc/x"), std::string("a\nb"), std::string(3000, 'n'),
        std::string("A/b"), std::string("a/B"), std::string("a/b"), std::string("a/b.git/c")}) {
    CAPTURE(name);
    CHECK(mirror_of(target_at("file://" + remote.path(), name), options).is_new);
  }
  std::vector<std::string> top;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    top.push_back(entry.path().filename());
  CHECK(top == std::vector<std::string>{"deep"});
}

TEST_CASE("Without git there is a reason and a next step") {
  const TempDir cache;
  GitRepoBuilder remote;
  MirrorOptions options = options_in(cache);
  options.git = "no-such-git";
  const TargetFailure failure = failure_of(target_of(remote), options);
  CHECK(failure.reason == "configuration");
  CHECK(failure.message.find("no-such-git") == 0);
}

}  // namespace
}  // namespace keyhound
