// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

class Doctor {
 public:
  explicit Doctor(const std::string& target, RunOptions options = {}) {
    result_ = keyhound({"doctor", target, "--format", "json"}, options);
    INFO(result_.describe());
    REQUIRE((result_.exit_code == 0 || result_.exit_code == 2));
    json_ = nlohmann::json::parse(result_.out);
    const bool is_healthy = json_.at("healthy").get<bool>();
    CHECK(is_healthy == (result_.exit_code == 0));
  }

  // "ok: message" of a check.
  std::string answer(const std::string& check) const {
    for (const auto& row : json_.at("checks")) {
      if (row.at("check") == check)
        return row.at("state").get<std::string>() + ": " + row.at("message").get<std::string>();
    }
    return "none";
  }
  std::string next_step(const std::string& check) const {
    for (const auto& row : json_.at("checks")) {
      if (row.at("check") == check && row.contains("next_step")) return row.at("next_step");
    }
    return {};
  }
  bool says(const std::string& check, const std::string& begin,
            const std::string& part = "") const {
    const std::string text = answer(check);
    INFO(text);
    return text.rfind(begin, 0) == 0 && text.find(part) != std::string::npos;
  }

 private:
  RunResult result_;
  nlohmann::json json_;
};

RunOptions with(const std::string& name, const std::string& value) {
  RunOptions options;
  options.environment[name] = value;
  return options;
}

}  // namespace

TEST_CASE("A new repository is healthy; what is missing is told with the next step") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "x", "Begin");
  const Doctor doctor(repo.path());
  CHECK(doctor.says("version", "ok: keyhound "));
  CHECK(doctor.says("rule-database", "ok: ", " rules, compiled for "));
  CHECK(doctor.says("cache", "ok: ", "/.cache/keyhound can be written"));
  CHECK(doctor.says("repository", "ok: repository ", "HEAD is " + repo.head().substr(0, 12)));
  CHECK(doctor.says("clone-depth", "ok: "));
  CHECK(doctor.says("alternates", "ok: "));
  CHECK(doctor.says("hooks", "warn: no hook calls keyhound"));
  CHECK(doctor.next_step("hooks") == "keyhound hook install");
  CHECK(doctor.says("configuration", "ok: no .keyhound.toml"));
  CHECK(doctor.says("fingerprint-key", "warn: the public fingerprint key"));
  CHECK(doctor.says("signing-key", "ok: KEYHOUND_LEDGER_KEY_FILE is not set"));
  CHECK(doctor.says("registry", "warn: no keyhound-registry.yaml"));
  CHECK(doctor.says("baseline", "ok: no .keyhound-baseline"));
}

TEST_CASE("The doctor prints one line a check, and a sum") {
  GitRepoBuilder repo;
  const RunResult result = keyhound({"doctor", repo.path()});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 13);
  CHECK(result.out.find("warn  hooks ") != std::string::npos);
  CHECK(result.out.find("; next: keyhound hook install\n") != std::string::npos);
  CHECK(result.out.find(", no commit yet\n") != std::string::npos);
}

TEST_CASE("A folder without a repository can be looked at too; a place that is not there cannot") {
  const TempDir dir;
  const Doctor doctor(dir.str());
  CHECK(doctor.says("repository", "warn: ", "is in no git repository"));
  CHECK(doctor.says("hooks", "ok: no repository"));
  const RunResult nowhere = keyhound({"doctor", dir / "nowhere"});
  CHECK(nowhere.exit_code == 2);
  CHECK(nowhere.err.find("does not exist") != std::string::npos);
}

TEST_CASE("A repository that cannot be read fails") {
  const TempDir dir;
  dir.write_file(".git", "gitdir: /nonexistent/place\n");
  CHECK(Doctor(dir.str()).says("repository", "fail: "));
}

TEST_CASE("A shallow clone, a partial clone and a bare repository are told apart") {
  GitRepoBuilder repo;
  for (const char* name : {"a", "b", "c"}) repo.commit_file(name, name, name);
  const TempDir dir;
  repo.git({"clone", "-q", "--depth", "1", "file://" + repo.path(), dir / "shallow"});
  const Doctor shallow(dir / "shallow");
  CHECK(shallow.says("clone-depth", "warn: shallow clone: history ends at 1 commit"));
  CHECK(shallow.next_step("clone-depth").rfind("git fetch --unshallow", 0) == 0);
  repo.config("uploadpack.allowFilter", "true");
  repo.git({"clone", "-q", "--filter=blob:none", "file://" + repo.path(), dir / "partial"});
  CHECK(Doctor(dir / "partial").says("clone-depth", "warn: partial clone"));
  repo.git({"clone", "-q", "--bare", repo.path(), dir / "bare"});
  CHECK(Doctor(dir / "bare").says("repository", "ok: bare repository "));
}

TEST_CASE("Objects that are borrowed must be there") {
  GitRepoBuilder repo;
  repo.commit_file("a", "a", "a");
  const TempDir dir;
  repo.git({"clone", "-q", "--shared", repo.path(), dir / "clone"});
  CHECK(Doctor(dir / "clone").says("alternates", "ok: ", "1 other folder, which is there"));
  write_whole_file(dir / "clone/.git/objects/info/alternates", "/nonexistent/objects\n");
  CHECK(Doctor(dir / "clone").says("alternates", "fail: ", "/nonexistent/objects"));
}

TEST_CASE("Hooks are installed, passed over by git, or shadowed") {
  GitRepoBuilder repo;
  repo.dir().write_file(".git/hooks/pre-commit", "#!/bin/sh\nexec keyhound scan --staged\n");
  ::chmod((repo.dir() / ".git/hooks/pre-commit").c_str(), 0644);
  CHECK(Doctor(repo.path()).says("hooks", "fail: ", "pre-commit is not executable"));
  ::chmod((repo.dir() / ".git/hooks/pre-commit").c_str(), 0755);
  CHECK(Doctor(repo.path()).says("hooks", "ok: pre-commit in "));
  repo.config("core.hooksPath", ".husky");
  CHECK(Doctor(repo.path()).says("hooks", "fail: ", "it never runs"));
}

TEST_CASE("Keys are checked, and no key is shown") {
  GitRepoBuilder repo;
  const std::string secret = std::string(20, 'q') + "w";
  const RunResult result =
      keyhound({"doctor", repo.path()}, with("KEYHOUND_FINGERPRINT_KEY", secret));
  CHECK(result.out.find("ok    fingerprint-key  private key 'k1'") != std::string::npos);
  CHECK(result.out.find(secret) == std::string::npos);
  CHECK(Doctor(repo.path(), with("KEYHOUND_FINGERPRINT_KEY", "short"))
            .says("fingerprint-key", "fail: KEYHOUND_FINGERPRINT_KEY: "));

  const std::string key = repo.dir() / "ledger.key";
  REQUIRE(keyhound({"evidence", "keygen", "--output", key}).exit_code == 0);
  CHECK(Doctor(repo.path(), with("KEYHOUND_LEDGER_KEY_FILE", key))
            .says("signing-key", "ok: ", " holds key "));
  ::chmod(key.c_str(), 0644);
  const Doctor open_key(repo.path(), with("KEYHOUND_LEDGER_KEY_FILE", key));
  CHECK(open_key.says("signing-key", "fail: "));
  CHECK(open_key.next_step("signing-key").rfind("chmod 600", 0) == 0);
}

TEST_CASE("The registry is loaded and linted") {
  GitRepoBuilder repo;
  const std::string head = "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n";
  repo.write("keyhound-registry.yaml", head + "credentials: []\n");
  CHECK(Doctor(repo.path()).says("registry", "ok: ", "0 credentials, 0 errors, 0 warnings"));
  repo.write("keyhound-registry.yaml",
             head + "credentials:\n  - id: a\n    owner: {accountable: group:nobody}\n");
  const std::string answer = Doctor(repo.path()).answer("registry");
  INFO(answer);
  CHECK(answer.rfind("ok", 0) != 0);
  repo.write("keyhound-registry.yaml", "credentials: [\n");
  CHECK(Doctor(repo.path()).says("registry", "fail: "));
}

TEST_CASE("Configuration, baseline and cache that cannot be used are told") {
  GitRepoBuilder repo;
  repo.dir().make_directory(".keyhound.toml");
  repo.write(".keyhound-baseline", "no entry\n");
  const Doctor doctor(repo.path());
  CHECK(doctor.says("configuration", "fail: "));
  CHECK(doctor.says("baseline", "fail: ", ".keyhound-baseline:1: 'no' is no fingerprint"));
  CHECK(Doctor(repo.path(), with("XDG_CACHE_HOME", "/dev/null/x")).says("cache", "warn: "));
  CHECK(Doctor(repo.path(), with("HOME", "")).says("cache", "warn: "));
}

TEST_CASE("A configuration that everybody may write, and a repository of another user, are told") {
  GitRepoBuilder repo;
  repo.write(".keyhound.toml", "");
  ::chmod((repo.dir() / ".keyhound.toml").c_str(), 0666);
  CHECK(Doctor(repo.path()).says("configuration", "warn: ", "every user may write it"));
  if (::geteuid() != 0) {
    MESSAGE("not root: a repository of another user was not tried");
    return;
  }
  REQUIRE(::chown((repo.dir() / ".git").c_str(), 4242, 4242) == 0);
  CHECK(Doctor(repo.path()).says("repository", "warn: ", "it belongs to user 4242"));
}

}  // namespace keyhound::testing
