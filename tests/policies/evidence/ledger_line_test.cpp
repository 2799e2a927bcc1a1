// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_line.h"

#include <doctest/doctest.h>

#include <random>

#include "policies/evidence/canonical_json.h"
#include "scanner/base/text_encode.h"
#include "tests/policies/evidence/plain_line.h"

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

// `text` with `from` changed to `to`, the first time that it stands there.
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

// One to three changes: bytes and pieces that mean something in JSON, at any place.
std::string mutated(std::string line, std::mt19937& random) {
  static constexpr std::string_view kPieces[] = {"\"",       "\\",      "{",
                                                 "}",        "[",       "]",
                                                 ",",        ":",       " ",
                                                 "-",        "0",       "1",
                                                 "60",       ".5",      "e3",
                                                 "E+2",      "\\n",     "\\u000a",
                                                 "\n",       "\\/",     "A",
                                                 "\\u0041",  "null",    "true",
                                                 "\xC3\xA9", "\xFF",    "\xED\xA0\x80",
                                                 "{}",       "[]",      "\"\"",
                                                 "\"a\":1,", "z",       "\"hash\":",
                                                 "+00:00",   "\\ud800", "9007199254740992"};
  for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
    const std::size_t place = random() % (line.size() + 1);
    const std::string_view piece = kPieces[random() % std::size(kPieces)];
    switch (random() % 5) {
      case 0:
        line.insert(place, piece);
        break;
      case 1:
        line.replace(place, piece.size(), piece);
        break;
      case 2:
        line.erase(place, 1 + random() % 4);
        break;
      case 3:
        line.insert(place, line.substr(random() % line.size(), random() % 24));
        break;
      default:
        line.insert(place, 1, static_cast<char>(random()));
    }
    if (line.empty()) line = "{";
  }
  return line;
}

// Lines of all the shapes that events have.
std::vector<std::string> seeds() {
  std::vector<std::string> lines;
  for (const Json& data :
       {Json::object(), Json({{"b", 1.5}, {"a", nullptr}}),
        Json({{"n", -7}, {"big", 1e300}, {"list", {1, "x", Json::array(), Json::object()}}}),
        Json({{"\u20ac", 1}, {"\U0001F600", 2}, {"\uFB01", 3}, {"", "\"\\\b\x01\x1f\x7f"}}),
        Json({{"quote\"", true}, {"hash", "x"}, {"data", {{"seq", 9007199254740991}}}})}) {
    for (const int names : {0, 1, 2, 3}) {
      LedgerEvent entry = sample();
      if ((names & 1) == 0) entry.event.run.clear();
      if ((names & 2) == 0) entry.event.subject.clear();
      entry.event.data = data;
      lines.push_back(*compose_line(entry));
    }
  }
  return lines;
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
    return replaced(line, from, to);
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

TEST_CASE("Hostile lines are judged as by parsing and writing them once more") {
  const std::string deep(62, '[');
  const std::string closed(62, ']');
  for (const std::string& line : seeds()) {
    CHECK(testing::plain_line(line));
    CHECK(testing::is_as_plain(line));
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"{\"data\"", "{\"data\":{},\"data\""},
             {"{\"data\"", "{\"aaa\":1,\"data\""},
             {"{\"data\"", "{\"dat\\u0061\""},
             {"\"data\":{", "\"data\":{\"0\":1e3,"},
             {"\"data\":{", "\"data\":{\"0\":-0,"},
             {"\"data\":{", "\"data\":{\"\":0,\"\":0,"},
             {"\"data\":{", "\"data\":{\"\\n\":0,"},
             {"\"data\":{", "\"data\":{\"\\u000a\":0,"},
             {"\"data\":{", "\"data\":{\"0\":" + deep + closed + ","},
             {"\"data\":{", "\"data\":{\"0\":[" + deep + closed + "],"},
             {"\"data\":{", "\"data\":{\"0\":" + deep + deep + ","},
             {"\"data\":{", "\"data\":{\"0\":9007199254740993,"},
             {"\"data\":{", "\"data\":{\"0\":18446744073709551616,"},
             {"\"data\":{", "\"data\":{\"0\":\"\\ud83d\\ude00\","},
             {"\"data\":{", "\"data\":{\"0\":\"\xED\xA0\x80\","},
             {"\"data\":{", std::string("\"data\":{\"0\":\"\0\",", 15)},
             {"\"data\":{", "\"data\":[{"},
             {"\"seq\":7", "\"seq\":-7"},
             {"\"seq\":7", "\"seq\":07"},
             {"\"seq\":7", "\"seq\":0"},
             {"\"seq\":7", "\"seq\":7e0"},
             {"\"seq\":7", "\"seq\":999999999999999"},
             {"\"seq\":7", "\"seq\":1000000000000000"},
             {"\"seq\":7", "\"seq\":9007199254740991"},
             {"\"seq\":7", "\"seq\":9007199254740992"},
             {"\"seq\":7", "\"seq\":\"7\""},
             {"\"time\":\"20", "\"time\":\"00"},
             {"\"time\":\"20", "\"time\":\"99"},
             {":00Z\"", ":60Z\""},
             {":00Z\"", ":59Z\""},
             {":00Z\"", ":00z\""},
             {":00Z\"", ":00.5Z\""},
             {":00Z\"", ":00+00:00\""},
             {"T08:", " 08:"},
             {"T08:", "T24:"},
             {"-15T", "-31T"},
             {"-15T", "-00T"},
             {"\"type\":\"review.due\"", "\"type\":\"\""},
             {"\"type\":\"review.due\"", "\"type\":null"},
             {"\"type\":\"review.due\"", "\"type\":\"x\\u0000\""},
             {"\"type\":\"review.due\"}", "\"type\":\"review.due\",\"zone\":1}"},
             {"review.due\"}", "review.due\"} "},
             {"review.due\"}", "review.due\"}}"},
             {"review.due\"}", "review.due\""},
             {"\"prev\":\"ab", "\"prev\":\"AB"},
             {"\"prev\":\"ab", "\"prev\":\"a"},
             {"\"prev\":\"ab", "\"prev\":\"abc"},
             {"\"prev\":\"ab", "\"prev\":\"\\u0061b"}}) {
      const std::string other = replaced(line, from, to);
      CAPTURE(other);
      CHECK(testing::is_as_plain(other));
    }
  }
}

TEST_CASE("Mutated lines are judged as by parsing and writing them once more") {
  std::mt19937 random(2026);
  int events = 0;
  for (const std::string& seed : seeds()) {
    for (int i = 0; i < 4000; ++i) {
      const std::string line = mutated(seed, random);
      const bool is_right = testing::is_as_plain(line);
      if (!is_right) FAIL_CHECK(line);
      events += parse_line(line).has_value() ? 1 : 0;
    }
  }
  CHECK(events > 1000);
}

TEST_CASE("Every day of the years 0 to 9999 is written and read as itself") {
  LedgerEvent entry = sample();
  for (std::int64_t day = -719'528; day <= 2'932'896; day += 97) {
    entry.event.time.seconds = day * 86'400 + (day * 7919 % 86'400 + 86'400) % 86'400;
    const std::string line = *compose_line(entry);
    const auto parsed = parse_line(line);
    const bool is_same = parsed && parsed->event.event.time == entry.event.time;
    if (!is_same) FAIL_CHECK(line);
  }
}

}  // namespace keyhound
