// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_writer.h"

#include "policies/evidence/signing_key.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

Status append_one(LedgerWriter& writer, const EvidenceEvent& event) {
  return writer.append(std::span(&event, 1));
}

}  // namespace

TEST_CASE("A new ledger begins with whose it is, by which tool, and who signs it") {
  LedgerFixture ledger;
  ledger.options.policies_digest = "sha256:00";
  ledger.writer();
  const auto lines = lines_of(ledger.text());
  REQUIRE(lines.size() == 1);
  const Json first = *parse_json(lines[0]);
  CHECK(first["type"] == "ledger.created");
  CHECK(first["seq"] == 0);
  CHECK(first["prev"] == std::string(64, '0'));
  CHECK(first["data"]["organisation"] == "acme");
  CHECK(first["data"]["version"] == "1.0");
  CHECK(first["data"]["policies_digest"] == "sha256:00");
  CHECK(first["data"]["public_keys"][0] == to_text(ledger.options.key->public_key()));
  ledger.writer();
  CHECK(lines_of(ledger.text()).size() == 1);
}

TEST_CASE("A head stands behind every so many events, and where one is asked for") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 4;
  LedgerWriter writer = ledger.writer();
  const std::vector<EvidenceEvent> events(10, triaged("a"));
  REQUIRE(writer.append(events));
  std::string types;
  for (const std::string& line : lines_of(ledger.text()))
    types += (*parse_json(line))["type"] == "ledger.head" ? 'H' : '.';
  CHECK(types == "....H....H...");
  REQUIRE(writer.sign_head());
  REQUIRE(writer.sign_head());
  CHECK(writer.size() == 14);
  const LedgerCheck check = ledger.verify();
  CHECK(check.is_verified());
  CHECK(check.heads == 3);
  CHECK(check.signed_heads == 3);
}

TEST_CASE("Without a key heads are not signed, and that can be seen") {
  LedgerFixture ledger;
  ledger.options.key.reset();
  ledger.fill(3);
  const LedgerCheck check = ledger.verify();
  CHECK(check.is_verified());
  CHECK(check.heads == 1);
  CHECK(check.signed_heads == 0);
}

TEST_CASE("Another key than the ledger names does not sign in it") {
  LedgerFixture ledger;
  ledger.fill(1);
  ledger.options.key = counting_key(5);
  const auto opened = LedgerWriter::open(ledger.path(), ledger.options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ErrorKind::kConfiguration);
  ledger.options.key.reset();
  CHECK(LedgerWriter::open(ledger.path(), ledger.options));
}

TEST_CASE("A batch with one bad event is refused whole, before anything is written") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  const std::string before = ledger.text();
  EvidenceEvent unknown = triaged("a");
  unknown.type = "finding.celebrated";
  EvidenceEvent lacking = triaged("a");
  lacking.data.erase("by");
  EvidenceEvent bad_text = triaged("a", "\xFF");
  const EvidenceEvent reserved{"ledger.recovered", {}, {}, {}, {{"dropped_bytes", 1}}};
  for (const EvidenceEvent& bad : {unknown, lacking, bad_text, reserved}) {
    const EvidenceEvent events[] = {triaged("good"), bad};
    CAPTURE(bad.type);
    CHECK_FALSE(writer.append(events));
    CHECK(ledger.text() == before);
  }
  const EvidenceEvent good[] = {triaged("good"), lacking};
  CHECK(writer.append(good).error().message.find("event 1 of the batch: finding.triaged.by") == 0);
  CHECK(writer.append({}));
}

TEST_CASE("A line over 1 MiB is refused, and the ledger is as before") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  const std::string before = ledger.text();
  CHECK(append_one(writer, triaged("a", std::string(2'000'000, 'x'))).error().kind ==
        ErrorKind::kLimit);
  CHECK(ledger.text() == before);
}

TEST_CASE("Times that are given stay, others are taken when the event is appended") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  EvidenceEvent event = triaged("a");
  event.time = Timestamp{1'900'000'000};
  REQUIRE(append_one(writer, event));
  REQUIRE(append_one(writer, triaged("b")));
  const auto lines = lines_of(ledger.text());
  CHECK((*parse_json(lines[1]))["time"] == "2030-03-17T17:46:40Z");
  CHECK((*parse_json(lines[2]))["time"] == "2027-01-15T08:02:00Z");
}

TEST_CASE("User names and tokens in URLs do not get into the ledger") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  EvidenceEvent event = triaged("a", "see https://user:placeholder@example.com/x");
  event.subject = "https://placeholder@example.com";
  REQUIRE(append_one(writer, event));
  CHECK(ledger.text().find("placeholder") == std::string::npos);
  CHECK(ledger.text().find("see https://example.com/x") != std::string::npos);
}

TEST_CASE("Two writers take turns, and the chain does not fork") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 7;
  LedgerWriter one = ledger.writer();
  LedgerWriter two = ledger.writer();
  for (int i = 0; i < 30; ++i) {
    REQUIRE(append_one(i % 3 == 0 ? one : two, triaged("a")));
  }
  const LedgerCheck check = ledger.verify();
  CHECK(check.is_verified());
  CHECK(check.events == 1 + 30 + check.heads);
  CHECK(check.heads == 4);
}

TEST_CASE("The cache is only one: missing, damaged, of another ledger or too old it does no harm") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 5;
  ledger.fill(3);
  const std::string old_cache = ledger.dir.read_file("ledger.jsonl.cache");
  ledger.fill(4);
  LedgerFixture other;
  other.fill(9);
  const std::string caches[] = {"", "x", old_cache, ledger.dir.read_file("ledger.jsonl.cache"),
                                other.dir.read_file("ledger.jsonl.cache")};
  for (const std::string& cache : caches) {
    ledger.dir.write_file("ledger.jsonl.cache", cache);
    ledger.fill(6);
    CHECK(ledger.verify({{}, {}, true}).is_verified());
  }
  ledger.forget_cache();
  std::filesystem::create_directory(ledger.dir / "ledger.jsonl.cache");
  ledger.fill(6);
  CHECK(ledger.verify({{}, {}, true}).is_verified());
}

TEST_CASE(
    "With a cache only the end of the ledger is read, without it all; damage is then refused") {
  LedgerFixture ledger;
  ledger.fill(5);
  auto lines = lines_of(ledger.text());
  lines[1][20] ^= 1;
  ledger.put(text_of(lines));
  ledger.fill(1);  // does not look at line 2
  ledger.forget_cache();
  const auto opened = LedgerWriter::open(ledger.path(), ledger.options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ErrorKind::kCorrupt);
  CHECK(opened.error().message.find("event 1") != std::string::npos);
  CHECK(opened.error().message.find("keyhound evidence verify") != std::string::npos);
}

TEST_CASE("What is no ledger is not appended to") {
  LedgerFixture ledger;
  for (const char* text : {"hello\n", "{}\n", "\n"}) {
    ledger.put(text);
    CHECK_FALSE(LedgerWriter::open(ledger.path(), ledger.options));
    CHECK(ledger.text() == text);
  }
  ledger.options.may_create = false;
  std::filesystem::remove(ledger.path());
  CHECK(LedgerWriter::open(ledger.path(), ledger.options).error().kind == ErrorKind::kNotFound);
}

TEST_CASE("A torn tail is cut off and recorded, with its length") {
  LedgerFixture ledger;
  ledger.fill(2);
  ledger.dir.append_file("ledger.jsonl", std::string(70'000, 't'));
  LedgerWriter writer = ledger.writer();
  REQUIRE(append_one(writer, triaged("after")));
  const auto lines = lines_of(ledger.text());
  REQUIRE(lines.size() == 6);
  CHECK((*parse_json(lines[4]))["data"]["dropped_bytes"] == 70'000);
  CHECK(ledger.verify().is_verified());
}

TEST_CASE("A ledger that was moved away is begun anew, and the old one left alone") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  REQUIRE(append_one(writer, triaged("a")));
  const std::string before = ledger.text();
  std::filesystem::rename(ledger.path(), ledger.dir / "old.jsonl");
  REQUIRE(append_one(writer, triaged("b")));
  CHECK(ledger.dir.read_file("old.jsonl") == before);
  const LedgerCheck check = ledger.verify();
  CHECK(check.is_verified());
  CHECK(check.events == 2);
}

}  // namespace keyhound::testing
