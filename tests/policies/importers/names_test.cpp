// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/names.h"

#include <doctest/doctest.h>

#include <set>

namespace keyhound {

TEST_CASE("Ids keep simple names, and tell all others apart") {
  CHECK(id_of({"aws", "pay-deploy"}) == "aws-pay-deploy");
  CHECK(id_of({"exc", "aws-pay.1_x"}) == "exc-aws-pay.1_x");
  const std::set<std::string> ids = {id_of({"t", "a/b"}),
                                     id_of({"t", "a-b"}),
                                     id_of({"t", "a b"}),
                                     id_of({"t", "A-b"}),
                                     id_of({"t", "a", "b"}),
                                     id_of({"t", "a-b", "c"}),
                                     id_of({"t", "a", "b-c"}),
                                     id_of({"t", "\xC3\xA4"}),
                                     id_of({"t", std::string(200, 'a')}),
                                     id_of({"t", std::string(201, 'a')})};
  CHECK(ids.size() == 9);  // "a-b" and "a", "b" are told apart by no importer
  for (const std::string& id : ids) {
    CAPTURE(id);
    CHECK(id.size() <= 100);
    CHECK(is_party_id(id));
  }
  CHECK(id_of({"t", "a b"}) == id_of({"t", "a b"}));
  CHECK_FALSE(id_of({"", ""}).empty());
}

TEST_CASE("Parties get the kind that they lack, and no white space") {
  CHECK(party_of("group", "payments") == "group:payments");
  CHECK(party_of("group", "vendor:shipco") == "vendor:shipco");
  CHECK(party_of("group", "") == "");
  CHECK(party_of("group", "a b") == "");
  CHECK(party_of("group", std::string(300, 'a')) == "");
  CHECK_FALSE(is_party_id("\xFF"));
}

TEST_CASE("Repositories are read from what systems write for them") {
  for (const char* text :
       {"acme/pay", "https://github.example/acme/pay", "https://github.example/acme/pay.git",
        "git@github.example:acme/pay.git", "ssh://git@github.example/acme/pay/"}) {
    CAPTURE(text);
    CHECK(repository_of(text) == "acme/pay");
  }
  CHECK(repository_of("https://gitlab.example/a/b/c") == "a/b/c");
  for (const char* text :
       {"", "pay", "/acme/pay", "acme//pay", "acme/p y", "git@host", "https://host"}) {
    CAPTURE(text);
    CHECK(repository_of(text).empty());
  }
}

TEST_CASE("Titles are cut between characters, days begin at midnight") {
  CHECK(shortened("short") == "short");
  const std::string cut = shortened(std::string(299, 'a') + "\xC3\xA4\xC3\xA4");
  CHECK(cut == std::string(299, 'a') + "...");
  CHECK(start_of_day(Timestamp{1'795'392'000 + 3'600}) == Timestamp{1'795'392'000});
}

}  // namespace keyhound
