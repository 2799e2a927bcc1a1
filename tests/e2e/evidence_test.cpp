// SPDX-License-Identifier: Apache-2.0
// The evidence ledger through the program: keys, recording, verifying, proving, exporting.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <thread>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

RunResult good(const RunResult& result) {
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  return result;
}

// A signed ledger with one decision in it.
struct Ledger {
  Ledger() {
    const RunResult made = good(keyhound({"evidence", "keygen", "--output", key}));
    const std::size_t begin = made.out.find("ed25519:");
    public_key = made.out.substr(begin, made.out.find('\n') - begin);
    good(keyhound({"evidence", "create", path, "--signing-key", key, "--organisation", "acme"}));
    good(record("pay-key"));
  }

  RunResult record(const std::string& credential) const {
    return keyhound({"evidence", "record", path, "finding.triaged", "--subject",
                     "credential:" + credential, "--data", "verdict=confirmed", "by=user:ana"});
  }
  RunResult head() const {
    return keyhound({"evidence", "head", path, "--append", "--signing-key", key});
  }
  RunResult verify(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"evidence", "verify", path});
    return keyhound(more);
  }
  std::string text() const { return dir.read_file("ledger.jsonl"); }

  TempDir dir;
  std::string path = dir / "ledger.jsonl";
  std::string key = dir / "ledger.key";
  std::string public_key;
};

}  // namespace

TEST_CASE("A ledger is begun, written to, signed and verified") {
  const Ledger ledger;
  const RunResult head = good(ledger.head());
  ledger.dir.write_file("head.json", head.out);
  const RunResult verified = good(
      ledger.verify({"--public-key", ledger.public_key, "--anchor", ledger.dir / "head.json"}));
  CHECK(has(verified.out, "ledger.jsonl: verified"));
  CHECK(has(verified.out, "events: 3, from "));
  CHECK(has(verified.out, "heads: 1, 1 signed by "));
  CHECK_FALSE(has(verified.out, "not proved"));
  CHECK(has(ledger.verify().out, "not proved: who wrote it"));
  CHECK(has(ledger.verify({"--format", "json"}).out, "\"verified\":true"));
}

TEST_CASE("The signing key of a ledger is for its owner's eyes, and never printed") {
  const Ledger ledger;
  struct stat status {};
  REQUIRE(::stat(ledger.key.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  const std::string secret = ledger.dir.read_file("ledger.key").substr(29, 20);
  const RunResult again = keyhound({"evidence", "keygen", "--output", ledger.key});
  CHECK(again.exit_code == 2);
  CHECK_FALSE(has(again.out + again.err, secret));
  CHECK_FALSE(has(ledger.text() + ledger.public_key, secret));
  ::chmod(ledger.key.c_str(), 0644);
  const RunResult refused = ledger.head();
  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, "chmod 600"));
  ::chmod(ledger.key.c_str(), 0600);
  RunOptions options;
  options.environment["KEYHOUND_LEDGER_KEY_FILE"] = ledger.key;
  const RunResult signed_head =
      good(keyhound({"evidence", "head", ledger.path, "--append"}, options));
  CHECK_FALSE(has(signed_head.out, "\"signature\":null"));
}

TEST_CASE("A ledger that was changed does not verify: exit code 2; one that was torn: 3") {
  const Ledger ledger;
  good(ledger.head());
  const std::string whole = ledger.text();
  std::string changed = whole;
  changed.replace(changed.find("confirmed"), 9, "konfirmed");
  ledger.dir.write_file("ledger.jsonl", changed);
  const RunResult wrong = ledger.verify();
  CHECK(wrong.exit_code == 2);
  CHECK(has(wrong.out, "NOT verified"));
  CHECK(has(wrong.out, "line 2 (event 1): changed"));
  CHECK(has(ledger.verify({"--format", "json"}).out, "\"kind\":\"changed\",\"line\":2"));
  for (const char* command : {"show", "head", "export"}) {
    std::vector<std::string> arguments = {"evidence", command, ledger.path};
    if (arguments[1] == "export") arguments.insert(arguments.end(), {"--format", "csv"});
    CHECK(keyhound(arguments).exit_code == 2);
  }
  ledger.dir.write_file("ledger.jsonl", whole.substr(0, whole.size() - 10));
  const RunResult torn = ledger.verify();
  CHECK(torn.exit_code == 3);
  CHECK(has(torn.out, "verified up to a torn last line"));
  good(ledger.record("after"));
  good(ledger.verify());
  CHECK(has(ledger.text(), "ledger.recovered"));
}

TEST_CASE("An anchor shows that a ledger was cut; its own chain does not") {
  const Ledger ledger;
  const std::string before = ledger.text();
  ledger.dir.write_file("head.json", good(ledger.head()).out);
  ledger.dir.write_file("ledger.jsonl", before);
  CHECK(ledger.verify().exit_code == 0);
  const RunResult cut = ledger.verify({"--anchor", ledger.dir / "head.json"});
  INFO(cut.describe());
  CHECK(cut.exit_code == 0);  // all events that the head was taken of are there
  ledger.dir.write_file("ledger.jsonl", before.substr(0, before.find('\n') + 1));
  const RunResult shorter = ledger.verify({"--anchor", ledger.dir / "head.json"});
  CHECK(shorter.exit_code == 2);
  CHECK(has(shorter.out, "the ledger was cut"));
  CHECK(ledger.verify({"--anchor", std::string(64, 'a')}).exit_code == 2);
  CHECK(ledger.verify({"--anchor", ledger.dir / "missing"}).exit_code == 2);
}

TEST_CASE("A proof of an event is checked without the ledger, with the key of the ledger") {
  const Ledger ledger;
  CHECK(keyhound({"evidence", "prove", ledger.path, "1"}).exit_code == 2);  // no head yet
  good(ledger.head());
  const std::string proof = ledger.dir / "proof.json";
  good(keyhound({"evidence", "prove", ledger.path, "1", "--output", proof}));
  const RunResult checked =
      good(keyhound({"evidence", "verify", "--proof", proof, "--public-key", ledger.public_key}));
  CHECK(has(checked.out, "event 1 finding.triaged: it is in the ledger under this head"));
  const Ledger other;
  CHECK(keyhound({"evidence", "verify", "--proof", proof, "--public-key", other.public_key})
            .exit_code == 2);
  good(ledger.record("second"));
  good(ledger.head());
  good(keyhound({"evidence", "prove", ledger.path, "--from", "2", "--output", proof}));
  CHECK(has(
      good(keyhound({"evidence", "verify", "--proof", proof, "--public-key", ledger.public_key}))
          .out,
      "the newer ledger begins with all events of the older"));
  CHECK(keyhound({"evidence", "prove", ledger.path, "99"}).exit_code == 2);
  CHECK(keyhound({"evidence", "prove", ledger.path}).exit_code == 2);
}

TEST_CASE("Events of a ledger are shown and exported, and the export is recorded") {
  const Ledger ledger;
  good(ledger.head());
  const RunResult shown = good(keyhound({"evidence", "show", ledger.path, "--type", "finding"}));
  CHECK(has(shown.out, "finding.triaged credential:pay-key"));
  CHECK_FALSE(has(shown.out, "ledger.created"));
  CHECK(good(keyhound({"evidence", "show", ledger.path, "--format", "json"})).out == ledger.text());
  CHECK(good(keyhound({"evidence", "show", ledger.path, "--until", "2020-01-01"})).out.empty());
  const std::string output = ledger.dir / "out.json";
  for (const char* format : {"json", "csv", "in-toto"}) {
    good(keyhound({"evidence", "export", ledger.path, "--format", format, "--output", output,
                   "--signing-key", ledger.key, "--record"}));
    CHECK(has(ledger.text(), "\"subject\":\"export:" + std::string(format)));
  }
  CHECK(has(ledger.dir.read_file("out.json"), "application/vnd.in-toto+json"));
  CHECK(keyhound({"evidence", "export", ledger.path, "--format", "in-toto"}).exit_code == 2);
  good(ledger.verify());
}

TEST_CASE("Two programs that append to one ledger at once lose nothing and do not fork it") {
  const Ledger ledger;
  constexpr int kEach = 10;
  const auto append = [&ledger](const char* name) {
    int failed = 0;
    for (int i = 0; i < kEach; ++i) failed += ledger.record(name).exit_code == 0 ? 0 : 1;
    return failed;
  };
  int failed = 0;
  std::thread other([&] { failed = append("other"); });
  CHECK(append("one") == 0);
  other.join();
  CHECK(failed == 0);
  const RunResult verified = good(ledger.verify());
  CHECK(has(verified.out, "events: 22, from "));
}

TEST_CASE("What cannot be recorded in a ledger says why, and leaves it as it was") {
  const Ledger ledger;
  const std::string before = ledger.text();
  const RunResult unknown =
      keyhound({"evidence", "record", ledger.path, "run.started", "--subject", "x"});
  CHECK(unknown.exit_code == 2);
  CHECK(has(unknown.err, "finding.triaged, owner.accepted"));
  const RunResult nameless = keyhound({"evidence", "record", ledger.path, "finding.triaged",
                                       "--subject", "kh1:x", "--data", "verdict=confirmed"});
  CHECK(nameless.exit_code == 2);
  CHECK(has(nameless.err, "by is missing"));
  CHECK(ledger.text() == before);
  CHECK(keyhound({"evidence", "verify"}).exit_code == 2);
  CHECK(keyhound({"evidence", "verify", ledger.dir / "missing"}).exit_code == 2);
  CHECK(keyhound({"evidence", "verify", ledger.path, "--public-key", "nonsense"}).exit_code == 2);
}

}  // namespace keyhound::testing
