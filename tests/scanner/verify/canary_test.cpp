// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/canary.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

// The published key id of a trap that long went off, and one whose account is 123456789012.
const std::string kTrap = std::string("AKIA") + "SP2TPHJS" + "QH3FJRUX";
const std::string kOther = std::string("AKIA") + "RZPUZDIK" + "DDDDDDDD";

}  // namespace

TEST_CASE("A key of a canary service is known by the account in its id, wherever the id stands") {
  const std::string wanted = "AWS account 171436882533 of canarytokens.org";
  CredentialParts parts;
  parts.secret = kTrap;
  CHECK(canary_of(parts).value_or("") == wanted);
  parts.secret = "sample";
  CHECK_FALSE(canary_of(parts).has_value());
  parts.parts["aws-access-key-id"] = kTrap;
  CHECK(canary_of(parts).value_or("") == wanted);
  parts.parts.clear();
  parts.identity["key_id"] = kTrap;
  CHECK(canary_of(parts).value_or("") == wanted);
  parts.identity.clear();
  parts.identity["account"] = "171436882533";
  CHECK(canary_of(parts).value_or("") == wanted);
  parts.identity["account"] = "044858866125";
  CHECK(canary_of(parts).value_or("") ==
        "AWS account 044858866125 of a service like canarytokens.org");
}

TEST_CASE("A key of another account is no canary") {
  CredentialParts parts;
  parts.secret = kOther;
  parts.identity = {{"account", "123456789012"}, {"key_id", kOther}, {"user", "171436882533"}};
  CHECK_FALSE(canary_of(parts).has_value());
  parts.secret = "AKIA";
  parts.identity["key_id"] = "AKIA\n";
  CHECK_FALSE(canary_of(parts).has_value());
}

}  // namespace keyhound
