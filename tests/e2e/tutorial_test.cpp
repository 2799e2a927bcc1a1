// SPDX-License-Identifier: Apache-2.0
// docs/tutorial-governance.md is run: its commands in order in one directory, and what they print
// is what the document shows. KEYHOUND_UPDATE_GOLDEN=1 rewrites the outputs that it shows;
// KEYHOUND_TUTORIAL_DIRECTORY=DIR leaves the organisation in DIR, before the first command.
#include <doctest/doctest.h>
#include <stdlib.h>
#include <time.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/tutorial_document.h"
#include "tests/e2e/tutorial_organisation.h"
#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

const fs::path kDocument = fs::path(testing::kSourceDir) / "docs/tutorial-governance.md";
const fs::path kFixtures = fs::path(testing::kSourceDir) / "fixtures/tutorial";

std::string today() {
  const time_t now = ::time(nullptr);
  struct tm parts {};
  ::gmtime_r(&now, &parts);
  char text[16];
  ::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The directory of the tutorial, and a person who works in it.
class Workplace {
 public:
  Workplace() {
    make_organisation(dir_.path());
    fs::copy(kFixtures, dir_.path(), fs::copy_options::recursive);
    programs_.make_directory("bin");
    const char* other = std::getenv("KEYHOUND_PROGRAM");
    fs::create_symlink(other != nullptr ? other : testing::kProgram, programs_ / "bin/keyhound");
  }

  const TempDir& dir() const { return dir_; }

  // Both streams, as a terminal shows them.
  std::string run_shown(const std::string& command) const {
    RunOptions options;
    options.cwd = dir_.str();
    options.environment = {{"PATH", programs_ / "bin" + ":" + std::getenv("PATH")},
                           {"HOME", programs_.str()},
                           {"LC_ALL", "C.UTF-8"},
                           {"GIT_CONFIG_NOSYSTEM", "1"},
                           {"GIT_CONFIG_GLOBAL", "/dev/null"},
                           {"GIT_AUTHOR_NAME", "Ana Author"},
                           {"GIT_AUTHOR_EMAIL", "ana@acme.example"},
                           {"GIT_COMMITTER_NAME", "Ana Author"},
                           {"GIT_COMMITTER_EMAIL", "ana@acme.example"}};
    for (const char* name : {"AUTHOR", "COMMITTER"}) {
      options.environment[std::string("GIT_") + name + "_DATE"] = "2026-02-20T12:00:00Z";
    }
    options.unset = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "KEYHOUND_FINGERPRINT_KEY",
                     "KEYHOUND_LEDGER_KEY_FILE"};
    const RunResult result = run({"sh", "-c", "exec 2>&1\n" + command}, options);
    INFO(command << "\n" << result.describe());
    // 1: there are findings, which is what the tutorial is about.
    CHECK((result.exit_code == 0 || result.exit_code == 1));
    return result.out;
  }

 private:
  TempDir dir_;
  TempDir programs_;
};

// Runs the steps; returns the document with the outputs of this run.
Lines run_steps(const Workplace& workplace, const Lines& document, bool is_update) {
  Lines renewed_document;
  std::size_t done = 0;
  for (const ShownStep& step : steps_of(document)) {
    std::string output;
    for (const std::string& command : step.commands) output += workplace.run_shown(command);
    const Lines actual = lines_of(with_placeholders(output, today()));
    const auto at = [&document](std::size_t i) {
      return document.begin() + static_cast<std::ptrdiff_t>(i);
    };
    const Lines shown(at(step.output_begin), at(step.output_end));
    if (!is_update) {
      INFO("docs/tutorial-governance.md:" << step.line << "\n" << joined(actual));
      CHECK(is_shown(shown, actual));
      // What prints something shows it, so that nobody is surprised.
      if (!step.has_output) CHECK(actual.empty());
    }
    if (!step.has_output) continue;
    renewed_document.insert(renewed_document.end(), at(done), at(step.output_begin));
    const Lines fresh = renewed(shown, actual);
    renewed_document.insert(renewed_document.end(), fresh.begin(), fresh.end());
    done = step.output_end;
  }
  renewed_document.insert(renewed_document.end(),
                          document.begin() + static_cast<std::ptrdiff_t>(done), document.end());
  return renewed_document;
}

std::set<std::string> known_policies() {
  std::set<std::string> ids;
  for (const std::string& line : lines_of(keyhound({"policy", "list"}).out)) {
    ids.insert(line.substr(0, line.find(' ')));
  }
  return ids;
}

// The rows of the document's table: policy, where it fires, where it passes.
std::map<std::string, std::pair<std::string, std::string>> places_of(const Lines& document) {
  std::map<std::string, std::pair<std::string, std::string>> places;
  const std::regex row("\\| ([A-Z]{3}[0-9]{4}) \\|[^|]*\\| `([^`]+)`[^|]*\\| `([^`]+)`[^|]*\\|");
  for (const std::string& line : document) {
    std::smatch match;
    if (std::regex_match(line, match, row)) places[match[1]] = {match[2], match[3]};
  }
  return places;
}

// "ROT1001 fail" to the subjects of such verdicts in the ledger.
std::map<std::string, std::set<std::string>> verdicts_of(const Workplace& workplace) {
  std::map<std::string, std::set<std::string>> verdicts;
  const RunResult shown = keyhound({"evidence", "show", workplace.dir() / "ledger.jsonl", "--type",
                                    "policy.evaluated", "--format", "json"});
  for (const std::string& line : lines_of(shown.out)) {
    const auto event = nlohmann::json::parse(line);
    const auto& data = event.at("data");
    verdicts[data.at("policy").get<std::string>() + " " + data.at("outcome").get<std::string>()]
        .insert(event.at("subject").get<std::string>());
  }
  return verdicts;
}

bool names_one(const std::set<std::string>& subjects, const std::string& name) {
  return std::any_of(subjects.begin(), subjects.end(),
                     [&](const std::string& one) { return one.ends_with(":" + name); });
}

nlohmann::json report_in(const Workplace& workplace, const std::string& file) {
  return nlohmann::json::parse(workplace.dir().read_file(file));
}

// How many subjects had the outcome, by policy, in both evaluations together.
std::map<std::string, int> counts_of(const Workplace& workplace, const std::string& outcome) {
  std::map<std::string, int> counts;
  for (const char* file : {"february.json", "march.json"}) {
    const nlohmann::json report = report_in(workplace, file);
    for (const auto& policy : report.at("assessment").at("policies")) {
      counts[policy.at("id")] += policy.value(outcome, 0);
    }
  }
  return counts;
}

void check_policies(const Workplace& workplace, const Lines& document) {
  const std::set<std::string> policies = known_policies();
  CHECK(policies.size() >= 36);
  auto failed = counts_of(workplace, "fail");
  auto passed = counts_of(workplace, "pass");
  auto verdicts = verdicts_of(workplace);
  auto places = places_of(document);
  CHECK(places.size() == policies.size());
  for (const std::string& id : policies) {
    CAPTURE(id);
    CHECK(failed[id] >= 1);
    CHECK(passed[id] >= 1);
    CAPTURE(places[id].first);
    CAPTURE(places[id].second);
    CHECK(names_one(verdicts[id + " fail"], places[id].first));
    CHECK(names_one(verdicts[id + " pass"], places[id].second));
  }
}

void check_size(const Workplace& workplace) {
  for (const char* file : {"february.json", "march.json"}) {
    const auto report = report_in(workplace, file);
    CHECK(report.at("assessment").at("credentials") == 40);
    std::set<std::string> repositories;
    std::set<std::string> found;
    for (const auto& finding : report.at("findings")) {
      if (finding.at("kind") != "secret") continue;
      repositories.insert(finding.at("repository"));
      found.insert(finding.at("credential").at("id"));
    }
    CHECK(found.size() == 16);
    CHECK(repositories == std::set<std::string>{"acme/infra", "acme/pay", "acme/web"});
  }
}

}  // namespace

TEST_CASE("The governance tutorial prints what it shows, and every policy fires and passes in it") {
  const Workplace workplace;
  if (const char* kept = std::getenv("KEYHOUND_TUTORIAL_DIRECTORY")) {
    fs::copy(workplace.dir().path(), kept, fs::copy_options::recursive);
    return;
  }
  const bool is_update = std::getenv("KEYHOUND_UPDATE_GOLDEN") != nullptr;
  const Lines document = lines_of(read_whole_file(kDocument));
  const Lines fresh = run_steps(workplace, document, is_update);
  if (is_update) write_whole_file(kDocument, joined(fresh));
  check_size(workplace);
  check_policies(workplace, document);
}

TEST_CASE("A shown output that leaves lines out must hold the others, in order") {
  const Lines actual = {"a", "b", "c", "d"};
  CHECK(is_shown({"a", "b", "c", "d"}, actual));
  CHECK(is_shown({"a", "...", "d"}, actual));
  CHECK(is_shown({"...", "b", "...", "d"}, actual));
  CHECK(is_shown({"a", "..."}, actual));
  CHECK_FALSE(is_shown({"a", "b"}, actual));
  CHECK_FALSE(is_shown({"b", "..."}, actual));
  CHECK_FALSE(is_shown({"...", "c"}, actual));
  CHECK_FALSE(is_shown({"a", "...", "c", "b", "...", "d"}, actual));
  CHECK_FALSE(is_shown({"...", "d", "...", "d"}, actual));
  CHECK(renewed({"x", "...", "c", "x", "...", "x"}, {"a", "b", "c", "d", "e", "f"}) ==
        Lines{"a", "...", "c", "d", "...", "f"});
  CHECK(renewed({"x"}, actual) == actual);
}

}  // namespace keyhound::testing
