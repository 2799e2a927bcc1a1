// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_filter.h"

#include <doctest/doctest.h>

#include "scanner/migration/gitleaks_extend.h"
#include "scanner/migration/gitleaks_paths.h"
#include "scanner/scan/scan_session.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

// A scan of `target` with the rules of a .gitleaks.toml, as "rule path" of each finding's places.
std::vector<std::string> scan(std::string_view toml, const std::string& target,
                              ScanMode mode = ScanMode::kEverything) {
  const auto no_names = [](std::string_view) { return std::vector<std::string>(); };
  auto config = parse_gitleaks_config(toml, "g.toml", [](std::string_view) { return Status(); });
  REQUIRE_MESSAGE(config.has_value(), (config ? "" : config.error().message));
  const GitleaksRules rules = translate_gitleaks(*config, no_names);
  auto set = make_rule_set(rules.file);
  REQUIRE(set.has_value());
  auto engine = RuleEngine::create(std::move(*set));
  REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().message));
  auto context = ScanContext::create(*engine);
  REQUIRE(context.has_value());
  ScanRequest request;
  request.target = target;
  request.mode = mode;
  auto result = run_scan(*context, request);
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  auto texts = PlaceTexts::open(target);
  REQUIRE(texts.has_value());
  auto filter = GitleaksFilter::create(rules, *context, *texts);
  REQUIRE(filter.has_value());
  REQUIRE(filter->apply(*result).has_value());
  REQUIRE(add_path_findings(rules, *context, request, *texts, *result).has_value());
  std::vector<std::string> found;
  for (const Finding& finding : result->findings)
    for (const Occurrence& place : finding.occurrences)
      found.push_back(finding.rule_id + " " + place.location.path);
  return found;
}

using Found = std::vector<std::string>;

constexpr std::string_view kTwoRules = R"toml(
[[rules]]
id = "secret"
regex = '''sec_([0-9a-f]{16})'''
  [[rules.required]]
  id = "account"
  withinLines = 2
[[rules]]
id = "account"
regex = '''acc_([0-9]{6})'''
skipReport = true
)toml";

constexpr const char* kSecret = "sec_0123456789abcdef\n";
constexpr const char* kAccount = "acc_123789\n";

}  // namespace

TEST_CASE("A keyword counts anywhere in the file, in any case") {
  const testing::TempDir dir;
  const std::string far(5000, '\n');
  dir.write_file("near.txt", kSecret + far + "ACME\n");
  dir.write_file("none.txt", kSecret);
  CHECK(scan("[[rules]]\nid = \"r\"\nregex = 'sec_[0-9a-f]{16}'\nkeywords = [\"acme\"]\n",
             dir.str()) == Found{"r near.txt"});
}

TEST_CASE("A rule that requires another is reported where that finds something near") {
  const testing::TempDir dir;
  dir.write_file("near.txt", std::string(kSecret) + "\n" + kAccount);
  dir.write_file("far.txt", std::string(kSecret) + "\n\n" + kAccount);
  dir.write_file("alone.txt", kSecret);
  dir.write_file("account.txt", kAccount);  // skipReport
  CHECK(scan(kTwoRules, dir.str()) == Found{"secret near.txt"});
}

TEST_CASE("Columns count too, and all required rules must find something") {
  const testing::TempDir dir;
  dir.write_file("a.txt", "sec_0123456789abcdef acc_123789\n");
  const std::string rules =
      "[[rules]]\nid = \"s\"\nregex = 'sec_[0-9a-f]{16}'\n[[rules.required]]\nid = \"a\"\n"
      "withinColumns = COLUMNS\n[[rules]]\nid = \"a\"\nregex = 'acc_[0-9]{6}'\nskipReport = true\n";
  const auto with = [&](const std::string& columns) {
    std::string toml = rules;
    return scan(toml.replace(toml.find("COLUMNS"), 7, columns), dir.str()).size();
  };
  CHECK(with("21") == 1);
  CHECK(with("20") == 0);
}

TEST_CASE("Parts that came one after the other count where the present file has both") {
  testing::GitRepoBuilder repo;
  repo.commit_file("a.txt", kSecret, "One");
  repo.commit_file("a.txt", std::string(kSecret) + kAccount, "Two");
  repo.commit_file("b.txt", kSecret, "Three");
  CHECK(scan(kTwoRules, repo.path()) == Found{"secret a.txt"});
}

TEST_CASE("What lost its bytes to a rule that is not reported comes back") {
  const testing::TempDir dir;
  dir.write_file("a.txt", kSecret);
  CHECK(scan("[[rules]]\nid = \"silent\"\nregex = 'sec_[0-9a-f]{16}'\nskipReport = true\n"
             "[[rules]]\nid = \"told\"\nregex = 's[a-z]c_[0-9a-f]{16}'\n",
             dir.str()) == Found{"told a.txt"});
}

TEST_CASE("A rule on a path alone reports the file, but not where an allowlist names it") {
  testing::GitRepoBuilder repo;
  repo.commit_file("old/key.p12", "x", "One");
  repo.commit_removal("old/key.p12", "Two");
  repo.commit_file("test/key.p12", "x", "Three");
  repo.write("new.p12", "x").stage("new.p12");
  repo.write("plain.p12", "x");
  const std::string toml =
      "[[rules]]\nid = \"p12\"\npath = '''\\.p12$'''\n[[rules.allowlists]]\npaths = ['^test/']\n";
  CHECK(scan(toml, repo.path()) == Found{"p12 new.p12", "p12 old/key.p12", "p12 plain.p12"});
  CHECK(scan(toml, repo.path(), ScanMode::kStaged) == Found{"p12 new.p12"});
  CHECK(scan(toml, repo.path(), ScanMode::kTreeOnly) == Found{"p12 new.p12", "p12 plain.p12"});
}

}  // namespace keyhound
