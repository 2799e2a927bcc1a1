// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/hook_setup.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "scanner/git/git_library.h"
#include "scanner/hooks/hook_directory.h"
#include "scanner/hooks/hook_script.h"
#include "scanner/hooks/hook_survey.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

constexpr HookKind kBoth[] = {HookKind::kPreCommit, HookKind::kPrePush};

struct HookedRepository {
  [[nodiscard]] HookSurvey survey() const {
    const auto repository = Repository::open(recipe.path());
    REQUIRE(repository);
    auto found = survey_hooks(*repository, environment);
    REQUIRE(found);
    return *found;
  }
  [[nodiscard]] Result<std::vector<HookOutcome>> install(bool may_be_shared = false) const {
    HookInstallation installation;
    installation.kinds.assign(std::begin(kBoth), std::end(kBoth));
    installation.program = "/opt/keyhound";
    installation.may_be_shared = may_be_shared;
    return install_hooks(survey(), installation);
  }
  [[nodiscard]] Result<std::vector<HookOutcome>> uninstall() const {
    return uninstall_hooks(survey(), kBoth);
  }
  [[nodiscard]] std::string hook(const std::string& name) const {
    return recipe.path() + "/.git/hooks/" + name;
  }
  void write_hook(const std::string& name, const std::string& text, unsigned mode = 0755) const {
    fs::create_directories(fs::path(hook(name)).parent_path());
    write_whole_file(hook(name), text);
    ::chmod(hook(name).c_str(), mode);
  }
  // The changes of both hooks, or the error.
  static std::string changes(const Result<std::vector<HookOutcome>>& outcomes) {
    if (!outcomes) return "error: " + outcomes.error().message;
    std::string text;
    for (const HookOutcome& outcome : *outcomes)
      text += std::to_string(static_cast<int>(outcome.change)) + " ";
    return text;
  }

  GitLibrary library;
  GitRepoBuilder recipe;
  GitEnvironment environment;  // no settings of a user
};

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

std::string all(HookChange change) {
  const std::string one = std::to_string(static_cast<int>(change)) + " ";
  return one + one;
}

}  // namespace

TEST_CASE("Hooks are installed where there is no directory for them yet, and removed again") {
  const HookedRepository repository;
  fs::remove_all(repository.hook(""));
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kInstalled));
  for (const HookFile& file : repository.survey().files) {
    CHECK(file.is_in_force());
    CHECK(file.program == "/opt/keyhound");
    CHECK_FALSE(file.has_before);
  }
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kRenewed));
  CHECK(HookedRepository::changes(repository.uninstall()) == all(HookChange::kRemoved));
  CHECK(HookedRepository::changes(repository.uninstall()) == all(HookChange::kUnchanged));
  CHECK(fs::is_empty(repository.hook("")));
}

TEST_CASE("A hook that is there is kept, and comes back byte for byte with its mode") {
  const HookedRepository repository;
  const std::string text("#!/bin/sh\necho \0before\r\n", 24);
  repository.write_hook("pre-commit", text, 0710);
  repository.write_hook("pre-push", "not even a script", 0600);
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kChained));
  CHECK(read_whole_file(repository.hook("pre-commit.before-keyhound")) == text);
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kRenewed));
  CHECK(HookedRepository::changes(repository.uninstall()) == all(HookChange::kRestored));
  CHECK(read_whole_file(repository.hook("pre-commit")) == text);
  CHECK(mode_of(repository.hook("pre-commit")) == 0710);
  CHECK(mode_of(repository.hook("pre-push")) == 0600);
  CHECK_FALSE(fs::exists(repository.hook("pre-commit.before-keyhound")));
}

TEST_CASE("A hook that is a link is kept as a link, also one that leads nowhere") {
  const HookedRepository repository;
  fs::create_directories(repository.hook(""));
  fs::create_symlink("../../hook.sh", repository.hook("pre-commit"));
  fs::create_symlink("nowhere", repository.hook("pre-push"));
  write_whole_file(repository.recipe.path() + "/hook.sh", "#!/bin/sh\n");
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kChained));
  CHECK(read_whole_file(repository.recipe.path() + "/hook.sh") == "#!/bin/sh\n");
  CHECK(HookedRepository::changes(repository.uninstall()) == all(HookChange::kRestored));
  CHECK(fs::read_symlink(repository.hook("pre-commit")) == "../../hook.sh");
  CHECK(fs::read_symlink(repository.hook("pre-push")) == "nowhere");
}

TEST_CASE("An earlier hook that was kept is never overwritten") {
  const HookedRepository repository;
  repository.write_hook("pre-commit", "one");
  repository.write_hook("pre-commit.before-keyhound", "two");
  const std::string answer = HookedRepository::changes(repository.install());
  CHECK(answer.find("error: ") == 0);
  CHECK(answer.find("remove the other") != std::string::npos);
  CHECK(read_whole_file(repository.hook("pre-commit")) == "one");
  CHECK(read_whole_file(repository.hook("pre-commit.before-keyhound")) == "two");
  CHECK_FALSE(fs::exists(repository.hook("pre-push")));
}

TEST_CASE("What cannot hold hooks is named before anything changes") {
  const HookedRepository repository;
  fs::remove_all(repository.hook(""));
  write_whole_file(repository.recipe.path() + "/.git/hooks", "a file");
  CHECK(HookedRepository::changes(repository.install()).find("it is no directory; move it away") !=
        std::string::npos);
  fs::remove(repository.recipe.path() + "/.git/hooks");
  fs::create_directories(repository.hook("pre-push"));
  CHECK(HookedRepository::changes(repository.install()).find("it is no file; move it away") !=
        std::string::npos);
  CHECK_FALSE(fs::exists(repository.hook("pre-commit")));
}

TEST_CASE("core.hooksPath is where hooks go, and those it takes out of use are known") {
  HookedRepository repository;
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kInstalled));
  repository.recipe.config("core.hooksPath", "tools/hooks");
  HookSurvey survey = repository.survey();
  CHECK(survey.directory.path == repository.recipe.path() + "/tools/hooks");
  CHECK(survey.unused.size() == 2);
  CHECK(HookedRepository::changes(repository.install()) == all(HookChange::kInstalled));
  CHECK(fs::exists(repository.recipe.path() + "/tools/hooks/pre-push"));
  CHECK(HookedRepository::changes(repository.uninstall()) ==
        all(HookChange::kRemoved) + all(HookChange::kRemoved));
  CHECK_FALSE(fs::exists(repository.hook("pre-commit")));
}

TEST_CASE("A directory that serves other repositories needs a word of its own") {
  HookedRepository repository;
  const TempDir home;
  home.write_file(".gitconfig", "[core]\n\thooksPath = ~/hooks\n");
  repository.environment.home = home.str();
  repository.environment.user_files = {home / ".gitconfig"};
  CHECK(HookedRepository::changes(repository.install()).find("--shared") != std::string::npos);
  CHECK_FALSE(home.exists("hooks"));
  CHECK(HookedRepository::changes(repository.install(true)) == all(HookChange::kInstalled));
  CHECK(home.exists("hooks/pre-commit"));
}

TEST_CASE("Where another manager would undo it, nothing is installed, and its recipe is given") {
  HookedRepository repository;
  repository.write_hook("pre-commit", "#!/bin/sh\ncall_lefthook run \"pre-commit\" \"$@\"\n");
  CHECK(HookedRepository::changes(repository.install()).find("lefthook.yml") != std::string::npos);
  fs::remove(repository.hook("pre-commit"));
  repository.recipe.config("core.hooksPath", ".husky/_");
  CHECK(HookedRepository::changes(repository.install()).find("keyhound hook run pre-commit") !=
        std::string::npos);
  CHECK(repository.survey().manager != nullptr);
}

TEST_CASE("The framework's hook is kept and runs first") {
  const HookedRepository repository;
  repository.write_hook("pre-commit",
                        "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n");
  REQUIRE(repository.install());
  for (int i = 0; i < 2; ++i) {
    CHECK(hook_script_follows_framework(read_whole_file(repository.hook("pre-commit"))));
    CHECK_FALSE(hook_script_follows_framework(read_whole_file(repository.hook("pre-push"))));
    REQUIRE(repository.install());
  }
}

TEST_CASE("Worktrees share the hooks of their repository") {
  HookedRepository repository;
  repository.recipe.commit_file("a", "1\n", "first");
  repository.recipe.git({"worktree", "add", "-q", "tree"});
  const auto worktree = Repository::open(repository.recipe.path() + "/tree");
  REQUIRE(worktree);
  const auto directory = find_hook_directory(*worktree, repository.environment);
  REQUIRE(directory);
  CHECK(directory->path == repository.recipe.path() + "/.git/hooks");
}

}  // namespace keyhound::testing
