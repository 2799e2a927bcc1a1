// SPDX-License-Identifier: Apache-2.0
// What is found in a text that derives from another, with the help of what the other holds, is what
// is found in it alone. Chains of derived texts, since a fault in one answer is the base of the
// next.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "scanner/engine/regex_sample.h"
#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/checksum.h"
#include "scanner/rules/placeholder.h"
#include "scanner/rules/rule_file.h"
#include "tests/scanner/engine/random_edit.h"
#include "tests/scanner/engine/random_regex.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

using testing::EditedText;
using testing::EditPlaces;
using testing::Random;

struct Totals {
  std::size_t texts = 0;
  std::size_t hits = 0;
  std::size_t matches = 0;
};

// Walks along chains of derived texts and compares after each step.
class Chains {
 public:
  using DrawBytes = std::function<std::string()>;

  Chains(const RuleEngine& engine, std::uint64_t seed, std::size_t definition_share)
      : engine_(engine), random_(seed), definition_share_(definition_share) {
    Result<Matcher> matcher = Matcher::create(engine);
    REQUIRE(matcher);
    matcher_ = std::make_unique<Matcher>(std::move(*matcher));
  }

  Random& random() { return random_; }
  [[nodiscard]] const Totals& totals() const { return totals_; }

  // Edits are wanted around these texts, too.
  void mark(std::vector<std::string> marks) { marks_ = std::move(marks); }

  // One chain of 1 to 20 texts that begins with one of about `size` bytes.
  void walk(std::size_t size, const std::vector<std::size_t>& distances, const DrawBytes& draw) {
    std::string text;
    while (text.size() < size) text += draw();
    TextMatches base;
    REQUIRE(matcher_->find(text, base));
    for (std::size_t depth = 1 + random_.below(20); depth > 0; --depth) {
      const EditedText edited = random_edit(text, places(text, base, distances), random_, draw);
      const std::string next = edited.text();
      TextMatches found = stale_;  // what it held before does not matter
      REQUIRE(matcher_->find_derived(next, base, edited.copied(), found));
      if (!is_right(next, found)) return report(text, next, edited.copied(), found);
      stale_ = std::exchange(base, std::move(found));
      text = next;
    }
  }

 private:
  [[nodiscard]] EditPlaces places(const std::string& text, const TextMatches& base,
                                  const std::vector<std::size_t>& distances) const {
    EditPlaces places;
    places.distances = distances;
    for (const TriggerHit& hit : base.hits) places.anchors.push_back(hit.end);
    for (const Match& match : base.matches) {
      places.anchors.push_back(match.start);
      places.anchors.push_back(match.end);
    }
    for (const std::string& mark : marks_) {
      for (std::size_t at = text.find(mark); at < text.size(); at = text.find(mark, at + 1)) {
        places.anchors.push_back(at + mark.size());
      }
    }
    return places;
  }

  bool is_right(const std::string& text, const TextMatches& found) {
    REQUIRE(matcher_->find(text, expected_));
    ++totals_.texts;
    totals_.hits += found.hits.size();
    totals_.matches += found.matches.size();
    if (found.hits != expected_.hits || found.matches != expected_.matches) return false;
    if (found.size != text.size()) return false;
    if (!random_.chance(definition_share_)) return true;
    REQUIRE(matcher_->find_by_definition(text, expected_.matches));
    return found.matches == expected_.matches;
  }

  [[nodiscard]] std::string describe(const TextMatches& found) const {
    std::string text;
    for (const TriggerHit& hit : found.hits) {
      text += std::to_string(hit.trigger) + ":" + std::to_string(hit.end) + " ";
    }
    for (const Match& match : found.matches) {
      text += engine_.rules().rules[match.rule].id + "[" + std::to_string(match.start) + "," +
              std::to_string(match.end) + ") ";
    }
    return text;
  }

  void report(const std::string& base, const std::string& text,
              const std::vector<CopiedRange>& copied, const TextMatches& found) const {
    std::string ranges;
    for (const CopiedRange& range : copied) {
      ranges += std::to_string(range.begin) + "<-" + std::to_string(range.base_begin) + "+" +
                std::to_string(range.size) + " ";
    }
    CAPTURE(base);
    CAPTURE(text);
    CAPTURE(ranges);
    CHECK(describe(found) == describe(expected_));
    FAIL("the derived answer is not that of the whole text");
  }

  const RuleEngine& engine_;
  Random random_;
  std::size_t definition_share_;
  std::vector<std::string> marks_;
  std::unique_ptr<Matcher> matcher_;
  TextMatches expected_;
  TextMatches stale_;
  Totals totals_;
};

RuleEngine engine_of(RuleFile file) {
  Result<RuleSet> rules = make_rule_set(std::move(file));
  REQUIRE_MESSAGE(rules, rules.error().message);
  Result<RuleEngine> engine = RuleEngine::create(std::move(*rules));
  REQUIRE_MESSAGE(engine, engine.error().message);
  return std::move(*engine);
}

// Texts that the rules are about: examples, and what their regexes can match.
std::vector<std::string> texts_of(const RuleSet& rules, Random& random) {
  std::vector<std::string> texts;
  for (const Rule& rule : rules.rules) {
    const Result<RegexRef> regex = parse_regex(rule.regex);
    REQUIRE(regex);
    for (int i = 0; i < 4; ++i) texts.push_back(sample_regex(**regex, std::ref(random)));
    for (const auto* list : {&rule.examples, &rule.negative_examples}) {
      for (const std::string& example : *list) {
        Result<std::string> text =
            expand_placeholders(example, random.below(99), make_checksum_body);
        REQUIRE_MESSAGE(text, rule.id, ": ", text.error().message);
        texts.push_back(std::move(*text));
      }
    }
  }
  return texts;
}

std::string draw_filler(Random& random) {
  static const std::vector<std::string> kWords = {
      "\n",       " ",         "\"",   "  return value;\n",
      "token = ", "api_key: ", "\r\n", "secret",
      "x",        "-",         ";",    "# a line of a comment that says nothing at all\n",
      "password", "AbC123",    "\t",   "=="};
  if (random.chance(20)) {
    std::string binary;
    for (std::size_t count = random.below(40); count > 0; --count) {
      binary += static_cast<char>(random.below(256));
    }
    return binary;
  }
  std::string filler = random.pick(kWords);
  if (random.chance(6)) filler += std::string(random.below(400), "ab \n"[random.below(4)]);
  return filler;
}

TEST_CASE("The default rules find in derived texts what they find in whole ones") {
  Result<RuleFile> file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
  REQUIRE_MESSAGE(file, file.error().message);
  const RuleEngine engine = engine_of(std::move(*file));
  Chains chains(engine, 5, 400);
  const std::vector<std::string> texts = texts_of(engine.rules(), chains.random());
  const auto draw = [&] {
    Random& random = chains.random();
    std::string text = random.chance(3) ? random.pick(texts) : draw_filler(random);
    if (random.chance(10)) text = text.substr(random.below(text.size() + 1));
    if (random.chance(10)) text.resize(random.below(text.size() + 1));
    return text;
  };
  for (int i = 0; i < 500; ++i) {
    chains.walk(chains.random().below(12'000), {63, 64, 255, 256, 500, 2000}, draw);
  }
  CHECK(chains.totals().texts > 2000);
  CHECK(chains.totals().hits > 50'000);
  CHECK(chains.totals().matches > 20'000);
}

Rule make_rule(std::string id, std::string regex, std::vector<std::string> keywords = {}) {
  Rule rule;
  rule.id = std::move(id);
  rule.regex = std::move(regex);
  rule.keywords = std::move(keywords);
  return rule;
}

// A rule of each kind that makes carrying hard.
RuleFile awkward_rules() {
  RuleFile file;
  file.rules = {
      make_rule("open", "qzuwv_[a-z]+"),
      make_rule("open-start", "[a-z]+=qzuws"),
      make_rule("keyword-only", "[0-9]{6}", {"acmecorp"}),
      make_rule("untriggered", "[0-9]{3}x"),
      make_rule("text-start", "^qzxhd[0-9]{2}"),
      make_rule("text-end", "qzxtl[0-9]{1,4}$"),
      make_rule("line", "(?m)^qzxln[a-z]{0,3}$"),
      make_rule("word", "\\bqzxwd[a-z]{0,3}\\b"),
      make_rule("no-word", "\\Bqzxwd[a-z]{0,3}\\B"),
      make_rule("chain", "(?:qzjxk){2}"),
      make_rule("chain-keyed", "(?:qzjxk){2}", {"acme"}),
      make_rule("long-chain", "qzjxk[a-z]{0,12}qzjxk"),
      make_rule("gap", "[0-9]{0,20}qzxgp[0-9]{0,30};"),
      make_rule("keyed", "qzxky[a-z]{4}", {"acme"}),
      make_rule("long-keyed", "qzxlk[^\\n]{0,400};", {"acme"}),
      make_rule("lazy", "qzxgp[0-9;]{0,9}?[;x]"),
      make_rule("self-overlap", "(?:qz){4}"),
      make_rule("self-overlap-tail", "\\B(?s:.){3}(?:qz){8}"),
      make_rule("edge", "[AB]{59}qzvw!"),
  };
  file.rules.back().trigger = file.rules.back().regex;
  Rule cut = make_rule("cut", "QZXCT-[^;]*;");
  cut.max_length = 24;
  file.rules.push_back(cut);
  return file;
}

// What the awkward rules are about, whole and in parts.
const std::vector<std::string> kAwkwardParts = {"qzuwv_abc",
                                                "key=qzuws",
                                                "123456",
                                                "acmecorp",
                                                "acme",
                                                "acm",
                                                "123x",
                                                "qzxhd12",
                                                "qzxtl1234",
                                                "\nqzxln\n",
                                                "\nqzxlnabc\n",
                                                " qzxwdabc ",
                                                "aqzxwdabcd",
                                                "qzjxk",
                                                "qzjxkqzjxk",
                                                "qzjxkabc",
                                                "qzxgp",
                                                "12qzxgp;",
                                                "qzxgp1;;x",
                                                "qzxkyabcd",
                                                "QZXCT-",
                                                "QZXCT-abc;",
                                                "qzxlk",
                                                "qzxlk.;",
                                                ";",
                                                "qz",
                                                "qzqzqzqzqz",
                                                " 1aaqzqzqzqzqzqzqzqzqz",
                                                "xgp",
                                                "1",
                                                "!",
                                                "A",
                                                "B",
                                                " ",
                                                "a",
                                                "\n",
                                                "qzvw!"};

TEST_CASE("Awkward rules find in derived texts what they find in whole ones") {
  const RuleEngine engine = engine_of(awkward_rules());
  Chains chains(engine, 6, 10);
  const auto draw = [&] {
    Random& random = chains.random();
    if (random.chance(12)) {  // a whole edge, or with one byte wrong or missing
      std::string edge = std::string(58 + random.below(3), 'A') + "qzvw!";
      if (random.chance(2)) edge[random.below(edge.size())] = "A?"[random.below(2)];
      if (random.chance(4)) edge.pop_back();
      return edge;
    }
    if (random.chance(12)) {  // a keyword at the end of its reach, or just beyond
      const std::string between(251 + random.below(3), '.');
      return random.chance(2) ? "acme" + between + "qzxkyabcd" : "qzxkyabcd" + between + "acme";
    }
    if (random.chance(8)) return std::string(random.below(300), ". a\n"[random.below(4)]);
    std::string text = random.pick(kAwkwardParts);
    if (random.chance(10)) text += text + text;
    return text;
  };
  const std::vector<std::size_t> distances = {1,  5,  6,  9,  10, 11, 20,  22,  24,
                                              31, 57, 63, 64, 65, 66, 255, 256, 257};
  chains.mark({"AAAqzvw", "acme"});
  for (int i = 0; i < 4000; ++i) chains.walk(chains.random().below(2000), distances, draw);
  CHECK(chains.totals().matches > 100'000);
}

TEST_CASE("A random rule finds in derived texts what it finds in whole ones") {
  Random random(7);
  std::size_t matches = 0;
  for (std::size_t accepted = 0; accepted < 400;) {
    Rule rule = make_rule("random", testing::random_regex(random));
    CAPTURE(rule.regex);
    if (random.chance(2)) rule.max_length = static_cast<std::uint32_t>(1 + random.below(60));
    if (random.chance(4)) rule.keywords = {"KEY", "b1"};
    RuleSet rules;
    rules.rules.push_back(rule);
    const Result<RuleEngine> engine = RuleEngine::create(std::move(rules));
    if (!engine) continue;  // matches the empty string, or max_length below its shortest match
    ++accepted;
    const Result<RegexRef> syntax = parse_regex(rule.regex);
    REQUIRE(syntax);
    Chains chains(*engine, accepted, 10);
    const auto draw = [&]() -> std::string {
      Random& own = chains.random();
      if (own.chance(4)) return sample_regex(**syntax, std::ref(own));
      if (own.chance(8)) return std::string(own.below(90), ' ');
      return own.pick(std::vector<std::string>{"a", "b", "key", "c", "=", " ", "\n", "1", "Ke", "_",
                                               "A", "token", "secret", "\xE9"});
    };
    for (int i = 0; i < 4; ++i) chains.walk(random.below(900), {10, 60, 64, 256}, draw);
    matches += chains.totals().matches;
  }
  CHECK(matches > 10'000);
}

}  // namespace
}  // namespace keyhound
