// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/cost_report.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/scanner/cli/captured_output.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

Rule make_rule(std::string id, std::string regex) {
  Rule rule;
  rule.id = std::move(id);
  rule.regex = std::move(regex);
  rule.origin = "my.toml";
  return rule;
}

std::string source_code(std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += "int main(int argc, char** argv) { return argc; }\n";
  return text;
}

// A corpus that is just large enough, in files of which none is passed over for its size.
struct Corpus {
  Corpus() {
    for (const char* name : {"a.c", "sub/b.c", "sub/c.c"})
      dir.write_file(name, source_code(400'000));
  }
  TempDir dir;
};

// The answer, and what was printed.
std::pair<bool, std::string> report(const std::vector<Rule>& rules, const std::string& corpus) {
  RuleSet set;
  set.rules = rules;
  CapturedOutput output;
  const auto answer = report_rule_costs(set, {corpus});
  std::string text = output.take();
  REQUIRE_MESSAGE(answer, answer.error().message);
  return {*answer, text};
}

std::string refusal(const std::vector<Rule>& rules, const std::vector<std::string>& corpus) {
  RuleSet set;
  set.rules = rules;
  const auto answer = report_rule_costs(set, corpus);
  REQUIRE_FALSE(answer);
  return answer.error().message;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Cheap rules are listed, and the answer is yes") {
  const Corpus corpus;
  const auto [is_cheap, text] = report(
      {make_rule("first", "qzx_[a-z]{9}"), make_rule("second", "wvu_[a-z]{9}")}, corpus.dir.str());
  CHECK(is_cheap);
  CHECK_FALSE(contains(text, "too costly"));
  CHECK(contains(text, "\nfirst "));
  CHECK(contains(text, "\nsecond "));
}

TEST_CASE("A rule that costs too much is named with its excess, and the answer is no") {
  const Corpus corpus;
  const auto [is_cheap, text] = report(
      {make_rule("cheap", "qzx_[a-z]{9}"), make_rule("open", "wvu_[a-z]+")}, corpus.dir.str());
  CHECK_FALSE(is_cheap);
  CHECK(contains(text, "open: too costly: "));
  CHECK_FALSE(contains(text, "cheap: too costly: "));
}

TEST_CASE("The most frequent triggers come first, ten of them") {
  const Corpus corpus;
  std::vector<Rule> rules;
  for (char c = 'a'; c < 'l'; ++c)
    rules.push_back(make_rule(std::string("rare-") + c, std::string("qzx") + c + "_[a-z]{9}"));
  rules.push_back(make_rule("zz-frequent", "return argc"));
  const auto [is_cheap, text] = report(rules, corpus.dir.str());
  CHECK_FALSE(is_cheap);
  const std::string table = text.substr(text.find("the most frequent triggers"));
  CHECK(table.find("zz-frequent") < table.find("rare-"));
  CHECK(std::count(table.begin(), table.end(), '\n') == 1 + 10);
}

TEST_CASE("The costliest rules come first, as many as were asked for") {
  const Corpus corpus;
  RuleSet set;
  set.rules = {make_rule("a-rare", "qzx_[a-z]{9}"), make_rule("b-frequent", "return argc"),
               make_rule("c-bare", "[a-z]{9}")};
  const auto table_of = [&](std::size_t top) {
    CapturedOutput output;
    const Status status = print_rule_costs(set, {corpus.dir.str()}, top);
    std::string text = output.take();
    REQUIRE_MESSAGE(status, status.error().message);
    return text;
  };
  const std::string all = table_of(0);
  CHECK(std::count(all.begin(), all.end(), '\n') == 1 + 3);
  CHECK(all.find("\nb-frequent ") < all.find("\na-rare "));
  CHECK(all.find("\nc-bare ") < all.find("\na-rare "));
  const std::string one = table_of(1);
  CHECK(std::count(one.begin(), one.end(), '\n') == 1 + 1);
  CHECK_FALSE(contains(one, "a-rare"));
}

TEST_CASE("A corpus too small to measure on is refused, and binary and huge files do not count") {
  const TempDir dir;
  dir.write_file("binary", std::string(900'000, '\0'));
  dir.write_file("huge.c", source_code(3U << 20U));
  dir.write_file("small.c", "int x;\n");
  const std::string message = refusal({make_rule("r", "qzx_[a-z]{9}")}, {dir.str()});
  CHECK(contains(message, "the corpus has 7 bytes"));
  CHECK(contains(message, "--corpus"));
}

TEST_CASE("A corpus that is not there and a rule that does not compile are named") {
  const Corpus corpus;
  CHECK(contains(refusal({make_rule("r", "abc")}, {corpus.dir / "gone"}), "gone"));
  CHECK(contains(refusal({make_rule("bad", "a(b")}, {corpus.dir.str()}), "my.toml: rule bad"));
}

}  // namespace keyhound::testing
