// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/chain_state.h"

#include "policies/evidence/signing_key.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

ChainState sample() {
  ChainState state;
  LedgerEvent created;
  created.event.type = "ledger.created";
  created.event.data["public_keys"] = {to_text(counting_key().public_key()), "nonsense", 3};
  created.hash.fill(7);
  advance(state, created, "first");
  for (std::uint8_t i = 1; i < 11; ++i) {
    LedgerEvent event;
    event.event.type = i == 5 ? "ledger.head" : "review.due";
    event.hash.fill(i);
    advance(state, event, "line");
  }
  return state;
}

}  // namespace

TEST_CASE("A state follows its events: number, bytes, first and last hash, events since a head") {
  const ChainState state = sample();
  CHECK(state.next_seq == 11);
  CHECK(state.bytes == 6 + 10 * 5);
  CHECK(state.since_head == 5);
  CHECK(state.ledger[0] == 7);
  CHECK(state.last_hash[0] == 10);
  CHECK(state.tree.size() == 11);
  CHECK(state.keys == std::vector<PublicKey>{counting_key().public_key()});
}

TEST_CASE("A state is the same out of its bytes") {
  const ChainState state = sample();
  const auto again = decode_state(encode_state(state));
  REQUIRE(again);
  CHECK(again->bytes == state.bytes);
  CHECK(again->next_seq == state.next_seq);
  CHECK(again->since_head == state.since_head);
  CHECK(again->ledger == state.ledger);
  CHECK(again->last_hash == state.last_hash);
  CHECK(again->tree.root() == state.tree.root());
  CHECK(again->keys == state.keys);
}

TEST_CASE("A cache that was cut or changed at any byte is not used") {
  const std::string bytes = encode_state(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CAPTURE(i);
    CHECK_FALSE(decode_state(bytes.substr(0, i)));
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 4);
    CHECK_FALSE(decode_state(damaged));
  }
  CHECK_FALSE(decode_state(bytes + "x"));
}

}  // namespace keyhound::testing
