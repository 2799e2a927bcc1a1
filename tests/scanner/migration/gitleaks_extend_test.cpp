// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_extend.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Status any_regex(std::string_view) { return {}; }

using Files = std::map<std::string, std::string>;

Result<GitleaksConfig> load(const Files& files) {
  return load_gitleaks_config(
      "a.toml",
      [&files](const std::string& path) -> Result<NamedContent> {
        const auto file = files.find(path);
        if (file == files.end()) return fail(ErrorKind::kNotFound, path + ": no such file");
        return NamedContent{path, file->second};
      },
      any_regex);
}

GitleaksConfig loaded(const Files& files) {
  auto config = load(files);
  REQUIRE_MESSAGE(config.has_value(), (config ? "" : config.error().message));
  return std::move(*config);
}

std::string error_of(const Files& files) {
  const auto config = load(files);
  return config ? "none" : config.error().message;
}

}  // namespace

TEST_CASE("The rules of an extended configuration join, but for those that are disabled") {
  const GitleaksConfig config =
      loaded({{"a.toml",
               "[extend]\npath = \"b.toml\"\ndisabledRules = [\"off\"]\n[[rules]]\nid = \"own\"\n"
               "regex = 'o'\n"},
              {"b.toml",
               "[[rules]]\nid = \"base\"\nregex = 'b'\n[[rules]]\nid = \"off\"\nregex = 'x'\n"
               "[[allowlists]]\npaths = ['p']\n"}});
  REQUIRE(config.rules.size() == 2);
  CHECK(config.rules[0].id == "own");
  CHECK(config.rules[1].id == "base");
  CHECK(config.allowlists.size() == 1);
}

TEST_CASE("A rule of the same id says over the base's what it says, and adds to its lists") {
  const GitleaksConfig config = loaded(
      {{"a.toml",
        "[extend]\npath = \"b.toml\"\n[[rules]]\nid = \"r\"\nentropy = 4\nkeywords = [\"k2\"]\n"
        "[[rules.allowlists]]\nstopwords = [\"s2\"]\n"},
       {"b.toml",
        "[[rules]]\nid = \"r\"\nregex = '(b)'\nentropy = 3\nsecretGroup = 1\nkeywords = "
        "[\"k1\"]\n[[rules.allowlists]]\nstopwords = [\"s1\"]\n"}});
  REQUIRE(config.rules.size() == 1);
  const GitleaksRule& rule = config.rules.front();
  CHECK(rule.regex == "(b)");
  CHECK(rule.entropy == 4);
  CHECK(rule.secret_group == 1);
  CHECK(rule.keywords == std::vector<std::string>{"k1", "k2"});
  CHECK(rule.allowlists.size() == 2);
}

TEST_CASE("Extending stops at the second level, and says so") {
  const auto level = [](const std::string& next, const std::string& id) {
    return "[extend]\npath = \"" + next + "\"\n[[rules]]\nid = \"" + id + "\"\nregex = 'x'\n";
  };
  const GitleaksConfig config = loaded({{"a.toml", level("b.toml", "a")},
                                        {"b.toml", level("c.toml", "b")},
                                        {"c.toml", level("d.toml", "c")},
                                        {"d.toml", level("a.toml", "d")}});
  CHECK(config.rules.size() == 3);
  REQUIRE(config.notes.size() == 1);
  CHECK(config.notes.front().message.find("second level") != std::string::npos);
  // A file that extends itself ends there too.
  CHECK(loaded({{"a.toml", level("a.toml", "a")}}).rules.size() == 1);
}

TEST_CASE("A base that extends the default rules hands that on") {
  const GitleaksConfig config =
      loaded({{"a.toml", "[extend]\npath = \"b.toml\"\n"},
              {"b.toml", "[extend]\nuseDefault = true\ndisabledRules = [\"jwt\"]\n"}});
  CHECK(config.use_default);
  CHECK(config.disabled_rules == std::vector<std::string>{"jwt"});
}

TEST_CASE("What is missing after everything was put together is an error") {
  CHECK(error_of({{"a.toml", "[[rules]]\nid = \"r\"\n"}}) ==
        "a.toml:1: rule r: has neither regex nor path, so it finds nothing");
  CHECK(error_of({{"a.toml",
                   "[[rules]]\nid = \"r\"\nregex = 'x'\n[[rules.required]]\nid = "
                   "\"s\"\n"}}) == "a.toml:1: rule r: required names s, which is no rule here");
  CHECK(error_of({{"a.toml", "[[allowlists]]\npaths = ['x']\ntargetRules = [\"s\"]\n"}}) ==
        "a.toml:1: targetRules names s, which is no rule here");
  CHECK(error_of({{"a.toml", "[extend]\npath = \"b.toml\"\n"}}) ==
        "a.toml: extend: b.toml: no such file");
}

TEST_CASE("An extended file is looked for from the current directory, then beside the first") {
  const testing::TempDir dir;
  dir.write_file("conf/base.toml", "[[rules]]\nid = \"base\"\nregex = 'x'\n");
  dir.write_file("conf/a.toml", "[extend]\npath = \"base.toml\"\n");
  const auto config =
      load_gitleaks_config(dir / "conf/a.toml", read_gitleaks_files(dir / "conf"), any_regex);
  REQUIRE(config.has_value());
  CHECK(config->rules.size() == 1);
  CHECK(std::filesystem::exists(dir / "conf/base.toml"));
}

}  // namespace keyhound
