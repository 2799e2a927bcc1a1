// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/migrated_files.h"

#include <doctest/doctest.h>

#include "scanner/engine/rule_engine.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

GitleaksRules rules_of(std::string_view toml) {
  auto config = parse_gitleaks_config(toml, "g.toml", [](std::string_view) { return Status(); });
  REQUIRE_MESSAGE(config.has_value(), (config ? "" : config.error().message));
  return translate_gitleaks(*config, [](std::string_view foreign) {
    return foreign == "jwt" ? std::vector<std::string>{"jwt"} : std::vector<std::string>();
  });
}

Migration migrated(std::string_view toml, std::vector<BaselineEntry> entries = {}) {
  const GitleaksRules rules = rules_of(toml);
  MigrationSources sources;
  sources.files = {".gitleaks.toml"};
  sources.gitleaks = &rules;
  sources.baseline.entries = std::move(entries);
  sources.until = *parse_timestamp("2027-01-31");
  return write_migration(sources);
}

std::string content_of(const Migration& migration, std::string_view name) {
  for (const MigratedFile& file : migration.files)
    if (file.name == name) return file.content;
  return "no " + std::string(name);
}

}  // namespace

TEST_CASE("The rules that are written are read back by keyhound's own reader and compile") {
  const Migration migration = migrated(
      "[[rules]]\nid = \"acme token\"\ndescription = \"it's \\\"ours\\\"\"\n"
      "regex = '''acme_(?<k>[\"'\\x60]?[0-9a-f]{16})'''\nsecretGroup = 1\nentropy = 3.5\n"
      "keywords = [\"acme_\"]\npath = '\\.env$'\ntags = [\"a\"]\n"
      "[[rules]]\nid = \"far\"\nregex = 'tok_[0-9]{9}'\nkeywords = [\"other\"]\n");
  const testing::TempDir dir;
  dir.write_file(kOwnRulesFile, content_of(migration, kOwnRulesFile));
  auto file = load_rule_files(dir / kOwnRulesFile);
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().message));
  REQUIRE(file->rules.size() == 2);
  const Rule& rule = file->rules[0];
  CHECK(rule.id == "acme-token");
  CHECK(rule.description == "it's \"ours\"");
  CHECK(rule.regex == "acme_(?P<k>[\"'\\x60]?[0-9a-f]{16})");
  CHECK(rule.secret_group == 1);
  CHECK(rule.entropy > 3.5);
  CHECK(rule.path == "\\.env$");
  CHECK(rule.keywords.empty());
  CHECK(file->rules[1].keywords == std::vector<std::string>{"other"});
  auto set = make_rule_set(std::move(*file));
  REQUIRE(set.has_value());
  CHECK(RuleEngine::create(std::move(*set)).has_value());
}

TEST_CASE("Every allowlist is written with its end, for its rules; what is the same is one") {
  const Migration migration = migrated(
      "[extend]\nuseDefault = true\ndisabledRules = [\"jwt\"]\n"
      "[[rules]]\nid = \"a\"\nregex = 'aaa[0-9]{9}'\n[[rules]]\nid = \"b\"\nregex = 'bbb[0-9]{9}'\n"
      "[[allowlists]]\ndescription = \"tests\"\ntargetRules = [\"a\", \"b\"]\ncondition = \"AND\"\n"
      "regexTarget = \"line\"\nregexes = ['x']\npaths = ['^tests/']\n"
      "[[allowlists]]\nstopwords = [\"example\"]\n");
  CHECK(content_of(migration, kConfigFile) ==
        "# Written by keyhound migrate from .gitleaks.toml.\n"
        "\n[rules]\nfiles = ['keyhound-rules.toml']\ndefaults = true\ndisable = ['jwt']\n"
        "\n[[allowlists]]\nreason = 'taken over by keyhound migrate'\nuntil = 2027-01-31\n"
        "stopwords = ['example']\n"
        "\n[[allowlists]]\nreason = 'tests'\nuntil = 2027-01-31\nrules = ['a', 'b']\n"
        "condition = 'all'\ntarget = 'line'\nregexes = ['x']\npaths = ['^tests/']\n");
}

TEST_CASE("Entries of the baseline are one line each, with their end") {
  const Migration migration =
      migrated("[extend]\nuseDefault = true\n",
               {{"kh1:aaaa", "jwt", "accepted", {}, "gitleaks: a.env:2"},
                {"kh1:bbbb", "own.rule", "false-positive", {}, "detect-secrets: b"}});
  const std::string baseline = content_of(migration, kBaselineName);
  CHECK(baseline.substr(baseline.find('\n') + 1) ==
        "kh1:aaaa jwt verdict=accepted until=2027-01-31 \"gitleaks: a.env:2\"\n"
        "kh1:bbbb own.rule verdict=false-positive until=2027-01-31 \"detect-secrets: b\"\n");
  CHECK(content_of(migration, kConfigFile).find("baseline = '.keyhound-baseline'") !=
        std::string::npos);
  CHECK(content_of(migration, kOwnRulesFile).rfind("no ", 0) == 0);
}

TEST_CASE("Ids that a rule file does not take are changed, and stay apart") {
  const Migration migration = migrated(
      "[[rules]]\nid = \"a b\"\nregex = 'aaa[0-9]{9}'\n[[rules]]\nid = \"a-b\"\nregex = "
      "'bbb[0-9]{9}'\n[[allowlists]]\ntargetRules = [\"a b\", \"a-b\"]\nstopwords = [\"x\"]\n",
      {{"kh1:aaaa", "a-b", "accepted", {}, "n"}});
  auto rules = parse_rule_file(content_of(migration, kOwnRulesFile), "r.toml");
  REQUIRE(rules.has_value());
  CHECK(make_rule_set(std::move(*rules)).has_value());
  CHECK(content_of(migration, kConfigFile).find("rules = ['a-b', 'a-b-']") != std::string::npos);
  CHECK(content_of(migration, kBaselineName).find("\nkh1:aaaa a-b- ") != std::string::npos);
}

TEST_CASE("Default rules stay on where gitleaks has them, and where there are no others") {
  CHECK(content_of(migrated("[[rules]]\nid = \"a\"\nregex = 'aaa[0-9]{9}'\n"), kConfigFile)
            .find("defaults = false") != std::string::npos);
  CHECK(migrated("title = \"nothing\"\n").files.empty());
  const std::string paths =
      content_of(migrated("[[rules]]\nid = \"p\"\npath = 'x'\n"), kConfigFile);
  CHECK(paths.find("defaults") == std::string::npos);
}

TEST_CASE("A rule with a path alone becomes a forbidden path, which is told") {
  const Migration migration = migrated(
      "[[rules]]\nid = \"p\"\npath = '(?i)\\.p12$'\n"
      "[[rules]]\nid = \"silent\"\npath = 'x'\nskipReport = true\n");
  CHECK(content_of(migration, kConfigFile) ==
        "# Written by keyhound migrate from .gitleaks.toml.\n"
        "\n[paths]\nforbidden = ['(?i)\\.p12$']\n");
  REQUIRE(migration.notes.size() == 1);
  CHECK(migration.notes[0].kind == MigrationNote::Kind::kRemark);
  CHECK(migration.notes[0].message.find("forbidden-file") != std::string::npos);
}

TEST_CASE("What a rule file cannot say is told") {
  const Migration migration = migrated(
      "[[rules]]\nid = \"a\"\nregex = 'aaa[0-9]{9}'\n[[rules.required]]\nid = \"b\"\n"
      "[[rules]]\nid = \"b\"\nregex = 'bbb[0-9]{9}'\nskipReport = true\n");
  std::size_t untold = 0;
  for (const MigrationNote& note : migration.notes)
    if (note.kind == MigrationNote::Kind::kNoEquivalent && !note.next_step.empty()) ++untold;
  CHECK(untold == 2);
  CHECK(content_of(migration, kOwnRulesFile).find("id = 'b'") == std::string::npos);
}

}  // namespace keyhound
