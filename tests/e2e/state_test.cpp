// SPDX-License-Identifier: Apache-2.0
// A scan that builds on an earlier one (--state) says what a full scan says.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

// The report without the clock, and without the diagnostic that a state file was damaged.
nlohmann::json comparable(const RunResult& run) {
  nlohmann::json report = nlohmann::json::parse(run.out);
  for (const char* key : {"started", "finished", "seconds"}) report["scan"].erase(key);
  auto& diagnostics = report["diagnostics"];
  for (auto one = diagnostics.begin(); one != diagnostics.end();) {
    one = (*one)["kind"] == "damaged-state" ? diagnostics.erase(one) : one + 1;
  }
  return report;
}

struct StatedRepository {
  GitRepoBuilder repo;
  TempDir dir;
  std::string state = dir / "state";

  StatedRepository() {
    for (unsigned i = 0; i < 6; ++i) {
      const std::string path = i % 2 == 0 ? "a.txt" : "d/b.txt";
      repo.commit_file(path,
                       alphanumerics(i, 3000) + "\ntoken = " + github_pat(i) + "\nghp_" +
                           std::string(36, 'x') + "\n",
                       "holds " + github_pat(50 + i));
    }
    repo.commit_removal("a.txt", "remove");
    repo.tag("v1", "tagged " + github_pat(60));
    repo.commit_file("wide.txt", utf16(github_pat(61)), "UTF-16");
    repo.commit_file(".env", "DB_PASSWORD=" + alphanumerics(9, 20) + "\n", "environment");
  }

  static std::string utf16(const std::string& text) {
    std::string wide = "\xFF\xFE";
    for (const char c : text) wide += {c, '\0'};
    return wide;
  }

  RunResult run(std::vector<std::string> more, bool with_state) const {
    std::vector<std::string> arguments = {"scan", repo.path(), "--format", "json",
                                          "--history-only"};
    if (with_state) arguments.insert(arguments.end(), {"--state", state});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return keyhound(arguments);
  }

  // A scan with the state file says what one without says. The answer is the one with it.
  RunResult check(const std::vector<std::string>& more = {}) const {
    const RunResult full = run(more, false);
    const RunResult stated = run(more, true);
    INFO(stated.describe());
    REQUIRE(full.exit_code >= 0);
    CHECK(stated.exit_code == full.exit_code);
    CHECK(comparable(stated) == comparable(full));
    return stated;
  }
};

bool is_damage_told(const RunResult& run) { return parse_report(run).diagnoses("damaged-state"); }

}  // namespace

TEST_CASE("With a state file every next scan reports what a full scan reports") {
  StatedRepository one;
  GitRepoBuilder& repo = one.repo;
  CHECK(parse_report(one.check()).findings.size() >= 13);
  one.check();  // nothing changed
  repo.commit_file("new.txt", github_pat(70), "new " + github_pat(71));
  repo.commit_file("d/b.txt", "harmless\n", "take away");
  const auto report = parse_report(one.check());
  CHECK(report.has_finding(kGithubRule, "new.txt"));
  repo.pack();
  one.check();
  repo.git({"repack", "-q", "-a", "-d", "-f"});
  one.check();
}

TEST_CASE("What a deleted branch leaves behind is judged anew") {
  StatedRepository one;
  one.repo.branch("side").checkout("side");
  one.repo.commit_file("side.txt", github_pat(80), "aside");
  one.repo.checkout("main").pack();
  const auto before = parse_report(one.check());
  CHECK(before.has_finding(kGithubRule, "side.txt"));
  one.repo.git({"branch", "-q", "-D", "side"});
  one.check();
  one.check({"--unreachable"});
  one.repo.git({"reflog", "expire", "--expire=now", "--all"});
  const auto after = parse_report(one.check());
  CHECK_FALSE(after.has_finding(kGithubRule, "side.txt"));
  one.check({"--unreachable"});
  one.repo.git({"gc", "-q", "--prune=now"});
  one.check();
  one.check({"--unreachable"});
}

TEST_CASE("Other rules or another key scan everything anew") {
  const StatedRepository one;
  one.check();
  one.dir.write_file("rules.toml",
                     "[[rules]]\nid = \"acme-token\"\ndescription = \"ACME token\"\n"
                     "regex = '''\\b(token) = '''\n");
  const RunResult other = one.check({"--rules", one.dir / "rules.toml"});
  CHECK(parse_report(other).finding_of("acme-token") != nullptr);
  CHECK(other.err.empty());
  one.check({"--rules", one.dir / "rules.toml"});
  const RunResult again = one.check();
  CHECK(parse_report(again).finding_of("acme-token") == nullptr);

  RunOptions keyed;
  keyed.environment["KEYHOUND_FINGERPRINT_KEY"] = "k7:" + std::string(32, 'c');
  const RunResult full =
      keyhound({"scan", one.repo.path(), "--format", "json", "--history-only"}, keyed);
  const RunResult stated = keyhound(
      {"scan", one.repo.path(), "--format", "json", "--history-only", "--state", one.state}, keyed);
  CHECK(comparable(stated) == comparable(full));
}

TEST_CASE("A damaged state file is told, and everything is scanned") {
  const StatedRepository one;
  const RunResult full = one.run({}, false);
  one.run({}, true);
  const std::string whole = read_whole_file(one.state);
  REQUIRE(whole.size() > 1000);
  const std::size_t step = whole.size() / 40;
  for (std::size_t i = 5; i < whole.size(); i += step) {
    CAPTURE(i);
    for (const bool is_cut : {false, true}) {
      std::string damaged = is_cut ? whole.substr(0, i) : whole;
      if (!is_cut) damaged[i] = static_cast<char>(~damaged[i]);
      write_whole_file(one.state, damaged);
      const RunResult run = one.run({}, true);
      REQUIRE(run.exit_code == full.exit_code);
      CHECK(is_damage_told(run));
      CHECK(comparable(run) == comparable(full));
      CHECK(read_whole_file(one.state) == whole);
    }
  }
  CHECK_FALSE(is_damage_told(one.run({}, true)));
}

TEST_CASE("The state of another repository neither hides nor shows anything") {
  const StatedRepository one;
  one.check();
  GitRepoBuilder other;
  other.commit_file("other.txt", github_pat(90), "other");
  const std::vector<std::string> arguments = {"scan", other.path(), "--format", "json",
                                              "--history-only"};
  auto with_state = arguments;
  with_state.insert(with_state.end(), {"--state", one.state});
  const RunResult full = keyhound(arguments);
  const RunResult stated = keyhound(with_state);
  CHECK(parse_report(stated).findings.size() == 1);
  CHECK(comparable(stated) == comparable(full));
  one.check();
}

TEST_CASE("A damaged object is told each time, and hides nothing") {
  for (const bool is_packed : {false, true}) {
    CAPTURE(is_packed);
    StatedRepository one;
    const std::string blob = one.repo.git({"rev-parse", "HEAD~3:d/b.txt"});
    if (is_packed) {
      one.repo.pack();
      const auto entry = one.repo.packed_entry(blob);
      fs::permissions(one.repo.pack_path(), fs::perms::owner_write, fs::perm_options::add);
      flip_bytes(one.repo.pack_path(), entry.offset + entry.size - 6, 2);
    } else {
      fs::permissions(one.repo.loose_object_path(blob), fs::perms::owner_write,
                      fs::perm_options::add);
      flip_bytes(one.repo.loose_object_path(blob), 500, 3);
    }
    for (int round = 0; round < 3; ++round) {
      const RunResult run = one.check();
      CHECK(parse_report(run).diagnoses(blob));
      CHECK(run.exit_code == 1);
    }
    one.check({"--fail-on", "none"});
    CHECK(one.run({"--fail-on", "none"}, true).exit_code == 3);
  }
}

TEST_CASE("A state file goes with a scan of the whole history alone") {
  const StatedRepository one;
  for (const char* mode : {"--staged", "--tree-only"}) {
    const RunResult run = keyhound({"scan", one.repo.path(), mode, "--state", one.state});
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("--state goes with a scan of the whole history, not with") !=
          std::string::npos);
  }
  CHECK_FALSE(fs::exists(one.state));
}

TEST_CASE("A state file that cannot be written is told, and the report is whole") {
  const StatedRepository one;
  const RunResult run = keyhound({"scan", one.repo.path(), "--format", "json", "--history-only",
                                  "--state", one.dir / "none/state"});
  CHECK(run.exit_code == 1);
  CHECK(parse_report(run).diagnoses("unwritten-state"));
}

TEST_CASE("A state file holds no secret") {
  const StatedRepository one;
  one.check();
  const std::string bytes = read_whole_file(one.state);
  for (unsigned i = 0; i < 80; ++i) CHECK(bytes.find(github_pat(i).substr(4)) == std::string::npos);
}

}  // namespace keyhound::testing
