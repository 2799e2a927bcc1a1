// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/dsse.h"

#include "policies/evidence/signing_key.h"
#include "policies/json.h"
#include "scanner/base/text_decode.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {

TEST_CASE("The bytes that are signed are those of the protocol's own example") {
  CHECK(dsse_pae("http://example.com/HelloWorld", "hello world") ==
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  CHECK(dsse_pae("", "") == "DSSEv1 0  0 ");
}

TEST_CASE("An envelope holds the payload and a signature over its encoding") {
  const SigningKey key = counting_key();
  const Json envelope = *parse_json(dsse_envelope("{\"a\":1}", key));
  CHECK(envelope["payloadType"] == "application/vnd.in-toto+json");
  CHECK(*from_base64(envelope["payload"].get<std::string>()) == "{\"a\":1}");
  REQUIRE(envelope["signatures"].size() == 1);
  CHECK(envelope["signatures"][0]["keyid"] == key_id_of(key.public_key()));
  const auto bytes = from_base64(envelope["signatures"][0]["sig"].get<std::string>());
  Signature signature{};
  REQUIRE(bytes->size() == signature.size());
  std::copy(bytes->begin(), bytes->end(), signature.begin());
  CHECK(is_signature_of("DSSEv1 28 application/vnd.in-toto+json 7 {\"a\":1}", signature,
                        key.public_key()));
}

TEST_CASE("An envelope opens with its key alone, and not once any part was changed") {
  const SigningKey key = counting_key();
  const std::string text = dsse_envelope("{\"a\":1}", key);
  CHECK(*open_dsse(text, key.public_key()) == "{\"a\":1}");
  CHECK_FALSE(open_dsse(text, counting_key(1).public_key()));
  Json envelope = *parse_json(text);
  Json other = envelope;
  other["payload"] = "eyJhIjoyfQ==";
  CHECK_FALSE(open_dsse(other.dump(), key.public_key()));
  other = envelope;
  other["payloadType"] = "text/plain";
  CHECK_FALSE(open_dsse(other.dump(), key.public_key()));
  // Another's signature beside it does not matter, nor what the key id says.
  other = envelope;
  const Json another = Json::object({{"keyid", "x"}, {"sig", "AAAA"}});
  other["signatures"].insert(other["signatures"].begin(), another);
  other["signatures"][1]["keyid"] = "wrong";
  CHECK(open_dsse(other.dump(), key.public_key()));
}

TEST_CASE("What is no envelope is refused") {
  const PublicKey key = counting_key().public_key();
  const std::string type = R"("payloadType":"application/vnd.in-toto+json")";
  for (const std::string& text :
       {std::string(), std::string("[]"), "{" + type + "}", "{" + type + R"(,"payload":1})",
        "{" + type + R"(,"payload":"e30="})", "{" + type + R"(,"payload":"e30=","signatures":[]})",
        "{" + type + R"(,"payload":"e30=","signatures":[1,{"sig":2},{"sig":"AA"}]})"}) {
    CAPTURE(text);
    const auto opened = open_dsse(text, key);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == ErrorKind::kCorrupt);
  }
}

TEST_CASE("A statement names its subjects by digest, and the type of what it says") {
  const StatementSubject subjects[] = {{"report", "sha256", "00"}, {"head", "gitCommit", "11"}};
  const Json statement = *parse_json(*in_toto_statement(subjects, "https://x/v1", "{\"y\": 1}"));
  CHECK(statement["_type"] == "https://in-toto.io/Statement/v1");
  CHECK(statement["predicateType"] == "https://x/v1");
  CHECK(statement["predicate"]["y"] == 1);
  REQUIRE(statement["subject"].size() == 2);
  CHECK(statement["subject"][1]["name"] == "head");
  CHECK(statement["subject"][1]["digest"]["gitCommit"] == "11");
  CHECK_FALSE(in_toto_statement(subjects, "https://x/v1", "no JSON"));
}

}  // namespace keyhound::testing
