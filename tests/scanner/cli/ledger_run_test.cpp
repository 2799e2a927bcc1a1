// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ledger_run.h"

#include <doctest/doctest.h>

#include "policies/evidence/dsse.h"
#include "policies/evidence/ledger_admin.h"
#include "policies/evidence/ledger_check.h"
#include "policies/evidence/signing_key.h"
#include "scanner/cli/ledger_run_options.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

struct Kept {
  Kept() {
    LedgerOptions made;
    made.key = key;
    REQUIRE(create_ledger(options.ledger, made));
    judge_options.now = "2030-01-01";
    options.has_now = true;
  }
  Result<Judge> judge() const { return Judge::create(judge_options, "/nonexistent"); }

  testing::TempDir dir;
  SigningKey key = SigningKey::generate();
  LedgerRunOptions options{dir / "l.jsonl", {}, false};
  JudgeOptions judge_options;
};

}  // namespace

TEST_CASE("A run is written with its start and end, signed, at the time of judgement") {
  const Kept kept;
  auto judge = kept.judge();
  REQUIRE(judge);
  auto run = LedgerRun::open(kept.options, kept.key, *judge);
  REQUIRE(run);
  REQUIRE(run->start("sha256:r", ".", "history", *judge));
  ScanResult result;
  judge->apply(result);
  REQUIRE(run->finish(result, *judge, 0));
  const std::string text = kept.dir.read_file("l.jsonl");
  CHECK(text.find("run.started") < text.find("run.finished"));
  CHECK(text.find("2030-01-01T00:00:00Z") != std::string::npos);
  const auto check = verify_ledger(kept.options.ledger, {});
  REQUIRE(check);
  CHECK(check->is_verified());
  CHECK(check->signed_events + 1 == check->events);
}

TEST_CASE("Without a ledger a run does nothing; one that is not there is an error with a way out") {
  Kept kept;
  auto judge = kept.judge();
  REQUIRE(judge);
  kept.options.ledger.clear();
  auto none = LedgerRun::open(kept.options, std::nullopt, *judge);
  REQUIRE(none);
  CHECK(none->start("", "", "", *judge));
  CHECK(none->finish(ScanResult(), *judge, 0));
  kept.options.ledger = kept.dir / "missing.jsonl";
  const auto missing = LedgerRun::open(kept.options, std::nullopt, *judge);
  REQUIRE_FALSE(missing);
  CHECK_FALSE(load_history(kept.options.ledger));
  CHECK(missing.error().message.find("evidence create") != std::string::npos);
}

TEST_CASE("A ledger that was changed stops a run before it begins") {
  const Kept kept;
  std::string text = kept.dir.read_file("l.jsonl");
  text[text.find("keyhound")] = 'K';
  kept.dir.write_file("l.jsonl", text);
  auto judge = kept.judge();
  REQUIRE(judge);
  const auto run = LedgerRun::open(kept.options, std::nullopt, *judge);
  REQUIRE_FALSE(run);
  CHECK(run.error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("A statement is sealed with the key that is given") {
  const testing::TempDir dir;
  CHECK_FALSE(seal_with(std::nullopt));
  const SigningKey key = SigningKey::generate();
  REQUIRE(save_signing_key(dir / "k", key));
  const auto loaded = signing_key_of(dir / "k");
  REQUIRE(loaded);
  REQUIRE(loaded->has_value());
  const std::string sealed = seal_with(*loaded)(kInTotoPayloadType, "{}");
  const auto opened = open_dsse(sealed, key.public_key());
  REQUIRE(opened);
  CHECK(*opened == "{}");
  CHECK_FALSE(signing_key_of(dir / "none"));
}

}  // namespace keyhound
