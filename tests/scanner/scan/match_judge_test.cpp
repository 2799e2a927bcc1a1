// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/match_judge.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

constexpr std::string_view kScoredRules = R"toml(
[[rules]]
id = "generic"
description = "Password in an assignment"
kind = "password"
confidence = "low"
scored = "assignment"
regex = '''(password)[\w.-]{0,16}["']{0,2}[ \t]{0,12}(?:=|:)'''
secret_group = 1

[[rules]]
id = "strong"
description = "Token with entropy"
kind = "access-token"
confidence = "high"
regex = '''\b(tok_[0-9a-z]{16})\b'''
secret_group = 1
entropy = 3
path = '''\.cfg$'''
allowlists = [{ stopwords = ["allowed"] }]
)toml";

// The verdict on the first match in `text`.
Verdict verdict_on(const ScanFixture& fixture, const std::string& text, std::string_view path) {
  TextMatches found;
  REQUIRE(fixture.scanner().find(text, found));
  REQUIRE_FALSE(found.matches.empty());
  const MatchJudge judge(fixture.context());
  Match match = found.matches.front();
  judge.note_score(text, match);
  return judge.judge(match, {text, path, {}});
}

}  // namespace

TEST_CASE("A verdict names the filter that dropped the match") {
  const ScanFixture fixture(kScoredRules);
  const std::string token =
      "tok_" + testing::random_text(1, 16, "0123456789abcdefghijklmnopqrstuvwxyz");
  CHECK(verdict_on(fixture, token, "a.cfg").dropped == std::nullopt);
  CHECK(verdict_on(fixture, token, "a.txt").dropped == DropReason::kPath);
  CHECK(verdict_on(fixture, "tok_aaaabbbbaaaabbbb", "a.cfg").dropped == DropReason::kEntropy);
  CHECK(verdict_on(fixture, "tok_allowed4k2m9x7qz", "a.cfg").dropped == DropReason::kAllowlist);
}

TEST_CASE("Of a scored rule the value is the secret, and references and empty values are dropped") {
  const ScanFixture fixture(kScoredRules);
  const std::string value = testing::alphanumerics(4, 14);
  const std::string text = "db_password = \"" + value + "\"";
  const Verdict verdict = verdict_on(fixture, text, "settings.py");
  CHECK(verdict.dropped == std::nullopt);
  CHECK(secret_of(text, verdict.match) == value);
  CHECK(verdict.score.has_value());
  CHECK(verdict_on(fixture, "password = ${DB}", "a.env").dropped == DropReason::kReference);
  CHECK(verdict_on(fixture, "password = ''", "a.env").dropped == DropReason::kNoValue);
  CHECK(verdict_on(fixture, "password: the name of a field that is shown", "en.yml").dropped ==
        DropReason::kScore);
}

TEST_CASE("The score is noted once, and the path counts when it is known") {
  const ScanFixture fixture(kScoredRules);
  const std::string text = "password = \"" + testing::alphanumerics(5, 14) + "\"";
  TextMatches found;
  REQUIRE(fixture.scanner().find(text, found));
  const MatchJudge judge(fixture.context());
  Match& match = found.matches.front();
  judge.note_score(text, match);
  CHECK(match.score.state == MatchScore::State::kScored);
  match.score.log_odds = -100;  // what is noted is believed
  judge.note_score(text, match);
  CHECK(judge.judge(match, {text, "a.py", {}}).dropped == DropReason::kScore);

  TextHit hit;
  hit.score = LocalScore{0, true};
  const ScoreModel& model = ScoreModel::instance();
  const auto at = hit_at_path(hit, "a.py");
  CHECK(at.has_value() == model.confidence(model.path_term(read_path("a.py"), true)).has_value());
  hit.score = LocalScore{-100, true};
  CHECK_FALSE(hit_at_path(hit, "a.py"));
}

TEST_CASE("Each reason has a name of its own") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kDropReasons; ++i)
    names.insert(to_string(static_cast<DropReason>(i)));
  CHECK(names.size() == kDropReasons);
  CHECK(names.count("") == 0);
}

}  // namespace keyhound
