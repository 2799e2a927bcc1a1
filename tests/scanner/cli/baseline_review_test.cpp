// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_review.h"

#include <doctest/doctest.h>

#include "scanner/base/end_date.h"

namespace keyhound {
namespace {

using Answer = BaselineReview::Answer;

struct Reviewed {
  Finding finding;
  Baseline baseline;
  std::vector<ReviewItem> items;

  Reviewed() {
    finding.rule_id = "acme";
    finding.title = "Acme token";
    finding.secret_redacted = "acme_…(25)";
    finding.occurrences.resize(6);
    for (auto& place : finding.occurrences) place.location.path = "a\x1b[2J.txt";
    baseline.entries = {{"kh1:a", "acme", "accepted", std::nullopt, "known", 1},
                        {"kh1:b", "acme", "", std::nullopt, "", 2},
                        {"kh1:c", "other", "", std::nullopt, "", 3}};
    items = {{0, &finding, "7: x = acme_…(25)"}, {1, &finding, ""}, {2, nullptr, ""}};
  }
};

KeyPress key(char letter) { return {Key::kText, std::string(1, letter)}; }

Answer type(BaselineReview& review, std::string_view text) {
  Answer answer = Answer::kGoOn;
  for (const char letter : text) answer = review.press(key(letter));
  return answer;
}

}  // namespace

TEST_CASE("A review begins at the first entry without a verdict") {
  Reviewed r;
  BaselineReview review(r.baseline, r.items, "base");
  const std::string screen = review.screen({});
  CHECK(screen.find("base  2 of 3, 2 without a verdict") != std::string::npos);
  CHECK(screen.find("kh1:b") != std::string::npos);
}

TEST_CASE("A verdict is taken over and leads on, and none takes it back") {
  Reviewed r;
  BaselineReview review(r.baseline, r.items, "base");
  CHECK(review.press(key('t')) == Answer::kSave);
  CHECK(r.baseline.entries[1].verdict == "test-value");
  CHECK(review.press(key('f')) == Answer::kSave);
  CHECK(r.baseline.entries[2].verdict == "false-positive");
  CHECK(review.unreviewed() == 0);
  CHECK(review.press(key('u')) == Answer::kSave);
  CHECK(r.baseline.entries[2].verdict.empty());
  CHECK(review.press(key('q')) == Answer::kQuit);
}

TEST_CASE("Keys go back and forth, and say where the ends are") {
  Reviewed r;
  BaselineReview review(r.baseline, r.items, "base");
  CHECK(review.press({Key::kUp, {}}) == Answer::kGoOn);
  CHECK(review.screen({}).find("1 of 3") != std::string::npos);
  review.press({Key::kUp, {}});
  CHECK(review.screen({}).find("This is the first entry.") != std::string::npos);
  review.press(key('s'));
  review.press({Key::kDown, {}});
  CHECK(review.screen({}).find("3 of 3") != std::string::npos);
  review.press(key('j'));
  CHECK(review.screen({}).find("This is the last entry") != std::string::npos);
  CHECK(review.press(key('x')) == Answer::kGoOn);
}

TEST_CASE("A note is typed, corrected by whole characters, and taken or left") {
  Reviewed r;
  BaselineReview review(r.baseline, r.items, "base");
  review.press(key('n'));
  type(review, "oq");  // q ends nothing here
  review.press({Key::kText, "\xC3\xBC"});
  review.press({Key::kBackspace, {}});
  CHECK(review.screen({}).find("oq_") != std::string::npos);
  CHECK(review.press({Key::kEnter, {}}) == Answer::kSave);
  CHECK(r.baseline.entries[1].note == "oq");
  review.press(key('n'));
  type(review, "lost");
  CHECK(review.press({Key::kEscape, {}}) == Answer::kGoOn);
  CHECK(r.baseline.entries[1].note == "oq");
  for (int i = 0; i < 5; ++i) review.press({Key::kBackspace, {}});
}

TEST_CASE("A last day is a date or nothing") {
  Reviewed r;
  BaselineReview review(r.baseline, r.items, "base");
  review.press(key('e'));
  type(review, "2027-01-31");
  CHECK(review.press({Key::kEnter, {}}) == Answer::kSave);
  CHECK(format_end_date(r.baseline.entries[1].until.value()) == "2027-01-31");
  review.press(key('e'));
  review.press(key('x'));
  CHECK(review.press({Key::kEnter, {}}) == Answer::kGoOn);
  CHECK(review.screen({}).find("is no date") != std::string::npos);
  for (int i = 0; i < 20; ++i) review.press({Key::kBackspace, {}});
  CHECK(review.press({Key::kEnter, {}}) == Answer::kSave);
  CHECK_FALSE(r.baseline.entries[1].until);
}

TEST_CASE("A screen shows what is known of a finding, and nothing untrusted as it is") {
  Reviewed r;
  BaselineReview review(r.baseline, r.items, "base");
  review.press({Key::kUp, {}});
  const std::string screen = review.screen({});
  CHECK(screen.find("acme_…(25)") != std::string::npos);
  CHECK(screen.find("7: x = ") != std::string::npos);
  CHECK(screen.find("and 2 more places") != std::string::npos);
  CHECK(screen.find("known") != std::string::npos);
  CHECK(screen.find('\x1b') == std::string::npos);
  review.press({Key::kDown, {}});
  review.press({Key::kDown, {}});
  CHECK(review.screen({}).find("Nothing that was scanned has this entry") != std::string::npos);
  review.tell("NOT SAVED: full");
  CHECK(review.screen({}).find("NOT SAVED: full") != std::string::npos);
}

}  // namespace keyhound
