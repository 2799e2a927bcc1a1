// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/severity.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("Severities, confidences and levels are read as they are written") {
  for (const Severity severity :
       {Severity::kInfo, Severity::kLow, Severity::kMedium, Severity::kHigh, Severity::kCritical}) {
    CHECK(parse_severity(to_string(severity)) == severity);
  }
  for (const Confidence confidence : {Confidence::kLow, Confidence::kMedium, Confidence::kHigh}) {
    CHECK(parse_confidence(to_string(confidence)) == confidence);
  }
  for (const Level level : {Level::kNote, Level::kWarning, Level::kError}) {
    CHECK(parse_level(to_string(level)) == level);
  }
  CHECK(to_string(Severity::kCritical) == "critical");
  CHECK(to_string(Confidence::kMedium) == "medium");
  CHECK(to_string(Level::kWarning) == "warning");
}

TEST_CASE("Other words are no severity, confidence or level") {
  for (const std::string text : {"", "High", "high ", "none", "warn", "5"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_severity(text));
    CHECK_FALSE(parse_confidence(text));
    CHECK_FALSE(parse_level(text));
  }
  CHECK_FALSE(parse_confidence("critical"));
}

TEST_CASE("Severities are ordered from harmless to bad") {
  CHECK(Severity::kInfo < Severity::kLow);
  CHECK(Severity::kLow < Severity::kMedium);
  CHECK(Severity::kMedium < Severity::kHigh);
  CHECK(Severity::kHigh < Severity::kCritical);
  CHECK(Confidence::kLow < Confidence::kHigh);
}

TEST_CASE("Critical and high are errors, medium is a warning, the rest are notes") {
  CHECK(level_of(Severity::kCritical) == Level::kError);
  CHECK(level_of(Severity::kHigh) == Level::kError);
  CHECK(level_of(Severity::kMedium) == Level::kWarning);
  CHECK(level_of(Severity::kLow) == Level::kNote);
  CHECK(level_of(Severity::kInfo) == Level::kNote);
}

TEST_CASE("The borders of a score are those of GitHub's security severity") {
  struct Row {
    double score;
    Severity severity;
  };
  for (const Row& row : std::initializer_list<Row>{{10.0, Severity::kCritical},
                                                   {9.1, Severity::kCritical},
                                                   {9.0, Severity::kHigh},
                                                   {7.0, Severity::kHigh},
                                                   {6.9, Severity::kMedium},
                                                   {4.0, Severity::kMedium},
                                                   {3.9, Severity::kLow},
                                                   {0.1, Severity::kLow},
                                                   {0.0, Severity::kInfo}}) {
    CAPTURE(row.score);
    CHECK(severity_of_score(row.score) == row.severity);
  }
}

TEST_CASE("The score that stands for a severity lies within it") {
  for (const Severity severity :
       {Severity::kInfo, Severity::kLow, Severity::kMedium, Severity::kHigh, Severity::kCritical}) {
    CHECK(severity_of_score(score_of(severity)) == severity);
  }
}

}  // namespace keyhound
