// SPDX-License-Identifier: Apache-2.0
// A repository as CI platforms check it out, and runs of `keyhound ci` in it.
#pragma once

#include <algorithm>
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

using Variables = std::map<std::string, std::string>;

// main:   R --- A --------- M
//                \           \.
// topic:          ----- T --- G   (what a platform makes of a pull request)
// A has an old token. T copies it to another file and brings in a new one.
class CiRepository {
 public:
  CiRepository() {
    repo.commit_file("LICENSE", "None.\n", "Begin");
    start = repo.commit_file("old.env", "TOKEN=" + github_pat(1) + "\n", "Add a token");
    repo.git({"branch", "-M", "main"});
    repo.branch("topic").checkout("topic");
    repo.write("copy.env", "TOKEN=" + github_pat(1) + "\n");
    repo.write("new.env", "TOKEN=" + github_pat(2) + "\n");
    topic = repo.stage().commit("Change");
    repo.checkout("main");
    main = repo.commit_file("README", "Read me.\n", "Go on");
    repo.git({"update-ref", "refs/remotes/origin/main", main});
    repo.git({"update-ref", "refs/remotes/origin/topic", topic});
    repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
    repo.checkout(main);
    repo.git({"merge", "-q", "--no-ff", "-m", "Merge topic into main", topic});
    merge = repo.head();
  }

  // Replaces <start>, <topic>, <main>, <merge>, <gone> and <zeros> by ids.
  std::string filled(std::string text) const {
    for (const auto& [name, id] :
         std::map<std::string, std::string>{{"<start>", start},
                                            {"<topic>", topic},
                                            {"<main>", main},
                                            {"<merge>", merge},
                                            {"<gone>", std::string(40, 'd')},
                                            {"<zeros>", std::string(40, '0')}}) {
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
        text.replace(at, name.size(), id);
    }
    return text;
  }

  // `keyhound ci` in `path` (empty: here) with these variables; `event` is the text of GitHub's
  // file.
  RunResult run(const Variables& variables, std::vector<std::string> arguments,
                const std::string& event = "", const std::string& path = "") const {
    RunOptions options;
    options.cwd = path.empty() ? repo.path() : path;
    for (const auto& [name, value] : variables) options.environment[name] = filled(value);
    if (!event.empty()) {
      outside.write_file("event.json", filled(event));
      options.environment["GITHUB_EVENT_PATH"] = outside / "event.json";
    }
    if (std::find(arguments.begin(), arguments.end(), "--output-dir") == arguments.end())
      arguments.insert(arguments.end(), {"--output-dir", outside / "reports"});
    arguments.insert(arguments.begin(), "ci");
    return keyhound(arguments, options);
  }

  ScanResult scan(const Variables& variables, std::vector<std::string> arguments = {},
                  const std::string& event = "", const std::string& path = "") const {
    arguments.insert(arguments.end(), {"--format", "json"});
    ScanResult result;
    result.run = run(variables, arguments, event, path);
    INFO(result.run.describe());
    REQUIRE((result.run.exit_code == 0 || result.run.exit_code == 1));
    result.report = parse_report(result.run);
    return result;
  }

  GitRepoBuilder repo;
  TempDir outside;  // for files that are not the repository's
  std::string start;
  std::string topic;
  std::string main;
  std::string merge;
};

// "new" or "unchanged" of the finding at this path; empty: it has none.
inline std::string state_at(const Report& report, std::string_view path) {
  for (const Finding& finding : report.findings)
    for (const Occurrence& place : finding.occurrences)
      if (place.path == path) return finding.json.value("baseline_state", "");
  return "absent";
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace keyhound::testing
