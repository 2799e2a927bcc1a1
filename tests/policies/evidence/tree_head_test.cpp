// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/tree_head.h"

#include "policies/evidence/head_json.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

TreeHead sample() {
  TreeHead head;
  head.ledger.fill(0x11);
  head.root.fill(0x22);
  head.tree_size = 300;
  head.time = Timestamp{1'800'000'000};
  return head;
}

}  // namespace

TEST_CASE("What is signed says of which ledger, how long, with which root and when") {
  CHECK(message_of(sample()) == "keyhound.dev/ledger-head/v1\n" + std::string(64, '1') + "\n300\n" +
                                    std::string(64, '2') + "\n2027-01-15T08:00:00Z\n");
}

TEST_CASE("A signed head is by its key, and by no other; a change of any part undoes it") {
  const SigningKey key = counting_key();
  TreeHead head = sample();
  CHECK_FALSE(is_signed_by(head, key.public_key()));
  sign(head, key);
  CHECK(is_signed_by(head, key.public_key()));
  CHECK_FALSE(is_signed_by(head, counting_key(1).public_key()));
  TreeHead other = head;
  other.tree_size = 301;
  CHECK_FALSE(is_signed_by(other, key.public_key()));
  other = head;
  other.root[0] ^= 1U;
  CHECK_FALSE(is_signed_by(other, key.public_key()));
  other = head;
  other.ledger[0] ^= 1U;
  CHECK_FALSE(is_signed_by(other, key.public_key()));
  other = head;
  other.time.seconds += 1;
  CHECK_FALSE(is_signed_by(other, key.public_key()));
}

TEST_CASE("A head is the same out of its document and out of its event") {
  for (const bool is_signed : {true, false}) {
    TreeHead head = sample();
    if (is_signed) sign(head, counting_key());
    const auto kept = parse_head_document(head_document(head));
    REQUIRE(kept);
    CHECK(message_of(*kept) == message_of(head));
    CHECK(kept->signature == head.signature);
    CHECK(kept->key_id == head.key_id);
    const auto event = head_of({"ledger.head", head.time, {}, {}, head_data(head)}, head.ledger);
    REQUIRE(event);
    CHECK(message_of(*event) == message_of(head));
    CHECK(event->signature == head.signature);
  }
}

TEST_CASE("What lacks a part of a head, or has half a signature, is none") {
  TreeHead head = sample();
  sign(head, counting_key());
  const Json whole = head_document(head);
  for (const auto& item : whole.items()) {
    const std::string& name = item.key();
    CAPTURE(name);
    Json part = whole;
    part.erase(name);
    CHECK_FALSE(parse_head_document(part));
    part[name] = Json::array();
    CHECK_FALSE(parse_head_document(part));
  }
  Json wrong = whole;
  wrong["signature"] = "AAAA";
  CHECK_FALSE(parse_head_document(wrong));
  CHECK_FALSE(parse_head_document(Json(1)));
}

}  // namespace keyhound::testing
