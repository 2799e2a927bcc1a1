// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/store_link.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

struct Link {
  testing::TempDir dir;
  int opened = 0;
  bool goes_on = true;
  std::vector<std::string> troubles;
  StoreLink link{[this] {
                   ++opened;
                   return Store::open(dir / "s.db", StoreAccess::kWrite);
                 },
                 patience()};

  StorePatience patience() {
    StorePatience patience;
    patience.pauses = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
    patience.wait = [this](std::chrono::milliseconds) { return goes_on; };
    patience.on_trouble = [this](const std::string& message) { troubles.push_back(message); };
    return patience;
  }
  // Fails so often, then answers 7.
  Result<int> ask(int failures, ErrorKind kind = ErrorKind::kUnreadable) {
    return link.ask<int>("asking", [&failures, kind](Store&) -> Result<int> {
      if (failures-- > 0) return fail(kind, "the server is away");
      return 7;
    });
  }
};

TEST_CASE("A store that answers is opened once") {
  Link link;
  CHECK(link.ask(0).value() == 7);
  CHECK(link.ask(0).value() == 7);
  CHECK(link.opened == 1);
  CHECK(link.troubles.empty());
}

TEST_CASE("A store that is away for a while is asked again, on a connection of its own") {
  Link link;
  CHECK(link.ask(2).value() == 7);
  CHECK(link.opened == 3);
  REQUIRE(link.troubles.size() == 2);
  CHECK(link.troubles[0].find("the server is away") != std::string::npos);
}

TEST_CASE("Patience ends with the error, what was asked, and how often") {
  Link link;
  const auto answer = link.ask(3);
  REQUIRE(!answer.has_value());
  CHECK(answer.error().message == "asking: the server is away (3 tries)");
}

TEST_CASE("What would come again is not tried again") {
  for (const ErrorKind kind : {ErrorKind::kConfiguration, ErrorKind::kCorrupt, ErrorKind::kUsage,
                               ErrorKind::kNotFound, ErrorKind::kInternal}) {
    Link link;
    CHECK(!link.ask(1, kind).has_value());
    CHECK(link.opened == 1);
    CHECK(link.troubles.empty());
  }
}

TEST_CASE("Nobody waits for a store once the run is to stop") {
  Link link;
  link.goes_on = false;
  CHECK(!link.ask(1).has_value());
  CHECK(link.opened == 1);
}

}  // namespace
}  // namespace keyhound
