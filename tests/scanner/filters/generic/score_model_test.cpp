// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/score_model.h"

#include <doctest/doctest.h>

#include <numeric>
#include <random>
#include <string>

namespace keyhound {
namespace {

constexpr std::string_view kSmall =
    "# two trees\n"
    "bounds -1 0.5 2\n"
    "base 0.25\n"
    "path yaml 0.5\n"
    "path test -2\n"
    "tree\n"
    "node length 8 1 0.1\n"
    "leaf -1\n"
    "leaf 1\n"
    "tree\n"
    "leaf 0.5\n";

GenericFeatures of_length(float length) {
  GenericFeatures features{};
  features[0] = length;
  return features;
}

ScoreModel small() {
  auto model = ScoreModel::parse(kSmall);
  REQUIRE(model);
  return std::move(*model);
}

}  // namespace

TEST_CASE("The score is the sum of the leaves, and each feature's part in it adds up") {
  const ScoreModel model = small();
  CHECK(model.local(of_length(7)) == doctest::Approx(-0.25));
  CHECK(model.local(of_length(8)) == doctest::Approx(1.75));
  const auto parts = model.contributions(of_length(8));
  CHECK(parts[0] == doctest::Approx(0.9));
  CHECK(std::accumulate(parts.begin(), parts.end(), 0.0F) == doctest::Approx(1.75));
}

TEST_CASE("What no path can save is told early, and all else exactly") {
  const ScoreModel& model = ScoreModel::instance();
  std::mt19937 random(7);
  std::uniform_real_distribution<float> any(-2, 60);
  int hopeless = 0;
  int hoped = 0;
  int early = 0;
  for (int i = 0; i < 3000; ++i) {
    GenericFeatures features{};
    for (float& feature : features) feature = random() % 3 == 0 ? 0 : any(random);
    const float exact = model.local(features);
    const float told = model.local_if_hoped(features);
    const bool is_hopeless = model.is_hopeless({exact, false});
    REQUIRE(model.is_hopeless({told, false}) == is_hopeless);
    REQUIRE(told >= exact - 0.001F);
    if (!is_hopeless) REQUIRE(told == exact);
    ++(is_hopeless ? hopeless : hoped);
    early += told != exact ? 1 : 0;
  }
  CHECK(hopeless > 0);
  CHECK(hoped > 0);
  CHECK(early > 0);
}

TEST_CASE("The built-in model's parts add up to its score") {
  const ScoreModel& model = ScoreModel::instance();
  for (const float length : {0.0F, 6.0F, 40.0F}) {
    const auto parts = model.contributions(of_length(length));
    CHECK(std::accumulate(parts.begin(), parts.end(), 0.0F) ==
          doctest::Approx(model.local(of_length(length))).epsilon(0.001));
  }
}

TEST_CASE(
    "The path adds its language and its flags up to the greatest; an unknown path adds nothing") {
  const ScoreModel model = small();
  CHECK(model.path_term(read_path("a.yml"), false) == doctest::Approx(kGreatestPathTerm));
  CHECK(model.path_term(read_path("test/a.yml"), false) == doctest::Approx(-1.5));
  CHECK(model.path_term(read_path(""), false) == doctest::Approx(0));
}

TEST_CASE("Bounds make a confidence of a score, and tell what no path can save") {
  const ScoreModel model = small();
  CHECK(model.confidence(-1.1F) == std::nullopt);
  CHECK(model.confidence(-1) == Confidence::kLow);
  CHECK(model.confidence(0.5) == Confidence::kMedium);
  CHECK(model.confidence(2) == Confidence::kHigh);
  CHECK(model.is_hopeless({-1.01F - kGreatestPathTerm, false}));
  CHECK_FALSE(model.is_hopeless({-0.99F - kGreatestPathTerm, false}));
}

TEST_CASE("A malformed model is refused") {
  for (const std::string text :
       {"base x", "bounds 1 2", "path nowhere 1", "leaf 1", "tree\nnode length 8 1 0\nleaf 1",
        "tree\nnode nothing 8 1 0\nleaf 1\nleaf 1", "tree\nnode length 8 0 0", "tree", "word"}) {
    CAPTURE(text);
    CHECK_FALSE(ScoreModel::parse(text));
  }
}

}  // namespace keyhound
