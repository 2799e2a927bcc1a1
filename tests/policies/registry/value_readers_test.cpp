// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/value_readers.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// Reads the value of `v:`; returns the problems, one a line.
template <class T>
std::string read(std::string_view value, T& into,
                 void (*reader)(ReadContext&, const YamlNode&, T&)) {
  const Result<YamlDocument> document = YamlDocument::parse("v: " + std::string(value) + "\n");
  REQUIRE(document);
  std::vector<RegistryProblem> problems;
  ReadContext context("f", *document, problems);
  reader(context, *document->roots().at(0)->find("v"), into);
  std::string all;
  for (const RegistryProblem& problem : problems) all += to_string(problem) + "\n";
  return all;
}

template <class T>
std::string read_as(std::string_view value, T& into) {
  return read<T>(value, into, [](ReadContext& context, const YamlNode& node, T& to) {
    read_value(context, node, to);
  });
}

}  // namespace

TEST_CASE("Dates are read with a zone or as days, and never without a zone") {
  std::optional<Timestamp> time;
  CHECK(read_as("2026-11-23", time).empty());
  CHECK(format_timestamp(*time) == "2026-11-23T00:00:00Z");
  CHECK(read_as("2026-11-23T01:00:00+01:00", time).empty());
  CHECK(format_timestamp(*time) == "2026-11-23T00:00:00Z");
  CHECK(read_as("null", time).empty());
  CHECK_FALSE(time);
  CHECK(read_as("2026-11-23T01:00:00", time).find("no zone") != std::string::npos);
  CHECK(read_as("2026-02-30", time).find("f:1:4: this is not a time: ") == 0);
  CHECK(read_as("[2026-02-03]", time) == "f:1:4: expected a date\n");
}

TEST_CASE("Errors about values do not quote them") {
  std::optional<Timestamp> time;
  std::optional<Duration> duration;
  const std::string secret = "Zq9hunter2";
  CHECK(read_as(secret, time).find(secret) == std::string::npos);
  CHECK(read_as("\"' is not a time: " + secret + "\"", time).find(secret) == std::string::npos);
  CHECK(read_as(secret, duration).find(secret) == std::string::npos);
  CHECK(read_as("P1M", duration).find("no fixed length") != std::string::npos);
}

TEST_CASE("Numbers are whole and not negative") {
  std::optional<std::int64_t> number;
  CHECK(read_as("12", number).empty());
  CHECK(*number == 12);
  for (const char* text : {"-1", "1.5", "x", "1e3", "99999999999999999999", "''"}) {
    CAPTURE(text);
    CHECK(read_as(text, number) == "f:1:4: expected a whole number from 0\n");
  }
}

TEST_CASE("Lists accept one text, and ids no white space") {
  std::vector<std::string> list;
  CHECK(read_as("[a, 'b c']", list).empty());
  CHECK(list == std::vector<std::string>{"a", "b c"});
  CHECK(read_as("one", list).empty());
  CHECK(list == std::vector<std::string>{"one"});
  CHECK(read_as("[a, {b: c}]", list) == "f:1:8: expected a text\n");
  CHECK(read_as("{a: b}", list) == "f:1:4: expected a list of texts\n");
  std::string id;
  CHECK(read<std::string>("a b", id, read_id).find("white space") != std::string::npos);
  CHECK(read<std::string>("''", id, read_id).find("f:1:4: an id is") == 0);
  CHECK(read<std::string>("group:pay", id, read_id).empty());
}

TEST_CASE("A dated fact is a date or a mapping") {
  DatedFact fact;
  CHECK(read_as("2026-06-01", fact).empty());
  CHECK(fact.at.has_value());
  CHECK(read_as("{at: 2026-06-02, source: vault, evidence: x}", fact).empty());
  CHECK(fact.source == "vault");
  CHECK(read_as("{when: 2026-06-02}", fact).find("unknown key") != std::string::npos);
}

}  // namespace keyhound
