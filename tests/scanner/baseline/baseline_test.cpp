// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/baseline.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string print_of(const std::string& secret) {
  return fingerprint(FingerprintKey(), "acme", secret).short_form();
}

Baseline three() {
  Baseline baseline;
  baseline.key_check = key_check_of(FingerprintKey());
  baseline.comments = {"# ours"};
  baseline.entries = {{print_of("a"), "acme", "accepted", std::nullopt, "note", 0},
                      {print_of("b"), "acme", "", std::nullopt, "", 0},
                      {print_of("b"), "other", "", std::nullopt, "", 0}};
  sort_baseline(baseline);
  return baseline;
}

std::string problem(const std::string& text) {
  const auto baseline = parse_baseline(text, "base");
  REQUIRE_FALSE(baseline);
  CHECK(baseline.error().kind == ErrorKind::kConfiguration);
  return baseline.error().message;
}

}  // namespace

TEST_CASE("A baseline that is written is read as it was, and written alike") {
  const std::string text = write_baseline(three());
  const auto read = parse_baseline(text, "base");
  REQUIRE(read);
  CHECK(read->entries.size() == 3);
  CHECK(read->comments == std::vector<std::string>{"# ours"});
  CHECK(read->key_check == key_check_of(FingerprintKey()));
  CHECK(write_baseline(*read) == text);
}

TEST_CASE("The order of lines, their ends and empty ones mean nothing") {
  const std::string text = "\r\n" + print_of("b") + " acme\r\n\n" + print_of("a") + " acme\r\n" +
                           print_of("b") + " acme\n";
  const auto read = parse_baseline(text, "base");
  REQUIRE(read);
  REQUIRE(read->entries.size() == 2);
  CHECK(read->entries[0].fingerprint < read->entries[1].fingerprint);
}

TEST_CASE("A comment with several carriage returns at its end is written once and for all") {
  const auto read = parse_baseline("# kept\r\r\n", "b");
  REQUIRE(read);
  const std::string written = write_baseline(*read);
  const auto again = parse_baseline(written, "b");
  REQUIRE(again);
  CHECK(write_baseline(*again) == written);
}

TEST_CASE("Conflict markers have a message of their own, once") {
  const std::string message = problem("<<<<<<< ours\n" + print_of("a") + " acme\n=======\n" +
                                      print_of("b") + " acme\n>>>>>>> theirs\n");
  CHECK(message.starts_with("base:1: a merge left its conflict marker here"));
  CHECK(std::count(message.begin(), message.end(), '\n') == 0);
}

TEST_CASE("Two entries that say different things of one finding are told") {
  const std::string message = problem(print_of("a") + " acme\n" + print_of("b") + " acme\n" +
                                      print_of("a") + " acme verdict=accepted\n");
  CHECK(message.starts_with("base:3: line 1 has another entry"));
}

TEST_CASE("Every wrong line is told with its place, up to a number") {
  CHECK(problem("one\n\ntwo\n").find("\nbase:3: ") != std::string::npos);
  std::string many;
  for (int i = 0; i < 50; ++i) many += "wrong\n";
  CHECK(problem(many).ends_with("base: and 30 more"));
}

TEST_CASE("Halves that come from two keys are told") {
  const auto other = FingerprintKey::create("k2", std::vector<std::uint8_t>(16, 7));
  const std::string lead = "# fingerprint key check: ";
  CHECK(problem(lead + key_check_of(FingerprintKey()) + "\n" + lead + key_check_of(*other) + "\n")
            .starts_with("base:2: "));
}

TEST_CASE("The check of a key tells it from others with its id") {
  const auto one = FingerprintKey::create("k1", std::vector<std::uint8_t>(16, 1));
  const auto other = FingerprintKey::create("k1", std::vector<std::uint8_t>(16, 2));
  CHECK(key_check_of(*one) == key_check_of(*one));
  CHECK(key_check_of(*one) != key_check_of(*other));
}

TEST_CASE("A baseline is read from its file") {
  const testing::TempDir dir;
  dir.write_file("base", write_baseline(three()));
  CHECK(read_baseline(dir / "base")->entries.size() == 3);
  CHECK(read_baseline(dir / "none").error().kind == ErrorKind::kNotFound);
}

}  // namespace keyhound
