// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/surroundings.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

Surroundings around(const std::string& text) {
  const std::size_t place = text.find("pass");
  const auto found = read_assignment(text, place, place + 4);
  REQUIRE(found);
  return read_surroundings(text, *found);
}

}  // namespace

TEST_CASE("What follows a bare value on its line tells prose and expressions from values") {
  CHECK(around("pass: the door is open\n").line_goes_on);
  CHECK_FALSE(around("pass: word # a comment\n").line_goes_on);
  CHECK_FALSE(around("pass: word,\nnext: line\n").line_goes_on);
  CHECK_FALSE(around("pass: \"a\" + b\n").line_goes_on);
}

TEST_CASE("Comments, tests, accounts, hosts and digests near by are noticed") {
  CHECK(around("  // pass = x").in_comment);
  CHECK_FALSE(around("pass = x").in_comment);
  CHECK(around("assert login(pass = 'x')").test_words == 1);
  CHECK(around("user: ana\npass: x\n").account_near == 1);
  CHECK(around("pass: x\nhost: db1\n").host_near == 1);
  CHECK(around("sha256: 1\npass: x\n").digest_near == 1);
  CHECK(around("an example:\npass: x\n").example_words == 1);
}

TEST_CASE("What is farther away than the reach does not count") {
  CHECK(around("user\n" + std::string(1000, '-') + "\npass: x").account_near == 0);
}

}  // namespace keyhound
