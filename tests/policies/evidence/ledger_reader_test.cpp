// SPDX-License-Identifier: Apache-2.0
// Whatever is done to a ledger is found, with its line.
#include "policies/evidence/ledger_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "policies/evidence/chain_check.h"
#include "policies/evidence/ledger_line.h"
#include "policies/evidence/signing_key.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

using Kind = LedgerProblemKind;

// Lines: 1 ledger.created, 2 to 6 events, 7 the head.
struct Small : LedgerFixture {
  Small() {
    fill(5);
    lines = lines_of(text());
    REQUIRE(lines.size() == 7);
  }
  LedgerCheck verify_lines(const LedgerCheckOptions& check_options = {}) {
    put(text_of(lines));
    return verify(check_options);
  }
  std::vector<std::string> lines;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

// The same event with its hash made anew, by somebody who knows how.
std::string rehashed(const std::string& line, const std::string& from, const std::string& to) {
  auto parsed = parse_line(replaced(line, from, to));
  REQUIRE(parsed);
  const auto made = compose_line(parsed->event);
  REQUIRE(made);
  return *made;
}

void check_only(const LedgerCheck& check, Kind kind, std::uint64_t line) {
  REQUIRE(check.problems.size() == 1);
  CHECK(name_of(check.problems[0].kind) == name_of(kind));
  CHECK(check.problems[0].line == line);
  CHECK_FALSE(check.is_verified());
}

}  // namespace

TEST_CASE("A ledger as it was written verifies, and says what it holds") {
  Small ledger;
  const LedgerCheck check = ledger.verify({{ledger.options.key->public_key()}, {}, false});
  CHECK(check.is_verified());
  CHECK(check.problems.empty());
  CHECK(check.events == 7);
  CHECK(check.heads == 1);
  CHECK(check.signed_heads == 1);
  CHECK(check.signed_events == 6);
  CHECK(check.has_trusted_key);
  CHECK(check.first < check.last);
}

TEST_CASE("A changed line is found, and is one problem") {
  for (std::size_t i = 0; i < 7; ++i) {
    Small ledger;
    CAPTURE(i);
    ledger.lines[i] = replaced(ledger.lines[i], "\"time\":\"20", "\"time\":\"19");
    check_only(ledger.verify_lines(), Kind::kChanged, i + 1);
  }
}

TEST_CASE("A removed line is found, wherever it stood") {
  for (std::size_t i = 0; i < 6; ++i) {
    Small ledger;
    CAPTURE(i);
    ledger.lines.erase(ledger.lines.begin() + static_cast<std::ptrdiff_t>(i));
    const LedgerCheck check = ledger.verify_lines();
    check_only(check, Kind::kRemoved, i + 1);
    CHECK(check.problems[0].message.find(fmt::format("events {} to {} ", i, i)) == 0);
  }
}

TEST_CASE("Lines in another order are found as such") {
  Small ledger;
  std::swap(ledger.lines[2], ledger.lines[3]);
  const LedgerCheck check = ledger.verify_lines();
  REQUIRE(check.problems.size() == 2);
  CHECK(check.problems[0].kind == Kind::kReordered);
  CHECK(check.problems[0].line == 3);
  CHECK(check.problems[1].kind == Kind::kReordered);
  CHECK(check.problems[1].line == 4);
}

TEST_CASE("A repeated line is found, directly behind and later") {
  for (const std::ptrdiff_t place : {3, 6, 7}) {
    Small ledger;
    CAPTURE(place);
    ledger.lines.insert(ledger.lines.begin() + place, ledger.lines[2]);
    check_only(ledger.verify_lines(), Kind::kDuplicated, static_cast<std::uint64_t>(place) + 1);
  }
}

TEST_CASE("A line that was replaced together with its hash is found by the next") {
  Small ledger;
  ledger.lines[2] = rehashed(ledger.lines[2], "confirmed", "false-positive");
  check_only(ledger.verify_lines(), Kind::kBrokenLink, 4);
}

TEST_CASE("The last events written anew with all their hashes are found by the head's signature") {
  Small ledger;
  const SigningKey forger = counting_key(9);
  // A chain that is right in itself: by another key, or by none.
  for (const bool is_signed : {true, false}) {
    CAPTURE(is_signed);
    LedgerFixture forged;
    forged.options.key.reset();
    if (is_signed) forged.options.key = forger;
    forged.fill(5);
    CHECK(forged.verify().is_verified());
    const LedgerCheck check = forged.verify({{ledger.options.key->public_key()}, {}, false});
    CHECK_FALSE(check.is_verified());
    CHECK(check.problems.back().kind == Kind::kSignature);
  }
}

TEST_CASE("A wrong signature and a wrong root of a head are found, though its hash is right") {
  {
    Small ledger;
    const std::size_t sig = ledger.lines[6].find("\"signature\":\"") + 13;
    const std::string was = ledger.lines[6].substr(sig, 4);
    ledger.lines[6] = rehashed(ledger.lines[6], was, was == "AAAA" ? "BBBB" : "AAAA");
    check_only(ledger.verify_lines(), Kind::kSignature, 7);
  }
  {
    Small ledger;
    const std::size_t root = ledger.lines[6].find("\"root\":\"") + 8;
    const std::string was = ledger.lines[6].substr(root, 64);
    ledger.lines[6] = rehashed(ledger.lines[6], was, std::string(64, '0'));
    const LedgerCheck check = ledger.verify_lines();
    REQUIRE(check.problems.size() == 2);
    CHECK(check.problems[0].kind == Kind::kHead);
    CHECK(check.problems[1].kind == Kind::kSignature);
    CHECK(check.problems[0].line == 7);
  }
}

TEST_CASE("A clock that went back is an error at its event, and a warning when it is allowed") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  EvidenceEvent events[] = {triaged("a"), triaged("b"), triaged("c")};
  events[1].time = Timestamp{1'000'000'000};
  REQUIRE(writer.append(events));
  const LedgerCheck check = ledger.verify();
  check_only(check, Kind::kClock, 3);
  CHECK(check.problems[0].seq == 2);
  CHECK(check.problems[0].message.find("clock went back at event 2") != std::string::npos);
  const LedgerCheck allowed = ledger.verify({{}, {}, true});
  CHECK(allowed.is_verified());
  CHECK(allowed.problems.size() == 1);
}

TEST_CASE("An event of an unknown type is a warning") {
  Small ledger;
  ledger.lines.resize(6);
  auto parsed = parse_line(ledger.lines[5]);
  REQUIRE(parsed);
  parsed->event.event.type = "finding.celebrated";
  ledger.lines[5] = *compose_line(parsed->event);
  const LedgerCheck check = ledger.verify_lines();
  CHECK(check.is_verified());
  REQUIRE(check.problems.size() == 1);
  CHECK(check.problems[0].kind == Kind::kUnknownEvent);
  CHECK_FALSE(check.problems[0].is_error);
}

TEST_CASE("A bit that flipped at any byte is found") {
  Small ledger;
  const std::string whole = text_of(ledger.lines);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    ledger.put(damaged);
    const LedgerCheck check = ledger.verify();
    CAPTURE(i);
    CHECK((!check.is_verified() || check.has_torn_tail));
  }
}

TEST_CASE("A ledger cut at any byte verifies up to its last complete event, and can go on") {
  Small ledger;
  const std::string whole = text_of(ledger.lines);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string cut = whole.substr(0, size);
    ledger.put(cut);
    const LedgerCheck check = ledger.verify();
    CAPTURE(size);
    CHECK(check.is_verified());
    CHECK(check.events == lines_of(cut).size());
    CHECK(check.has_torn_tail == (cut.empty() || cut.back() != '\n'));
    if (size % 23 != 0) continue;
    LedgerWriter writer = ledger.writer();
    const EvidenceEvent event = triaged("after");
    REQUIRE(writer.append(std::span(&event, 1)));
    const LedgerCheck after = ledger.verify({{}, {}, true});
    CHECK(after.is_verified());
    CHECK_FALSE(after.has_torn_tail);
    const bool is_recorded = ledger.text().find("ledger.recovered") != std::string::npos;
    CHECK(is_recorded == (!cut.empty() && cut.back() != '\n'));
  }
}

TEST_CASE("Only an anchor tells that the end was cut or all written anew") {
  Small ledger;
  const auto head = *ledger.verify().newest_head;
  LedgerCheckOptions options;
  options.anchor = LedgerAnchor{head, {}};
  CHECK(ledger.verify(options).anchor_fits);
  SUBCASE("cut") {
    ledger.lines.resize(4);
    CHECK(ledger.verify_lines().is_verified());
    check_only(ledger.verify_lines(options), Kind::kAnchor, 4);
  }
  SUBCASE("written anew") {
    LedgerFixture other;
    other.options.organisation = "evil";
    other.fill(5);
    CHECK(other.verify().is_verified());
    check_only(other.verify(options), Kind::kAnchor, 6);
  }
  SUBCASE("by the hash of an event or the root of a head alone") {
    options.anchor = LedgerAnchor{{}, head.root};
    CHECK(ledger.verify(options).anchor_fits);
    options.anchor = LedgerAnchor{{}, head.ledger};
    CHECK(ledger.verify(options).anchor_fits);
    options.anchor = LedgerAnchor{{}, sha256("another")};
    check_only(ledger.verify(options), Kind::kAnchor, 7);
  }
}

TEST_CASE("Anchors are read as a head's document or as hex digits, and nothing else") {
  CHECK(parse_anchor(std::string(64, 'a') + "\n"));
  for (const char* text :
       {"", "abc", "{}", "[1]", "{\"format\":\"keyhound.dev/ledger-head/v1\"}"}) {
    CAPTURE(text);
    const auto anchor = parse_anchor(text);
    REQUIRE_FALSE(anchor);
    CHECK(anchor.error().kind == ErrorKind::kConfiguration);
  }
}

TEST_CASE("Lines that are no events are problems, whatever they are") {
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  const std::string garbage[] = {"",         "{}",           "[]",    "null",           deep,
                                 "\xFF\xFE", "{\"seq\":-1}", "  {} ", "{\"seq\":1e400}"};
  for (const std::string& line : garbage) {
    Small ledger;
    CAPTURE(line);
    ledger.lines[3] = line;
    check_only(ledger.verify_lines(), Kind::kMalformed, 4);
  }
}

TEST_CASE("A line of many megabytes is a problem, not a burden") {
  Small ledger;
  ledger.lines[3] = std::string(std::size_t{8} << 20U, 'x');
  check_only(ledger.verify_lines(), Kind::kMalformed, 4);
}

TEST_CASE("Thousands of problems are counted, and the first hundred listed") {
  LedgerFixture ledger;
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "x\n";
  ledger.put(text);
  const LedgerCheck check = ledger.verify();
  CHECK(check.problems.size() == 100);
  CHECK(check.problem_count == 5000);
}

TEST_CASE("Events are read up to the first break, or all of them when told so") {
  Small ledger;
  ledger.lines[3] = replaced(ledger.lines[3], "confirmed", "false-positive");
  ledger.put(text_of(ledger.lines));
  std::vector<std::uint64_t> seen;
  const EventCallback collect = [&seen](const LedgerEvent& event) { seen.push_back(event.seq); };
  const Status status = read_ledger(ledger.path(), collect);
  REQUIRE_FALSE(status);
  CHECK(status.error().kind == ErrorKind::kCorrupt);
  CHECK(status.error().message.find("line 4") != std::string::npos);
  CHECK(seen == std::vector<std::uint64_t>{0, 1, 2});
  seen.clear();
  CHECK(read_ledger(ledger.path(), collect, {{}, false}));
  CHECK(seen.size() == 7);
}

TEST_CASE("What is no file, or a link to one, is an error") {
  const TempDir dir;
  CHECK(verify_ledger(dir / "missing", {}).error().kind == ErrorKind::kNotFound);
  CHECK_FALSE(verify_ledger(dir.str(), {}));
  CHECK_FALSE(verify_ledger("/dev/zero", {}));
  Small ledger;
  std::filesystem::create_symlink(ledger.path(), dir / "link");
  CHECK_FALSE(verify_ledger(dir / "link", {}));
}

TEST_CASE("A ledger that is read as a whole answers what its verification found") {
  Small ledger;
  int events = 0;
  const auto count = [&events](const LedgerEvent&) { ++events; };
  LedgerCheckOptions check_options;
  check_options.keys = {counting_key().public_key()};
  const auto check = read_verified_ledger(ledger.path(), count, check_options);
  REQUIRE(check);
  CHECK(events == 7);
  CHECK(check->signed_events == 6);
  ledger.put(ledger.text() + "torn");
  const auto torn = read_verified_ledger(ledger.path(), count, {});
  REQUIRE(torn);
  CHECK(torn->has_torn_tail);
}

TEST_CASE("A ledger that is read as a whole fails at what shows only at its end") {
  Small ledger;
  const auto ignore = [](const LedgerEvent&) {};
  LedgerCheckOptions check_options;
  check_options.keys = {counting_key(9).public_key()};
  CHECK_FALSE(read_verified_ledger(ledger.path(), ignore, check_options));
  ledger.lines.resize(4);  // without the head
  ledger.put(text_of(ledger.lines));
  check_options.keys = {counting_key().public_key()};
  const auto unsigned_ledger = read_verified_ledger(ledger.path(), ignore, check_options);
  REQUIRE_FALSE(unsigned_ledger);
  CHECK(unsigned_ledger.error().kind == ErrorKind::kCorrupt);
  CHECK(unsigned_ledger.error().message.find("no head is signed by the key given") !=
        std::string::npos);
  CHECK(read_verified_ledger(ledger.path(), ignore, {}));
  ledger.put("");
  CHECK_FALSE(read_verified_ledger(ledger.path(), ignore, {}));
}

TEST_CASE("A ledger in which the clock went back is read as a whole only when that is allowed") {
  LedgerFixture ledger;
  LedgerWriter writer = ledger.writer();
  EvidenceEvent event = triaged("a");
  event.time = {1'700'000'000};
  REQUIRE(writer.append(std::span(&event, 1)));
  const auto ignore = [](const LedgerEvent&) {};
  CHECK_FALSE(read_verified_ledger(ledger.path(), ignore, {}));
  LedgerCheckOptions check_options;
  check_options.clock_may_go_back = true;
  CHECK(read_verified_ledger(ledger.path(), ignore, check_options));
}

}  // namespace keyhound::testing
