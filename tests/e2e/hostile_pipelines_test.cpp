// SPDX-License-Identifier: Apache-2.0
// Pipeline definitions that are made to break their readers: each ends in bounded time with a
// diagnostic, and the credential in it is found all the same.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kWorkflow = ".github/workflows/ci.yml";

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

struct Hostile {
  std::string name;
  std::string text;
  std::string diagnostic;  // its kind; empty: none
};

std::string utf16(std::string_view text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

std::vector<Hostile> hostile_texts() {
  const std::string token = "\n# " + github_pat(1) + "\n";
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [*" + before + repeated(", *" + before, 8) + "]\n";
  }
  const std::string head = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n";
  return {
      {"200,000 nested brackets", repeated("[", 200'000) + token, "unreadable-definition"},
      {"an alias bomb", bomb + token, "large-definition"},
      {"a tab that indents", "on: push\njobs:\n\ta: b\n" + token, "unreadable-definition"},
      {"a byte order mark", "\xEF\xBB\xBF" + head + "      - run: make\n" + token, ""},
      {"CRLF", "on: push\r\njobs:\r\n  a:\r\n    runs-on: x\r\n" + token, ""},
      {"UTF-16", utf16(head + "      - run: make\n" + token), "unreadable-definition"},
      {"bytes that are not UTF-8", head + "      - run: \xC3\x28\n" + token,
       "unreadable-definition"},
      {"a template before it is YAML", "{% if x %}\non: push\n{% endif %}\nkey: [{{ y }\n" + token,
       "template-definition"},
      {"a string and a here-document without end",
       head + "      - run: |\n          echo \"a\n          cat <<EOF\n          b\n" + token,
       "unfinished-script"},
      {"an expression nested 10,000 deep",
       head + "      - run: ${{ " + repeated("(", 10'000) + " }}\n" + token, "expression-limit"},
      {"2 MB", head + repeated("      - run: make all the things\n", 65'000) + token,
       "large-definition"},
      {"a key that is there twice", "on: push\non: pull_request\njobs: {}\n" + token,
       "duplicate-key"},
  };
}

TEST_CASE("Hostile definitions end soon, are told, and hide no credential") {
  for (const Hostile& one : hostile_texts()) {
    CAPTURE(one.name);
    const TempDir dir;
    dir.write_file(kWorkflow, one.text);
    const RunResult run =
        keyhound({"pipelines", dir.str(), "--format", "json"}, {.timeout_seconds = 30});
    CHECK(run.signal == 0);
    CHECK_FALSE(run.killed_by_timeout);
    CHECK(run.exit_code == 1);
    REQUIRE(Json::accept(run.out));
    const Json report = Json::parse(run.out);
    CHECK(report["findings"].dump().find(kGithubRule) != std::string::npos);
    std::string kinds;
    for (const Json& diagnostic : report["diagnostics"])
      kinds += diagnostic["kind"].get<std::string>() + " ";
    CAPTURE(kinds);
    if (!one.diagnostic.empty()) CHECK(kinds.find(one.diagnostic) != std::string::npos);
    if (one.diagnostic.empty()) CHECK(kinds.empty());
  }
}

TEST_CASE("A YAML file of 100 MB is scanned as text, and told not to be read as a definition") {
  const TempDir dir;
  dir.write_file(kWorkflow, "on: push\njobs:\n" +
                                repeated("  # some text of a line or two\n", 3'500'000) + "# " +
                                github_pat(2) + "\n");
  const RunResult run =
      keyhound({"pipelines", dir.str(), "--format", "json"}, {.timeout_seconds = 60});
  CHECK(run.exit_code == 1);
  CHECK(run.peak_rss_kb < 300'000);
  REQUIRE(Json::accept(run.out));
  CHECK(Json::parse(run.out)["diagnostics"].dump().find("large-definition") != std::string::npos);
}

TEST_CASE("Links in the tree lead no include out of it") {
  const TempDir outside;
  outside.write_file("secret.yml", "job:\n  script: echo $A_SECRET_TOKEN\n");
  const TempDir dir;
  dir.write_file(".gitlab-ci.yml",
                 "include:\n  - local: /linked/secret.yml\n"
                 "  - local: ../../etc/passwd\n");
  std::filesystem::create_directory_symlink(outside.path(), dir / "linked");
  const Json inventory = Json::parse(keyhound({"inventory", dir.str(), "--format", "json"}).out);
  CHECK(inventory["secrets"].empty());
}

}  // namespace
}  // namespace keyhound::testing
