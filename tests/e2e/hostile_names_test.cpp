// SPDX-License-Identifier: Apache-2.0
// Names and messages from a repository command neither a terminal nor a CI system, and raw path
// bytes survive in JSON (shared/ROBUSTNESS.md, section 9).
#include <doctest/doctest.h>

#include <map>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

const std::string kReplacement = "\xef\xbf\xbd";

// Raw name -> what JSON shows as path.
std::map<std::string, std::string> hostile_names() {
  std::map<std::string, std::string> names;
  for (const char* name :
       {"a\n::error::owned.txt", "b\x1b[2Jcleared.txt", "c\rreturned.txt", "d\x07\x08\x7f.txt",
        "e\xe2\x80\xaetxt.exe", "f\xc2\x9b[2J.txt", "\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87.txt",
        "quote\"and\\slash.txt", "<script>&amp;.txt", "::warning::x.txt", " space .txt",
        "percent%20.txt"}) {
    names[name] = name;
  }
  names["g\xff.txt"] = "g" + kReplacement + ".txt";
  names["h\xc3(.txt"] = "h" + kReplacement + "(.txt";
  return names;
}

bool is_utf8_name(const std::string& name) { return is_valid_utf8(name); }

void check_paths(const ScanResult& result) {
  INFO(result.run.describe());
  for (const auto& name : hostile_names()) {
    const std::string& raw = name.first;
    const std::string& shown = name.second;
    CAPTURE(shown);
    const Occurrence* found = result.report.find(kGithubRule, shown);
    CHECK(found != nullptr);
    if (found != nullptr) CHECK(found->path_bytes == (is_utf8_name(raw) ? "" : raw));
  }
}

void check_harmless(const std::string& path) {
  for (const char* color : {"never", "always"}) {
    CAPTURE(std::string(color));
    const RunResult text = keyhound({"scan", path, "--format", "text", "--color", color});
    CHECK(text.exit_code == 1);
    if (std::string_view(color) == "never") CHECK(obeyed_by_terminals(text.out) == "");
    // Colours are the program's own; nothing of these may come through with them.
    for (const char* bad : {"\x1b[2J", "\r", "\xe2\x80\xae", "\n::error::", "\xff", "\x07"}) {
      CHECK(text.out.find(bad) == std::string::npos);
    }
    CHECK(obeyed_by_terminals(text.err) == "");
  }
  for (const char* format : {"json", "sarif"}) {
    CAPTURE(std::string(format));
    const RunResult result = keyhound({"scan", path, "--format", format});
    CHECK(result.exit_code == 1);
    CHECK(is_valid_utf8(result.out));
    CHECK_FALSE(nlohmann::json::parse(result.out, nullptr, false).is_discarded());
    for (const char* bad : {"\x1b", "\r", "\n::error::", "\x07"}) {
      CHECK(result.out.find(bad) == std::string::npos);
    }
    CHECK(obeyed_by_terminals(result.err) == "");
  }
}

}  // namespace

TEST_CASE("Hostile names of files are shown escaped in a directory scan") {
  TempDir dir;
  unsigned n = 0;
  for (const auto& [raw, shown] : hostile_names()) dir.write_file(raw, github_pat(n++));
  check_paths(scan({dir.str()}));
  check_harmless(dir.str());
}

TEST_CASE("Hostile names of files and directories are shown escaped in a repository scan") {
  GitRepoBuilder repo;
  unsigned n = 0;
  for (const auto& [raw, shown] : hostile_names()) repo.write(raw, github_pat(n++));
  repo.write("dir\x1b[2J\n::error::/inner.txt", github_pat(n));
  repo.stage().commit("all");
  check_paths(scan({repo.path(), "--history-only"}));
  check_paths(scan({repo.path(), "--tree-only"}));
  check_harmless(repo.path());
}

TEST_CASE("Hostile authors, messages and branches are shown escaped") {
  GitRepoBuilder repo;
  repo.author("Eve\x1b[2J\r\xe2\x80\xae\xff", "eve\x1b[2J@acme.example");
  repo.write("a.txt", github_pat(50)).stage();
  repo.commit("subject\x1b[2J\r\n::error::owned \xe2\x80\xae \xff " + github_pat(51) + "\n");
  repo.tag("v\xe2\x80\xae", "::error::\x1b[2J " + github_pat(52));
  const ScanResult result = scan({repo.path()});
  CHECK(result.report.find_part(kGithubRule, "commit-message") != nullptr);
  CHECK(result.report.find_part(kGithubRule, "tag-message") != nullptr);
  check_harmless(repo.path());
}

TEST_CASE("A hostile path on the command line is escaped in the error") {
  TempDir dir;
  const RunResult result =
      keyhound({"scan", dir / "no\x1b[2J\n::error::such\xff", "--color", "never"});
  CHECK(result.exit_code == 2);
  CHECK(obeyed_by_terminals(result.err) == "");
}

TEST_CASE("Reports written to files are as harmless as those on the screen") {
  TempDir dir;
  dir.write_file("in/a\n::error::\x1b[2J.txt", github_pat(53));
  keyhound({"scan", dir / "in", "--output", "text=" + (dir / "out.txt")});
  CHECK(obeyed_by_terminals(dir.read_file("out.txt")) == "");
}

}  // namespace keyhound::testing
