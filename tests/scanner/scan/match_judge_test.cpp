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

// The verdict on `secret`, which is the whole text, under a rule.
Verdict judge(const ScanFixture& fixture, std::string_view rule, std::string_view secret,
              std::string_view path = "a.txt") {
  Match match;
  match.rule = fixture.rule(rule);
  match.end = match.secret_end = secret.size();
  return MatchJudge(fixture.context()).judge(match, {secret, path, {}});
}

// The verdict on the first match in `text`.
Verdict verdict_on(const ScanFixture& fixture, const std::string& text, std::string_view path) {
  SearchedText found;
  REQUIRE(fixture.scanner().find(text, found));
  REQUIRE_FALSE(found.plain.matches.empty());
  const MatchJudge judge(fixture.context());
  Match match = found.plain.matches.front();
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
  SearchedText found;
  REQUIRE(fixture.scanner().find(text, found));
  const MatchJudge judge(fixture.context());
  Match& match = found.plain.matches.front();
  judge.note_score(text, match);
  CHECK(match.score.state == MatchScore::State::kScored);
  match.score.log_odds = -100;  // what is noted is believed
  judge.note_score(text, match);
  CHECK(judge.judge(match, {text, "a.py", {}}).dropped == DropReason::kScore);

  TextHit hit;
  hit.score = LocalScore{0, true};
  const ScoreModel& model = ScoreModel::instance();
  const SharedHit at = hit_at_path(share(hit), "a.py");
  CHECK((at != nullptr) == model.confidence(model.path_term(read_path("a.py"), true)).has_value());
  hit.score = LocalScore{-100, true};
  CHECK_FALSE(hit_at_path(share(hit), "a.py"));
}

TEST_CASE("A match is dropped for the first reason that holds") {
  const ScanFixture fixture;
  CHECK_FALSE(judge(fixture, "acme", acme_token(1)).dropped);
  CHECK(judge(fixture, "acme", "").dropped == DropReason::kEmpty);
  CHECK(judge(fixture, "acme", "acme_xxxxxxxxxxxxxxxxxxxx").dropped == DropReason::kPlaceholder);
  CHECK(judge(fixture, "only-env", "hunter2", "a.env").dropped == std::nullopt);
  CHECK(judge(fixture, "only-env", "hunter2", "a.txt").dropped == DropReason::kPath);
  CHECK(judge(fixture, "only-env", "$NAME", "a.txt").dropped == DropReason::kPath);
}

TEST_CASE("A wrong checksum lowers the confidence, a right one raises it") {
  const ScanFixture fixture;
  const Verdict right = judge(fixture, "checked", testing::github_pat(1));
  CHECK(right.confidence == Confidence::kHigh);
  CHECK_FALSE(right.checksum_wrong);
  const Verdict wrong = judge(fixture, "checked", "ghp_" + testing::alphanumerics(3, 36));
  CHECK(wrong.confidence == Confidence::kMedium);
  CHECK(wrong.checksum_wrong);
}

}  // namespace keyhound
