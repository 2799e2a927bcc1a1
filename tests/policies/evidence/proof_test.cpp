// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/proof.h"

#include "policies/json.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

ProofCheck checked(const std::string& document, const std::vector<PublicKey>& keys) {
  auto check = check_proof(document, keys);
  if (!check) FAIL(check.error().message);
  return *check;
}

}  // namespace

TEST_CASE("Each event before a head is proved by a document that needs no ledger") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 4;
  ledger.fill(9);
  const auto lines = lines_of(ledger.text());
  const std::vector<PublicKey> keys = {ledger.options.key->public_key()};
  for (std::uint64_t seq = 0; seq + 1 < lines.size(); ++seq) {
    CAPTURE(seq);
    const auto document = prove_event(ledger.path(), seq);
    REQUIRE(document);
    const ProofCheck check = checked(*document, keys);
    CHECK(check.is_proved);
    CHECK(check.text.find("signed by") != std::string::npos);
    Json json = *parse_json(*document);
    CHECK(json["event"] == lines[seq]);
    json["event"] = lines[seq == 0 ? 1 : seq - 1];
    CHECK_FALSE(checked(json.dump(), keys).is_proved);
  }
  CHECK_FALSE(checked(*prove_event(ledger.path(), 0), {counting_key(3).public_key()}).is_proved);
  CHECK(checked(*prove_event(ledger.path(), 0), {}).text.find("not proved: who signed") !=
        std::string::npos);
}

TEST_CASE("An event without a head behind it, and one that there is not, say what to do") {
  LedgerFixture ledger;
  ledger.writer();
  const auto early = prove_event(ledger.path(), 0);
  REQUIRE_FALSE(early);
  CHECK(early.error().message.find("head --append") != std::string::npos);
  CHECK(prove_event(ledger.path(), 1).error().message.find("it has 1, numbered from 0") !=
        std::string::npos);
  ledger.put("");
  CHECK_FALSE(prove_event(ledger.path(), 0));
}

TEST_CASE("A signed head is taken before a newer one that is not") {
  LedgerFixture ledger;
  ledger.fill(2);
  ledger.options.key.reset();
  ledger.fill(2);
  CHECK(checked(*prove_event(ledger.path(), 1), {counting_key().public_key()}).is_proved);
  CHECK_FALSE(checked(*prove_event(ledger.path(), 5), {counting_key().public_key()}).is_proved);
}

TEST_CASE("The growth from each older head is proved, and that of another ledger is not") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 3;
  ledger.fill(20);
  LedgerFixture other;
  other.options.events_per_head = 3;
  other.options.organisation = "other";
  other.fill(20);
  const std::vector<PublicKey> keys = {ledger.options.key->public_key()};
  int heads = 0;
  for (std::uint64_t size = 0; size < lines_of(ledger.text()).size(); ++size) {
    const auto document = prove_growth(ledger.path(), size);
    if (!document) continue;
    ++heads;
    CAPTURE(size);
    CHECK(checked(*document, keys).is_proved);
    Json json = *parse_json(*document);
    json["older"] = (*parse_json(*prove_growth(other.path(), size)))["older"];
    CHECK_FALSE(checked(json.dump(), keys).is_proved);
  }
  CHECK(heads >= 6);
  CHECK(prove_growth(ledger.path(), 1).error().kind == ErrorKind::kNotFound);
}

TEST_CASE("A document in which any byte was changed proves nothing") {
  LedgerFixture ledger;
  ledger.fill(3);
  const std::string document = *prove_event(ledger.path(), 2);
  for (std::size_t i = 0; i + 1 < document.size(); ++i) {
    std::string damaged = document;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    const auto check = check_proof(damaged, {counting_key().public_key()});
    CAPTURE(i);
    CHECK_FALSE((check && check->is_proved));
  }
}

TEST_CASE("What is no proof is an error") {
  for (const char* text :
       {"", "[]", "{}", "{\"format\":1}", "{\"format\":\"keyhound.dev/ledger-proof/v1\"}",
        "{\"format\":\"keyhound.dev/ledger-growth/v1\",\"older\":1}",
        "{\"format\":\"keyhound.dev/ledger-proof/v1\",\"event\":\"x\"}"}) {
    CAPTURE(text);
    CHECK_FALSE(check_proof(text, {}));
  }
}

}  // namespace keyhound::testing
