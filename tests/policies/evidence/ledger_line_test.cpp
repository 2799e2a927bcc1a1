// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_line.h"

#include <doctest/doctest.h>

#include "policies/evidence/canonical_json.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

LedgerEvent sample() {
  LedgerEvent entry;
  entry.seq = 7;
  entry.event = {"review.due",
                 Timestamp{1'800'000'000},
                 "run-1",
                 "credential:é\n",
                 {{"b", 1.5}, {"a", nullptr}}};
  entry.prev.fill(0xAB);
  return entry;
}

}  // namespace

TEST_CASE("A line is the canonical JSON of its event, and its hash that of the text without it") {
  for (const bool has_names : {true, false}) {
    LedgerEvent entry = sample();
    if (!has_names) entry.event.run = entry.event.subject = "";
    const auto line = compose_line(entry);
    REQUIRE(line);
    Json object = *parse_json(*line);
    CHECK(*canonical_json(object) == *line);
    CHECK(object.contains("run") == has_names);
    CHECK(object.contains("subject") == has_names);
    CHECK(object["hash"] == to_hex(entry.hash));
    object.erase("hash");
    const std::string prev(entry.prev.begin(), entry.prev.end());
    CHECK(sha256(prev + *canonical_json(object)) == entry.hash);
  }
}

TEST_CASE("What was composed is parsed again, with all its members") {
  LedgerEvent entry = sample();
  const auto line = compose_line(entry);
  const auto parsed = parse_line(*line);
  REQUIRE(parsed);
  CHECK(parsed->hash_fits);
  CHECK(parsed->event.seq == 7);
  CHECK(parsed->event.event.type == "review.due");
  CHECK(parsed->event.event.time == entry.event.time);
  CHECK(parsed->event.event.run == "run-1");
  CHECK(parsed->event.event.subject == entry.event.subject);
  CHECK(parsed->event.event.data == entry.event.data);
  CHECK(parsed->event.prev == entry.prev);
  CHECK(parsed->event.hash == entry.hash);
}

TEST_CASE("The same event in another form of JSON, or with more members, is no line") {
  LedgerEvent entry = sample();
  const std::string line = *compose_line(entry);
  const auto with = [&line](const std::string& from, const std::string& to) {
    std::string text = line;
    const std::size_t place = text.find(from);
    REQUIRE(place != std::string::npos);
    return text.replace(place, from.size(), to);
  };
  for (const std::string& other :
       {line + " ", " " + line, with(",\"hash\"", ", \"hash\""), with("1.5", "1.50"),
        with("\\n", "\\u000a"), with("\"abab", "\"ABab"), with("Z\"", "+00:00\""),
        with("{\"data\"", "{\"aaa\":1,\"data\""), with("\"seq\":7", "\"seq\":7.0"),
        with("\"seq\":7", "\"seq\":7,\"seq\":7"), with("\"run\":\"run-1\"", "\"run\":\"\"")}) {
    CAPTURE(other);
    CHECK_FALSE(parse_line(other));
  }
  const auto changed = parse_line(with("1.5", "2.5"));
  REQUIRE(changed);
  CHECK_FALSE(changed->hash_fits);
}

TEST_CASE("A line longer than 1 MiB and text that is not UTF-8 are not written") {
  LedgerEvent entry = sample();
  entry.event.data = {{"x", std::string(kLongestLine, 'x')}};
  CHECK(compose_line(entry).error().kind == ErrorKind::kLimit);
  entry = sample();
  entry.event.subject = "\xFF";
  CHECK_FALSE(compose_line(entry));
  entry = sample();
  entry.event.data = {{"x", "\xFF"}};
  CHECK_FALSE(compose_line(entry));
}

TEST_CASE("A digest is 64 hex digits and nothing else") {
  CHECK(parse_digest(std::string(64, '0')));
  CHECK_FALSE(parse_digest(std::string(63, '0')));
  CHECK_FALSE(parse_digest(std::string(65, '0')));
  CHECK_FALSE(parse_digest(std::string(63, '0') + "g"));
}

}  // namespace keyhound
