// SPDX-License-Identifier: Apache-2.0
// A bad rule is refused by name, or costs little; it never panics, hangs or silently finds nothing
// (shared/ROBUSTNESS.md, section 10).
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr int kSeconds = 20;

struct NamedRegex {
  std::string name;
  std::string regex;
};

// A whole rule around one regex. `more` are further lines of the table.
std::string rule_file(const std::string& regex, const std::string& id = "bad-rule",
                      const std::string& more = "") {
  return "[[rules]]\nid = \"" + id + "\"\ndescription = \"A bad rule\"\nprovider = \"Acme\"\n" +
         "credential = \"API key\"\nkind = \"api-key\"\nseverity = \"high\"\n" +
         "confidence = \"high\"\nregex = '''" + regex + "'''\n" + more;
}

// Scans 200 kB of 'a' with the given rules added to the default pack.
RunResult scan_with(const TempDir& dir, const std::string& rules,
                    const std::vector<std::string>& more = {}) {
  dir.write_file("in/a.txt", std::string(200000, 'a') + "\n");
  dir.write_file("rules.toml", rules);
  std::vector<std::string> arguments = {"scan", dir / "in", "--rules", dir / "rules.toml"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  RunOptions options;
  options.timeout_seconds = kSeconds;
  return keyhound(arguments, options);
}

void check_refused(const RunResult& result, const std::vector<std::string>& named) {
  INFO(result.describe());
  CHECK(result.exit_code == 2);
  for (const std::string& text : named) {
    CAPTURE(text);
    CHECK(result.err.find(text) != std::string::npos);
  }
}

std::string wide_alternation() {
  std::string regex = "(?:";
  for (unsigned i = 0; i < 3000; ++i) regex += alphanumerics(i, 8) + "|";
  return regex + "zz)[a-z0-9]{0,50}q";
}

}  // namespace

TEST_CASE("A regex that cannot be a rule is refused with the name of the rule and of the file") {
  const std::vector<NamedRegex> regexes = {{"unbalanced bracket", "["},
                                           {"look-ahead", "foo(?=bar)"},
                                           {"look-behind", "(?<=foo)bar"},
                                           {"back-reference", "(a)\\1"},
                                           {"nested repetition", "(?:a{1,1000}){1,1000}"},
                                           {"empty match", "x*"},
                                           {"empty regex", ""},
                                           {"empty alternative", "abcdefgh|"}};
  for (const NamedRegex& row : regexes) {
    CAPTURE(row.name);
    TempDir dir;
    check_refused(scan_with(dir, rule_file(row.regex)), {"bad-rule", "rules.toml"});
  }
}

TEST_CASE("A costly regex is refused by name or ends in time") {
  const std::vector<NamedRegex> regexes = {{"nested plus", "(a+)+$"},
                                           {"nested groups", "^(([a-z])+.)+[A-Z]([a-z])+$"},
                                           {"wide alternation", wide_alternation()},
                                           {"wide class", "\\p{L}{1,500}z"},
                                           {"any character", ".*"},
                                           {"one character", "a"},
                                           {"long gap", "a.{0,1000}?b.{0,1000}?c"}};
  for (const NamedRegex& row : regexes) {
    CAPTURE(row.name);
    TempDir dir;
    const RunResult result = scan_with(dir, rule_file(row.regex));
    INFO(result.describe());
    CHECK_FALSE(result.killed_by_timeout);
    CHECK((result.exit_code >= 0 && result.exit_code <= 3));
    if (result.exit_code == 2) CHECK(result.err.find("bad-rule") != std::string::npos);
    CHECK(result.peak_rss_kb < 1000 * 1000);
    CHECK(result.out.size() < 10 * 1000 * 1000);
  }
}

TEST_CASE("A rule file with a mistake is refused with its line and column") {
  const std::string good = "abcdefgh[0-9]{8}";
  TempDir dir;
  SUBCASE("not TOML") { check_refused(scan_with(dir, "[[rules]]\nid = \n"), {"rules.toml:2:"}); }
  SUBCASE("unterminated string") {
    check_refused(scan_with(dir, "[[rules]]\nid = \"x\n"), {"rules.toml:2:"});
  }
  SUBCASE("unknown key") {
    check_refused(scan_with(dir, rule_file(good, "bad-rule", "colour = \"red\"\n")),
                  {"rules.toml:10:1"});
  }
  SUBCASE("unknown top-level key") {
    check_refused(scan_with(dir, "colour = 1\n" + rule_file(good)), {"rules.toml:1:1"});
  }
  SUBCASE("wrong type") {
    check_refused(scan_with(dir, rule_file(good, "bad-rule", "entropy = \"high\"\n")),
                  {"rules.toml:10:"});
  }
  SUBCASE("group out of range") {
    check_refused(scan_with(dir, rule_file(good, "bad-rule", "secret_group = 7\n")),
                  {"bad-rule", "secret_group"});
  }
  SUBCASE("duplicate id") {
    check_refused(scan_with(dir, rule_file(good) + rule_file("x" + good)),
                  {"bad-rule", "rules.toml"});
  }
  SUBCASE("no id") {
    check_refused(scan_with(dir, "[[rules]]\nregex = '''abc'''\n"), {"rules.toml", "id"});
  }
  SUBCASE("bytes that are not UTF-8") {
    check_refused(scan_with(dir, "# \xff\xfe\n" + rule_file(good)), {"rules.toml"});
  }
}

TEST_CASE("A configuration that leaves no rule is an error") {
  TempDir dir;
  dir.write_file("in/a.txt", github_pat(1)).write_file("empty.toml", "").make_directory("none");
  CHECK(keyhound({"scan", dir / "in", "--no-default-rules"}).exit_code == 2);
  CHECK(keyhound({"scan", dir / "in", "--no-default-rules", "--rules", dir / "empty.toml"})
            .exit_code == 2);
  CHECK(keyhound({"scan", dir / "in", "--no-default-rules", "--rules", dir / "none"}).exit_code ==
        2);
}

TEST_CASE("A rule file that does not exist is an error that names it") {
  TempDir dir;
  dir.write_file("in/a.txt", "harmless");
  check_refused(keyhound({"scan", dir / "in", "--rules", dir / "missing.toml"}), {"missing.toml"});
}

TEST_CASE("A good rule of a user works beside the default pack and without it") {
  TempDir dir;
  dir.write_file("in/a.txt", "key: acme_" + alphanumerics(9, 24) + "\n" + github_pat(2) + "\n");
  dir.write_file("rules/acme.toml", rule_file("\\bacme_[0-9A-Za-z]{24}\\b", "acme-key"));
  const ScanResult both = scan({dir / "in", "--rules", dir / "rules"});
  CHECK(position(both.report.find("acme-key", "a.txt")) == position_of(1, 6, std::string(29, 'x')));
  CHECK(both.report.has_finding(kGithubRule, "a.txt"));
  const ScanResult alone = scan({dir / "in", "--no-default-rules", "--rules", dir / "rules"});
  CHECK(alone.report.has_finding("acme-key", "a.txt"));
  CHECK_FALSE(alone.report.has_finding(kGithubRule, "a.txt"));
}

TEST_CASE("The rules can be listed, shown and tested") {
  const RunResult list = keyhound({"rules", "list"});
  CHECK(list.exit_code == 0);
  CHECK(list.out.find(kGithubRule) != std::string::npos);
  const RunResult shown = keyhound({"rules", "show", std::string(kGithubRule)});
  CHECK(shown.exit_code == 0);
  CHECK(shown.out.find("ghp_") != std::string::npos);
  const RunResult unknown = keyhound({"rules", "show", "no-such-rule"});
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.err.find("no-such-rule") != std::string::npos);
  CHECK(keyhound({"rules", "test"}).exit_code == 0);
}

}  // namespace keyhound::testing
