// SPDX-License-Identifier: Apache-2.0
// Formats, output files, thresholds, exit codes and what appears on which stream.
#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

std::string rule(const std::string& id, const std::string& severity,
                 const std::string& confidence) {
  return "[[rules]]\nid = \"" + id + "\"\ndescription = \"Key of " + id +
         "\"\nprovider = \"Acme\"\ncredential = \"key\"\nkind = \"api-key\"\nseverity = \"" +
         severity + "\"\nconfidence = \"" + confidence + "\"\nregex = '''\\b" + id +
         "_[0-9A-Za-z]{24}\\b'''\n";
}

std::string key_of(const std::string& id) { return id + "_" + alphanumerics(5, 24) + "\n"; }

nlohmann::json parsed(const std::string& text) { return nlohmann::json::parse(text); }

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool is_sarif(const std::string& text) {
  return nlohmann::json::parse(text, nullptr, false).value("version", "") == "2.1.0";
}

}  // namespace

TEST_CASE("Several reports are written at once") {
  TempDir dir;
  dir.write_file("in/a.txt", github_pat(1));
  const RunResult result = keyhound({"scan", dir / "in", "--output", "sarif=" + (dir / "a.sarif"),
                                     "--output", "json=" + (dir / "b.json")});
  CHECK(result.exit_code == 1);
  CHECK(is_sarif(dir.read_file("a.sarif")));
  CHECK(parse_report(dir.read_file("b.json")).count(kGithubRule) == 1);
}

TEST_CASE("One report is written to a file in the chosen format, and stdout stays empty") {
  TempDir dir;
  dir.write_file("in/a.txt", github_pat(1));
  const RunResult result =
      keyhound({"scan", dir / "in", "--format", "json", "--output", dir / "out"});
  CHECK(result.exit_code == 1);
  CHECK(result.out.empty());
  CHECK(parse_report(dir.read_file("out")).count(kGithubRule) == 1);
}

TEST_CASE("An output file that cannot be written is an error that names it") {
  TempDir dir;
  dir.write_file("in/a.txt", "harmless\n");
  std::filesystem::create_symlink("/dev/full", dir.path() / "full");
  for (const std::string& file : {dir / "no/such/directory/out.json", dir / "full"}) {
    CAPTURE(file);
    const RunResult result =
        keyhound({"scan", dir / "in", "--format", "json", "--output", "json=" + file});
    CHECK(result.exit_code == 2);
    CHECK(result.err.find(file) != std::string::npos);
  }
}

TEST_CASE("The threshold decides the exit code, not what is shown") {
  TempDir dir;
  dir.write_file("rules.toml", rule("kestrel", "medium", "high"));
  dir.write_file("in/a.txt", key_of("kestrel"));
  const auto exit_code_at = [&](const std::string& severity) {
    const ScanResult result =
        scan({dir / "in", "--rules", dir / "rules.toml", "--fail-on", severity});
    CHECK(result.report.has_finding("kestrel", "a.txt"));
    return result.run.exit_code;
  };
  CHECK(exit_code_at("info") == 1);
  CHECK(exit_code_at("low") == 1);
  CHECK(exit_code_at("medium") == 1);
  CHECK(exit_code_at("high") == 0);
  CHECK(exit_code_at("critical") == 0);
}

TEST_CASE("By default findings of severity low fail a scan and those of severity info do not") {
  TempDir dir;
  dir.write_file("rules.toml", rule("kestrel", "low", "high") + rule("falcon", "info", "high"));
  dir.write_file("low/a.txt", key_of("kestrel")).write_file("info/a.txt", key_of("falcon"));
  CHECK(keyhound({"scan", dir / "low", "--rules", dir / "rules.toml"}).exit_code == 1);
  CHECK(keyhound({"scan", dir / "info", "--rules", dir / "rules.toml"}).exit_code == 0);
}

TEST_CASE("The least confidence decides what is shown; the default is medium") {
  TempDir dir;
  dir.write_file("rules.toml", rule("kestrel", "high", "high") + rule("falcon", "high", "medium") +
                                   rule("harrier", "high", "low"));
  dir.write_file("in/a.txt", key_of("kestrel") + key_of("falcon") + key_of("harrier"));
  const auto found_at = [&](const std::vector<std::string>& option) {
    std::vector<std::string> arguments = {dir / "in", "--rules", dir / "rules.toml"};
    arguments.insert(arguments.end(), option.begin(), option.end());
    const Report report = scan(arguments).report;
    return report.count("kestrel") + 10 * report.count("falcon") + 100 * report.count("harrier");
  };
  CHECK(found_at({}) == 11);
  CHECK(found_at({"--min-confidence", "high"}) == 1);
  CHECK(found_at({"--min-confidence", "medium"}) == 11);
  CHECK(found_at({"--min-confidence", "low"}) == 111);
}

TEST_CASE("A mistake on the command line ends with exit code 2 and a message on stderr") {
  TempDir dir;
  const std::vector<std::vector<std::string>> commands = {
      {},
      {"no-such-command"},
      {"scan", dir.str(), "--no-such-option"},
      {"scan", dir.str(), "--format", "yaml"},
      {"scan", dir.str(), "--fail-on", "bad"},
      {"scan", dir.str(), "--min-confidence", "bad"},
      {"scan", dir.str(), "--threads", "0x"},
      {"scan", dir.str(), "--threads", "-1"},
      {"scan", dir.str(), "--color", "pink"},
      {"scan", dir.str(), "--output", "yaml=" + (dir / "x")},
      {"scan", dir.str(), "--staged"},
      {"scan", dir.str(), "--range", "A..B"},
      {"scan", dir.str(), "--tree-only", "--history-only"},
      {"scan", "-", "--staged"}};
  for (const std::vector<std::string>& command : commands) {
    CAPTURE(command.empty() ? std::string("no arguments") : command.back());
    const RunResult result = keyhound(command);
    CHECK(result.exit_code == 2);
    CHECK_FALSE(result.err.empty());
    CHECK(result.out.empty());
  }
}

TEST_CASE("Help and version end with exit code 0 on stdout") {
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"--help"}, std::vector<std::string>{"scan", "--help"},
        std::vector<std::string>{"--version"}}) {
    const RunResult result = keyhound(command);
    CHECK(result.exit_code == 0);
    CHECK_FALSE(result.out.empty());
    CHECK(result.err.empty());
  }
}

TEST_CASE(
    "The text report names rule, severity, redacted secret, place and commit, and ends with a "
    "summary") {
  GitRepoBuilder repo;
  const std::string commit = repo.commit_file("dir/a.txt", "x\ntoken = " + github_pat(2), "leak");
  const RunResult result = keyhound({"scan", repo.path()});
  for (const std::string& part :
       {std::string(kGithubRule), std::string("critical"), std::string("ghp_\u2026(40)"),
        std::string("dir/a.txt:2:9"), commit.substr(0, 7)}) {
    CAPTURE(std::string(part));
    CHECK(result.out.find(part) != std::string::npos);
  }
  const std::vector<std::string> lines = lines_of(result.out);
  REQUIRE_FALSE(lines.empty());
  for (const char* part : {"1 commit", "blob", "byte", " s."}) {
    CAPTURE(std::string(part));
    CHECK(lines.back().find(part) != std::string::npos);
  }
  CHECK(result.err.empty());
}

TEST_CASE("Colour and progress appear on terminals only, unless asked for") {
  TempDir dir;
  dir.write_file("a.txt", github_pat(3));
  const RunResult piped = keyhound({"scan", dir.str()});
  CHECK(piped.out.find('\x1b') == std::string::npos);
  CHECK(piped.err.empty());
  CHECK(keyhound({"scan", dir.str(), "--color", "always"}).out.find('\x1b') != std::string::npos);
  const RunResult never = keyhound({"scan", dir.str(), "--color", "never", "--no-progress"});
  CHECK(never.out.find('\x1b') == std::string::npos);
  const RunResult json = keyhound({"scan", dir.str(), "--color", "always", "--format", "json"});
  CHECK(json.out.find('\x1b') == std::string::npos);
}

TEST_CASE("JSON tells what was scanned, and --max-occurrences cuts the list but not the count") {
  GitRepoBuilder repo;
  for (int i = 0; i < 6; ++i) {
    repo.write("f" + std::to_string(i) + ".txt", github_pat(4) + "\n" + std::to_string(i) + "\n");
  }
  repo.stage().commit("six files");
  const ScanResult all = scan({repo.path(), "--history-only"});
  CHECK(all.report.json.at("scan").at("commits") == 1);
  CHECK(all.report.json.at("scan").at("blobs") == 6);
  CHECK(all.report.json.at("scan").at("bytes") > 0);
  CHECK(all.report.json.at("scan").at("head") == repo.head());
  REQUIRE(all.report.count(kGithubRule) == 1);
  CHECK(all.report.findings[0].occurrences.size() == 6);
  const ScanResult cut = scan({repo.path(), "--history-only", "--max-occurrences", "2"});
  REQUIRE(cut.report.count(kGithubRule) == 1);
  CHECK(cut.report.findings[0].occurrences.size() == 2);
  CHECK(cut.report.findings[0].json.at("occurrence_count") == 6);
}

TEST_CASE("SARIF holds the finding with its rule, level, region and fingerprint") {
  TempDir dir;
  dir.write_file("a.txt", "token = " + github_pat(5) + "\n");
  const RunResult result = keyhound({"scan", dir.str(), "--format", "sarif"});
  CHECK(result.exit_code == 1);
  const nlohmann::json sarif = parsed(result.out);
  CHECK(sarif.at("version") == "2.1.0");
  CHECK(sarif.at("runs").at(0).at("tool").at("driver").at("name") == "keyhound");
  const nlohmann::json* found = nullptr;
  for (const nlohmann::json& item : sarif.at("runs").at(0).at("results")) {
    if (item.at("ruleId") == std::string(kGithubRule)) found = &item;
  }
  REQUIRE(found != nullptr);
  const nlohmann::json& place = (*found).at("locations").at(0).at("physicalLocation");
  CHECK(place.at("artifactLocation").at("uri") == "a.txt");
  CHECK(place.at("region").at("startLine") == 1);
  CHECK(place.at("region").at("startColumn") == 9);
  CHECK(place.at("region").at("endColumn") == 49);
  CHECK((*found).at("level") == "error");
  CHECK_FALSE((*found).at("partialFingerprints").empty());
}

TEST_CASE("Standard output on a full disk is an error, not a crash and not a silent success") {
  TempDir dir;
  for (unsigned i = 0; i < 300; ++i) dir.write_file(std::to_string(i) + ".txt", github_pat(i));
  RunOptions options;
  options.stdout_file = "/dev/full";
  const RunResult result = keyhound({"scan", dir.str(), "--format", "json"}, options);
  CHECK(result.signal == 0);
  CHECK(result.exit_code == 2);
  CHECK_FALSE(result.err.empty());
}

}  // namespace keyhound::testing
