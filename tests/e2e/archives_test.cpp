// SPDX-License-Identifier: Apache-2.0
// What archives hold is found wherever an archive can stand (--archives), at its place inside.
#include <doctest/doctest.h>

#include "tests/support/archive_builder.h"
#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

std::string text_with(unsigned n) { return "first line\ntoken = " + github_pat(n) + "\n"; }
std::string place_of(unsigned n) { return position_of(2, 9, github_pat(n)); }

struct Form {
  std::string path;
  std::string bytes;
  std::string place;
};

std::vector<Form> all_forms(unsigned n) {
  const std::vector<ArchiveItem> items = {{"b/c.env", text_with(n)}, {"x.txt", "nothing"}};
  const auto tar = [&items](const char* filter) { return archive_of("pax", filter, items); };
  const std::string zip = zip_of(items);
  return {{"a.zip", zip, "a.zip!b/c.env"},
          {"lib/a.jar", zip, "lib/a.jar!b/c.env"},
          {"a.whl", zip, "a.whl!b/c.env"},
          {"a.docx", zip, "a.docx!b/c.env"},
          {"run", "#!/bin/sh\nexec java -jar $0\n" + zip, "run!b/c.env"},
          {"a.7z", archive_of("7zip", "none", items), "a.7z!b/c.env"},
          {"a.tar", tar("none"), "a.tar!b/c.env"},
          {"a.tgz", tar("gzip"), "a.tgz!b/c.env"},
          {"a.tar.bz2", tar("bzip2"), "a.tar.bz2!b/c.env"},
          {"a.tar.xz", tar("xz"), "a.tar.xz!b/c.env"},
          {"a.tar.zst", tar("zstd"), "a.tar.zst!b/c.env"},
          {"c.env.gz", packed("gzip", text_with(n)), "c.env.gz!c.env"},
          {"c.env.bz2", packed("bzip2", text_with(n)), "c.env.bz2!c.env"},
          {"c.env.xz", packed("xz", text_with(n)), "c.env.xz!c.env"},
          {"c.env.zst", packed("zstd", text_with(n)), "c.env.zst!c.env"},
          {"deep.zip", zip_of({{"2.tar.gz", archive_of("pax", "gzip", {{"3.zip", zip}})}}),
           "deep.zip!2.tar.gz!3.zip!b/c.env"}};
}

}  // namespace

TEST_CASE("Every format is opened in the work tree, and not without the option") {
  const TempDir dir;
  const auto forms = all_forms(1);
  for (const Form& form : forms) dir.write_file(form.path, form.bytes);
  const ScanResult result = scan({"--archives", dir.str()});
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.complete);
  for (const Form& form : forms) {
    CAPTURE(form.path);
    CHECK(position(result.report.find(kGithubRule, form.place)) == place_of(1));
  }
  REQUIRE(result.report.finding_of(kGithubRule) != nullptr);
  CHECK(result.report.finding_of(kGithubRule)->occurrences.size() == forms.size());

  const ScanResult plain = scan({dir.str()});
  for (const Form& form : forms) CHECK_FALSE(plain.report.has_finding(kGithubRule, form.place));
}

TEST_CASE("The path reads archive!entry in every report") {
  const TempDir dir;
  dir.write_file("a.zip", zip_of({{"b/c.env", text_with(1)}}));
  for (const char* format : {"text", "json", "sarif"}) {
    const RunResult run = keyhound({"scan", dir.str(), "--archives", "--format", format});
    CHECK(run.out.find("a.zip!b/c.env") != std::string::npos);
  }
}

TEST_CASE("Archives are opened in history, with the attribution of their blob") {
  GitRepoBuilder repo;
  const auto forms = all_forms(2);
  std::vector<std::string> commits;
  for (const Form& form : forms)
    commits.push_back(repo.commit_file(form.path, form.bytes, "add " + form.path));
  const std::string removal = repo.commit_removal("a.zip", "remove");
  for (int i = 0; i < 2; ++i) {
    const ScanResult result = scan({repo.path(), "--archives", "--history-only"});
    INFO(result.run.describe());
    CHECK(result.report.complete);
    for (std::size_t n = 0; n < forms.size(); ++n) {
      CAPTURE(forms[n].path);
      const Occurrence* found =
          result.report.find_committed(kGithubRule, forms[n].place, commits[n]);
      CHECK(position(found) == place_of(2));
      if (found != nullptr) CHECK(found->in_head == (n != 0));
    }
    CHECK(result.run.out.find(removal) != std::string::npos);
    repo.pack();
  }
}

TEST_CASE("Staged archives, ranges, standard input and HEAD's version know what is inside") {
  GitRepoBuilder repo;
  const std::string old = zip_of({{"b", text_with(3)}});
  const std::string first = repo.commit_file("a.zip", old, "one");
  const std::string both = zip_of({{"b", text_with(3)}, {"c", text_with(4)}});
  repo.write("a.zip", both).stage();
  const ScanResult staged = scan({repo.path(), "--archives", "--staged"});
  INFO(staged.run.describe());
  CHECK(staged.report.count(kGithubRule) == 1);
  CHECK(staged.report.has_finding(kGithubRule, "a.zip!c"));

  const std::string second = repo.commit("two");
  const ScanResult range = scan({repo.path(), "--archives", "--range", first + ".." + second});
  CHECK(range.report.count(kGithubRule) == 1);
  CHECK(position(range.report.find_committed(kGithubRule, "a.zip!c", second)) == place_of(4));

  const ScanResult tree = scan({repo.path(), "--archives", "--tree-only"});
  const Occurrence* in_tree = tree.report.find(kGithubRule, "a.zip!b");
  REQUIRE(in_tree != nullptr);
  CHECK(in_tree->in_head);

  RunOptions input;
  input.stdin_bytes = both;
  const Report report =
      parse_report(keyhound({"scan", "-", "--archives", "--format", "json"}, input));
  CHECK(position(report.find(kGithubRule, "<stdin>!c")) == place_of(4));
}

TEST_CASE("Archives of more than one window are opened, as files and as streams") {
  const std::string filler = alphanumerics(1, 12'000'000);
  const std::vector<ArchiveItem> items = {{"filler", filler}, {"b", text_with(5)}};
  const TempDir dir;
  for (const auto& [name, format, filter] :
       {std::tuple("a.zip", "zip", "none"), std::tuple("a.tar", "pax", "none"),
        std::tuple("a.tar.zst", "pax", "zstd")}) {
    const std::string archive = archive_of(format, filter, items);
    dir.write_file(name, archive);
    RunOptions input;
    input.stdin_bytes = archive;
    const Report report =
        parse_report(keyhound({"scan", "-", "--archives", "--format", "json"}, input));
    CAPTURE(std::string(name));
    CHECK(report.complete);
    CHECK(position(report.find(kGithubRule, "<stdin>!b")) == place_of(5));
  }
  const ScanResult result = scan({dir.str(), "--archives"});
  CHECK(result.report.complete);
  for (const char* place : {"a.zip!b", "a.tar!b", "a.tar.zst!b"})
    CHECK(position(result.report.find(kGithubRule, place)) == place_of(5));
}

TEST_CASE("A scan with a state file says of archives what a full scan says") {
  GitRepoBuilder repo;
  const TempDir dir;
  for (unsigned i = 0; i < 3; ++i)
    repo.commit_file("a.zip", zip_of({{"b", text_with(i)}}), std::to_string(i));
  repo.commit_file("cut.zip", zip_of({{"b", text_with(7)}}).substr(0, 60), "cut");
  const auto findings = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {repo.path(), "--history-only"});
    const Report report = scan(more).report;
    return report.json["findings"].dump() + report.json["diagnostics"].dump();
  };
  const std::string state = dir / "state";
  for (int i = 0; i < 2; ++i) {
    const std::string full = findings({"--archives"});
    CHECK(full.find("a.zip!b") != std::string::npos);
    CHECK(findings({"--archives", "--state", state}) == full);
    CHECK(findings({"--archives", "--state", state}) == full);
    // What a scan without the option left does not hide archives.
    CHECK(findings({"--state", state}) == findings({}));
    CHECK(findings({"--archives", "--state", state}) == full);
    repo.commit_file("d.zip", zip_of({{"b", text_with(9)}}), "more");
  }
}

TEST_CASE("One thread and several say the same of archives") {
  GitRepoBuilder repo;
  for (const Form& form : all_forms(6)) repo.commit_file(form.path, form.bytes, form.path);
  const auto findings = [&repo](const char* threads) {
    return scan({repo.path(), "--archives", "--threads", threads}).report.json["findings"].dump();
  };
  CHECK(findings("1") == findings("4"));
}

TEST_CASE("Entries in UTF-16 are decoded, and tokens in their names are found and redacted") {
  const TempDir dir;
  dir.write_file("a.zip", zip_of({{"wide.txt", to_utf(Utf::k16Le, text_with(1), true)},
                                  {"backup-" + github_pat(2) + ".txt", ""}}));
  const ScanResult result = scan({dir.str(), "--archives"});
  CHECK(position(result.report.find(kGithubRule, "a.zip!wide.txt")) == place_of(1));
  CHECK(result.report.find_part(kGithubRule, "path") != nullptr);
  CHECK(result.run.out.find(github_pat(2)) == std::string::npos);
}

}  // namespace keyhound::testing
