// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "scanner/rules/verifier_set.h"

namespace keyhound {
namespace {

Verifier sample(const std::string& id) {
  Verifier made;
  made.id = id;
  made.rules = {"key"};
  made.read_only = true;
  made.other_sites = true;
  made.active = {{{200}, {"id"}, {}, {"server: x"}}};
  made.revoked = {{{404}, {}, {}, {"x-provider"}, {"no_service"}}};
  made.routes = {{"sandbox_", "https://s.example.com"}};
  made.signatures = {{"sha256", "text", "{request:path}", "hex", "X-Sign: {signature}", ""}};
  made.answers = {{LivenessState::kActive, 200, "{}", {"Server: x"}}};
  return made;
}

}  // namespace

TEST_CASE("Verifiers are read back as they were written, and other bytes are refused") {
  const std::string bytes = encode_verifiers({sample("a"), sample("b")});
  const auto read = decode_verifiers(bytes);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 2);
  CHECK(read->at(1).id == "b");
  CHECK(read->at(0).read_only);
  CHECK(read->at(0).other_sites);
  CHECK(read->at(0).active.at(0).statuses == std::vector<int>{200});
  CHECK(read->at(0).active.at(0).headers.at(0) == "server: x");
  CHECK(read->at(0).answers.at(0).state == LivenessState::kActive);
  CHECK(read->at(1).revoked.at(0).text.at(0) == "no_service");
  CHECK(read->at(1).routes.at(0).url == "https://s.example.com");
  CHECK(read->at(1).signatures.at(0).header == "X-Sign: {signature}");
  CHECK(encode_verifiers(*read) == bytes);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{4}, bytes.size() / 2, bytes.size() - 1})
    CHECK_FALSE(decode_verifiers(bytes.substr(0, cut)).has_value());
  CHECK_FALSE(decode_verifiers(bytes + "x").has_value());
}

}  // namespace keyhound
