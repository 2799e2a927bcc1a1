// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/query_options.h"

#include <doctest/doctest.h>

namespace keyhound::testing {
namespace {

QueryOptions asking(const char* question) {
  QueryOptions options;
  options.question = question;
  return options;
}

}  // namespace

TEST_CASE("A table has 100 rows unless more are asked for, other formats have all") {
  QueryOptions options = asking("open");
  CHECK(query_request_of(options)->limit == 100);
  options.format = "json";
  CHECK(query_request_of(options)->limit == 0);
  options.limit = 7;
  CHECK(query_request_of(options)->limit == 7);
  options.format = "text";
  options.limit = 0;
  CHECK(query_request_of(options)->limit == 0);
}

TEST_CASE("A filter that a question does not take is an error that lists what it takes") {
  QueryOptions options = asking("overdue");
  options.owners = {"team-pay"};
  CHECK(query_request_of(options)->owners == options.owners);
  options.path = "src/**";
  CHECK(query_request_of(options).error().message ==
        "query: --path does not go with 'overdue', which takes --owner, --policy, --sort, --limit");
}

TEST_CASE("A question, severity or time that is none is an error") {
  CHECK(query_request_of(asking("by-ownr")).error().message ==
        "query: there is no question 'by-ownr'. Did you mean 'by-owner'?\n'keyhound query' lists "
        "them.");
  QueryOptions options = asking("open");
  options.severity = "bad";
  CHECK(query_request_of(options).error().kind == ErrorKind::kUsage);
  options.severity = "high";
  CHECK(query_request_of(options)->severity == Severity::kHigh);
  options.now = "noon";
  CHECK_FALSE(query_request_of(options).has_value());
}

}  // namespace keyhound::testing
