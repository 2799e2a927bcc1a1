// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/hook_script.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

// A hooks directory with the script, a program that tells how it was called, and maybe a hook from
// before.
struct ScriptFolder {
  explicit ScriptFolder(HookScript given) : script(std::move(given)) {
    program("program", "echo \"program $*\"; cat; exit ${PROGRAM_CODE-0}");
    if (script.program.empty()) script.program = dir / "program";
    write();
  }
  void write() const { executable(std::string(to_string(script.kind)), hook_script_text(script)); }
  void program(const std::string& name, const std::string& body) const {
    executable(name, "#!/bin/sh\n" + body + "\n");
  }
  void executable(const std::string& name, const std::string& text) const {
    dir.write_file(name, text);
    fs::permissions(dir / name, fs::perms(0755));
  }
  [[nodiscard]] RunResult run(const std::vector<std::string>& arguments = {},
                              const std::map<std::string, std::string>& environment = {},
                              const std::string& input = {}) const {
    RunOptions options;
    options.empty_environment = true;
    options.environment = environment;
    options.environment.try_emplace("PATH", "/usr/bin:/bin");
    options.stdin_bytes = input;
    std::vector<std::string> command = {dir / to_string(script.kind)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return testing::run(command, options);
  }

  TempDir dir;
  HookScript script;
};

}  // namespace

TEST_CASE("The script calls the program with the hook's name, its own and git's arguments") {
  ScriptFolder folder({HookKind::kPrePush, "", {"--ledger=/a b/it's.jsonl"}});
  const RunResult result = folder.run({"origin", "-x y"}, {}, "line\n");
  CHECK(result.exit_code == 0);
  CHECK(result.out == "program hook run pre-push --ledger=/a b/it's.jsonl -- origin -x y\nline\n");
}

TEST_CASE("The program's exit code is the script's") {
  const ScriptFolder folder({HookKind::kPreCommit, "", {}});
  for (const char* code : {"1", "2", "3"})
    CHECK(folder.run({}, {{"PROGRAM_CODE", code}}).exit_code == std::stoi(code));
}

TEST_CASE("The hook from before runs first, with the same arguments and input, and may stop git") {
  const ScriptFolder folder({HookKind::kPrePush, "", {}});
  folder.program("pre-push.before-keyhound", "echo \"before $*\"; cat; exit ${BEFORE_CODE-0}");
  const std::string lines = "refs/heads/a 1 refs/heads/a 2\nrefs/heads/b 3 refs/heads/b 4\n";
  const RunResult result = folder.run({"origin", "url"}, {}, lines);
  CHECK(result.out ==
        "before origin url\n" + lines + "program hook run pre-push -- origin url\n" + lines);
  const RunResult stopped = folder.run({}, {{"BEFORE_CODE", "7"}}, lines);
  CHECK(stopped.exit_code == 7);
  CHECK(stopped.out.find("program") == std::string::npos);
}

TEST_CASE("Without PATH the input is passed on all the same") {
  const ScriptFolder folder({HookKind::kPrePush, "", {}});
  folder.program("pre-push.before-keyhound",
                 "while read -r line; do printf '%s\\n' \"before $line\"; done");
  folder.program("program", "while read -r line; do printf '%s\\n' \"after $line\"; done");
  const RunResult result = folder.run({}, {{"PATH", "/nonexistent"}}, "one\ntwo \\n\n");
  CHECK(result.exit_code == 0);
  CHECK(result.out == "before one\nbefore two \\n\nafter one\nafter two \\n\n");
}

TEST_CASE("A hook from before that is not executable is not run, as git does") {
  const ScriptFolder folder({HookKind::kPreCommit, "", {}});
  folder.dir.write_file("pre-commit.before-keyhound", "#!/bin/sh\necho before\n");
  CHECK(folder.run().out == "program hook run pre-commit --\n");
}

TEST_CASE("A hook from before that leads back here does not run for ever") {
  const ScriptFolder folder({HookKind::kPreCommit, "", {}});
  fs::create_symlink(folder.dir / "pre-commit", folder.dir / "pre-commit.before-keyhound");
  const RunResult result = folder.run();
  CHECK(result.exit_code == 0);
  CHECK(result.out == "program hook run pre-commit --\nprogram hook run pre-commit --\n");
}

TEST_CASE("After the framework's hook was installed again it is not run by this one") {
  ScriptFolder folder({HookKind::kPreCommit, "", {}, false, true});
  folder.program("pre-commit.before-keyhound", "echo before");
  CHECK(folder.run().out == "before\nprogram hook run pre-commit --\n");
  CHECK(folder.run({}, {{"PRE_COMMIT_RUNNING_LEGACY", "1"}}).out ==
        "program hook run pre-commit --\n");
}

TEST_CASE(
    "A program that moved is searched in PATH; one that is nowhere stops git with a next step") {
  ScriptFolder folder({HookKind::kPreCommit, "/nonexistent/keyhound", {}});
  RunResult result = folder.run();
  CHECK(result.exit_code == 2);
  CHECK(result.err.find("keyhound hook install") != std::string::npos);
  CHECK(result.err.find("KEYHOUND_ALLOW_FAILURE=1") != std::string::npos);
  folder.program("bin/keyhound", "echo \"found $*\"");
  result = folder.run({}, {{"PATH", folder.dir / "bin"}});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "found hook run pre-commit --\n");
}

TEST_CASE("Failures are let through only where that is allowed, findings never") {
  ScriptFolder folder({HookKind::kPreCommit, "", {}, true});
  for (const char* code : {"2", "3", "127"}) {
    const RunResult result = folder.run({}, {{"PROGRAM_CODE", code}});
    CHECK(result.exit_code == 0);
    CHECK(result.err.find("let through") != std::string::npos);
  }
  CHECK(folder.run({}, {{"PROGRAM_CODE", "1"}}).exit_code == 1);
  folder.script.allows_failure = false;
  folder.write();
  CHECK(folder.run({}, {{"PROGRAM_CODE", "3"}, {"KEYHOUND_ALLOW_FAILURE", "1"}}).exit_code == 0);
  CHECK(folder.run({}, {{"PROGRAM_CODE", "3"}, {"KEYHOUND_ALLOW_FAILURE", "0"}}).exit_code == 3);
  folder.script.program = "/nonexistent/keyhound";
  folder.write();
  const RunResult missing = folder.run({}, {{"KEYHOUND_ALLOW_FAILURE", "1"}});
  CHECK(missing.exit_code == 0);
  CHECK(missing.err.find("nothing was scanned") != std::string::npos);
}

TEST_CASE("A script is known again, with what it says of itself") {
  const HookScript script{HookKind::kPreCommit, "/opt/it's/keyhound", {}, false, true};
  const std::string text = hook_script_text(script);
  CHECK(is_hook_script(text));
  CHECK(program_of_hook_script(text) == script.program);
  CHECK(hook_script_follows_framework(text));
  CHECK_FALSE(hook_script_follows_framework(hook_script_text({HookKind::kPreCommit, "/k", {}})));
  CHECK_FALSE(is_hook_script("#!/bin/sh\nexec keyhound hook run pre-commit\n"));
  CHECK_FALSE(is_hook_script(""));
}

}  // namespace keyhound::testing
