// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metric_words.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A length that goes on is a lower bound") {
  CHECK(words_of(Length{{3 * 86'400}, false}) == "3 days");
  CHECK(words_of(Length{{3600}, true}) == ">= 1 hour");
}

TEST_CASE("Every kind of value is told in words, no data with its reason") {
  CHECK(words_of(MetricValue(NoData{"nothing there"})) == "no data: nothing there");
  CHECK(words_of(MetricValue(Count{7})) == "7");
  CHECK(words_of(MetricValue(Share{1, 3})) == "33.3 % (1 of 3)");
  CHECK(words_of(MetricValue(Histogram{{{"a", 1}, {"b", 0}, {"c", 2}}})) == "a: 1, c: 2");
  CHECK(words_of(MetricValue(Histogram{{{"a", 0}}})) == "0");
  CHECK(words_of(lengths_of({{{86'400}, false}, {{172'800}, true}}, "")) ==
        "p50 1 day, p90 >= 2 days, max >= 2 days, mean >= 1 day; 2, of them 1 still open");
}

TEST_CASE("What is left out is told with its reasons") {
  CHECK(words_of(std::vector<Exclusion>{}).empty());
  CHECK(words_of(std::vector<Exclusion>{{"a", 1}, {"b", 2}}) == "left out: a: 1; b: 2");
}

}  // namespace keyhound
