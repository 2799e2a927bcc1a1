// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/mongodb_message.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include "scanner/probes/mongodb/bson.h"

namespace keyhound::testing {

using std::string_literals::operator""s;

TEST_CASE("Commands to MongoDB go in messages of one document") {
  const std::string message = mongodb_message("\5\0\0\0\0"s, 7);
  CHECK(message == "\x1a\0\0\0\7\0\0\0\0\0\0\0\xdd\7\0\0\0\0\0\0\0\5\0\0\0\0"s);
  // Its answer is of another number.
  CHECK(mongodb_rest("\x1a\0\0\0\x63\0\0\0\7\0\0\0\xdd\7\0\0"s, 7) == 10U);
  CHECK_FALSE(mongodb_rest("\x1a\0\0\0\x63\0\0\0\x08\0\0\0\xdd\7\0\0"s, 7).has_value());
  CHECK_FALSE(mongodb_rest("\x1a\0\0\0\x63\0\0\0\7\0\0\0\1\0\0\0"s, 7).has_value());  // OP_REPLY
  CHECK_FALSE(mongodb_rest("\xff\xff\xff\x7f\x63\0\0\0\7\0\0\0\xdd\7\0\0"s, 7).has_value());
  CHECK_FALSE(mongodb_rest("\5\0\0\0\x63\0\0\0\7\0\0\0\xdd\7\0\0"s, 7).has_value());
  CHECK_FALSE(mongodb_rest("HTTP", 7).has_value());
  CHECK(mongodb_document("\0\0\0\0\0doc"s) == "doc");
  CHECK(mongodb_document("\2\0\0\0\0doc"s).empty());  // more to come
  CHECK(mongodb_document("\0\0\0\0\1doc"s).empty());  // a sequence of documents
  CHECK(mongodb_document("\0\0\0\0"s).empty());
}

TEST_CASE("The commands of a login to MongoDB name database, user and mechanism") {
  const std::string hello = mongodb_hello("app", "us.er");
  const auto asked = BsonReader::read(hello);
  REQUIRE(asked.has_value());
  CHECK(asked->number("isMaster") == 1);
  CHECK(asked->text("saslSupportedMechs") == "app.us.er");
  CHECK(asked->text("$db") == "admin");
  const std::string begin = mongodb_sasl_start("app", "SCRAM-SHA-256", "n,,n=user");
  const auto start = BsonReader::read(begin);
  REQUIRE(start.has_value());
  CHECK(start->text("mechanism") == "SCRAM-SHA-256");
  CHECK(start->binary("payload") == "n,,n=user");
  CHECK(start->text("$db") == "app");
  const std::string more = mongodb_sasl_continue("app", 3, "c=biws");
  const auto next = BsonReader::read(more);
  REQUIRE(next.has_value());
  CHECK(next->number("conversationId") == 3);
  CHECK(next->binary("payload") == "c=biws");
  // Of the conversation that MongoDB's specification of its logins shows.
  CHECK(mongodb_digest("user", "pencil") == "1c33006ec1ffd90f9cadcbcc0e118200");
}

TEST_CASE("Where there is no MD5 there is no digest for MongoDB's old login") {
  REQUIRE(EVP_set_default_properties(nullptr, "fips=yes") == 1);
  const auto without = mongodb_digest("user", "pencil");
  REQUIRE(EVP_set_default_properties(nullptr, "") == 1);
  CHECK_FALSE(without.has_value());
  CHECK(mongodb_digest("user", "pencil").has_value());
}

}  // namespace keyhound::testing
