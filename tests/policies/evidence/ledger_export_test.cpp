// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_export.h"

#include "policies/evidence/dsse.h"
#include "policies/evidence/ledger_line.h"
#include "policies/evidence/merkle.h"
#include "policies/evidence/proof.h"
#include "policies/json.h"
#include "scanner/base/text_encode.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

Result<std::string> exported(const LedgerFixture& ledger, const ExportRequest& request) {
  std::string text;
  const Status status = export_ledger(ledger.path(), request, [&text](std::string_view part) {
    text += part;
    return true;
  });
  if (!status) {
    CHECK(text.empty());
    return fail(status.error());
  }
  return text;
}

}  // namespace

TEST_CASE("JSON has the head and the events as the ledger has them") {
  LedgerFixture ledger;
  ledger.fill(3);
  const Json json = *parse_json(*exported(ledger, {"json", {}, {}}));
  CHECK(json["format"] == "keyhound.dev/ledger-export/v1");
  CHECK(json["events"].size() == 5);
  CHECK(json["head"]["tree_size"] == 4);
  CHECK(json["ledger"] == json["events"][0]["hash"]);
  const Json some = *parse_json(*exported(ledger, {"json", {"ledger", "", {}, {}}, {}}));
  CHECK(some["events"].size() == 2);
  const Json none = *parse_json(*exported(ledger, {"json", {"review", "", {}, {}}, {}}));
  CHECK(none["events"].empty());
}

TEST_CASE("CSV quotes its cells, and none is a formula") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  EvidenceEvent event = triaged("a", "say \"x\"");
  event.subject = "=cmd()";
  event.run = "a\nb";
  REQUIRE(writer.append(std::span(&event, 1)));
  const auto lines = lines_of(*exported(ledger, {"csv", {}, {}}));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "seq,time,type,run,subject,data,hash");
  CHECK(lines[2].find("1,2027-01-15T08:02:00Z,\"finding.triaged\",\"a\\nb\",\"'=cmd()\",\"{"
                      "\"\"by\"\":") == 0);
}

TEST_CASE("An in-toto statement is signed, about the ledger's bytes, with proofs that hold") {
  LedgerFixture ledger;
  ledger.fill(3);
  const std::string until_head = ledger.text();
  LedgerWriter writer = ledger.writer();
  const EvidenceEvent later = triaged("later");
  REQUIRE(writer.append(std::span(&later, 1)));
  const auto text = exported(ledger, {"in-toto", {"finding", "", {}, {}}, ledger.options.key});
  REQUIRE(text);
  const auto payload = open_dsse(*text, ledger.options.key->public_key());
  REQUIRE(payload);
  const Json statement = *parse_json(*payload);
  CHECK(statement["predicateType"] == "https://keyhound.dev/evidence/v1");
  CHECK(statement["subject"][0]["name"] == "ledger.jsonl");
  CHECK(statement["subject"][0]["digest"]["sha256"] == to_hex(sha256(until_head)));
  const Json& predicate = statement["predicate"];
  CHECK(predicate["bytes"] == until_head.size());
  REQUIRE(predicate["proofs"].size() == 3);
  for (Json proof : predicate["proofs"]) {
    proof["format"] = "keyhound.dev/ledger-proof/v1";
    proof["head"] = predicate["head"];
    CHECK(check_proof(proof.dump(), {ledger.options.key->public_key()})->is_proved);
  }
  const auto all = exported(ledger, {"in-toto", {}, ledger.options.key});
  CHECK((*parse_json(*open_dsse(*all, ledger.options.key->public_key())))["predicate"]["proofs"]
            .empty());
}

TEST_CASE("A statement without a key or a head, one of too many events, and another format fail") {
  LedgerFixture ledger;
  ledger.writer();
  CHECK(exported(ledger, {"in-toto", {}, {}}).error().kind == ErrorKind::kUsage);
  CHECK(exported(ledger, {"in-toto", {}, ledger.options.key}).error().kind == ErrorKind::kNotFound);
  CHECK(exported(ledger, {"xml", {}, {}}).error().kind == ErrorKind::kUsage);
  LedgerWriter writer = ledger.writer();
  REQUIRE(writer.append(std::vector<EvidenceEvent>(300, triaged("a"))));
  REQUIRE(writer.sign_head());
  const auto many = exported(ledger, {"in-toto", {"finding", "", {}, {}}, ledger.options.key});
  CHECK(many.error().message.find("300 events") == 0);
}

TEST_CASE("Nothing of a ledger that does not verify is exported") {
  LedgerFixture ledger;
  ledger.fill(3);
  auto lines = lines_of(ledger.text());
  lines[4][30] ^= 1;
  ledger.put(text_of(lines));
  for (const char* format : {"json", "csv", "in-toto"}) {
    const auto text = exported(ledger, {format, {}, ledger.options.key});
    REQUIRE_FALSE(text);
    CHECK(text.error().kind == ErrorKind::kCorrupt);
  }
}

TEST_CASE("An export can be recorded with the digest of its file") {
  LedgerFixture ledger;
  ledger.fill(1);
  ledger.dir.write_file("out.csv", "content");
  REQUIRE(record_export(ledger.path(), "csv", ledger.dir / "out.csv", ledger.options));
  const Json event = *parse_json(lines_of(ledger.text()).back());
  CHECK(event["type"] == "export.created");
  CHECK(event["data"]["digest"] == "sha256:" + to_hex(sha256("content")));
  CHECK_FALSE(record_export(ledger.path(), "csv", ledger.dir / "missing", ledger.options));
}

}  // namespace keyhound::testing
