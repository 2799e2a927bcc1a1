// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_state_codec.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "scanner/base/hash.h"

namespace keyhound {
namespace {

constexpr std::size_t kRules = 3;

StateBasis basis() {
  return {"1.2.3", "sha256:rules", "check", ObjectId::kSha1Size, false, "set", true};
}

// basis() with a change.
template <class Change>
StateBasis other_basis(Change change) {
  StateBasis other = basis();
  change(other);
  return other;
}

// A state with something in every field.
ScanState full_state() {
  ScanState state;
  state.basis = basis();
  state.packs = {std::string("1:200:\0\xFF", 9)};
  state.ids = std::string(20, '\0') + std::string(20, '\x80');
  state.bytes = {0, std::uint64_t{1} << 40};
  TextHit hit;
  hit.rule = 2;
  hit.confidence = Confidence::kHigh;
  hit.start = {3, 4};
  hit.end = {5, 6};
  hit.fingerprint.mac.assign(32, 0xA5);
  hit.secret_redacted = "acme_...(25)";
  hit.identity = {{"host", "a.example"}, {"user", ""}};
  hit.also_matched = {0, 1};
  hit.checksum_wrong = true;
  hit.is_documentation = true;
  state.hits = {{1, LocationPart::kCommitHeader, hit}};
  state.drops = {{1, DropReason::kAllowlist, 300}};
  state.undecided = {0};
  state.archives = {1};
  state.people = {{"Ana", "ana@acme.example"}};
  state.commits = {{1, 0, {-5}, std::string(20, 'T'), std::string(40, 'P')}};
  return state;
}

// The bytes with a digest that is right for them.
std::string resealed(std::string bytes) {
  bytes.resize(bytes.size() - sizeof(Sha256Digest));
  const Sha256Digest digest = sha256(bytes);
  return bytes + std::string(digest.begin(), digest.end());
}

bool is_refused(const ScanState& state) {
  const auto read = decode_state(encode_state(state), state.basis, kRules);
  return !read && read.error().kind == ErrorKind::kCorrupt;
}

}  // namespace

TEST_CASE("A state is read as it was written") {
  const ScanState state = full_state();
  const auto read = decode_state(encode_state(state), state.basis, kRules);
  REQUIRE(read);
  REQUIRE(*read);
  const ScanState& copy = **read;
  CHECK(copy.basis == state.basis);
  CHECK(copy.packs == state.packs);
  CHECK(copy.ids == state.ids);
  CHECK(copy.bytes == state.bytes);
  REQUIRE(copy.drops.size() == 1);
  CHECK(copy.drops[0].object == 1);
  CHECK(copy.drops[0].reason == DropReason::kAllowlist);
  CHECK(copy.drops[0].count == 300);
  CHECK(copy.undecided == state.undecided);
  CHECK(copy.archives == state.archives);
  CHECK(copy.people == state.people);
  REQUIRE(copy.hits.size() == 1);
  const TextHit& hit = copy.hits[0].hit;
  const TextHit& wanted = state.hits[0].hit;
  CHECK(copy.hits[0].object == 1);
  CHECK(copy.hits[0].part == LocationPart::kCommitHeader);
  CHECK(hit.rule == wanted.rule);
  CHECK(hit.confidence == wanted.confidence);
  CHECK(hit.start == wanted.start);
  CHECK(hit.end == wanted.end);
  CHECK(hit.fingerprint.mac == wanted.fingerprint.mac);
  CHECK(hit.secret_redacted == wanted.secret_redacted);
  CHECK(hit.identity == wanted.identity);
  CHECK(hit.also_matched == wanted.also_matched);
  CHECK(hit.checksum_wrong);
  CHECK(hit.is_documentation);
  REQUIRE(copy.commits.size() == 1);
  CHECK(copy.commits[0].committed.seconds == -5);
  CHECK(copy.commits[0].tree == state.commits[0].tree);
  CHECK(copy.commits[0].parents == state.commits[0].parents);
}

TEST_CASE("Every flipped byte and every cut of a state is noticed") {
  const ScanState state = full_state();
  const std::string whole = encode_state(state);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    std::string flipped = whole;
    flipped[i] = static_cast<char>(~flipped[i]);
    CHECK_FALSE(decode_state(flipped, state.basis, kRules));
    CHECK_FALSE(decode_state(whole.substr(0, i), state.basis, kRules));
  }
  CHECK_FALSE(decode_state(whole + "x", state.basis, kRules));
}

TEST_CASE("What a sealed state says may be nonsense, and is refused without harm") {
  const ScanState state = full_state();
  const std::string whole = encode_state(state);
  for (std::size_t i = 0; i < whole.size() - sizeof(Sha256Digest); ++i) {
    for (const char with : {'\0', '\x7F', '\xFF'}) {
      std::string changed = whole;
      changed[i] = with;
      const auto read = decode_state(resealed(changed), state.basis, kRules);
      if (!read || !*read) continue;
      CHECK((*read)->hits.size() <= 1);
      for (const KnownHit& known : (*read)->hits) {
        CHECK(known.object < 2);
        CHECK(known.hit.rule < kRules);
      }
      for (const KnownCommit& commit : (*read)->commits) CHECK(commit.author < 1);
    }
  }
}

TEST_CASE("Indexes that point outside are refused") {
  const auto with = [](auto change) {
    ScanState state = full_state();
    change(state);
    return state;
  };
  CHECK_FALSE(is_refused(full_state()));
  CHECK(is_refused(with([](ScanState& s) { s.hits[0].object = 2; })));
  CHECK(is_refused(with([](ScanState& s) { s.hits[0].hit.rule = kRules; })));
  CHECK(is_refused(with([](ScanState& s) { s.hits[0].hit.also_matched = {kRules}; })));
  CHECK(is_refused(with([](ScanState& s) { s.hits[0].hit.fingerprint.mac.resize(31); })));
  CHECK(is_refused(with([](ScanState& s) { s.undecided = {2}; })));
  CHECK(is_refused(with([](ScanState& s) { s.archives = {2}; })));
  CHECK(is_refused(with([](ScanState& s) { s.commits[0].object = 2; })));
  CHECK(is_refused(with([](ScanState& s) { s.commits[0].author = 1; })));
  CHECK(is_refused(with([](ScanState& s) { s.commits[0].tree += 'x'; })));
  CHECK(is_refused(with([](ScanState& s) { s.commits[0].parents += 'x'; })));
  CHECK(is_refused(with([](ScanState& s) { s.ids += 'x'; })));
  CHECK(is_refused(with([](ScanState& s) { s.bytes.pop_back(); })));
}

TEST_CASE("The state of another version, rule set, key or kind of id is none") {
  const ScanState state = full_state();
  const std::string bytes = encode_state(state);
  const auto is_none = [&](StateBasis basis) {
    const auto read = decode_state(bytes, basis, kRules);
    return read && !*read;
  };
  CHECK_FALSE(is_none(state.basis));
  CHECK(is_none(other_basis([](StateBasis& b) { b.version = "1.2.4"; })));
  CHECK(is_none(other_basis([](StateBasis& b) { b.rules_digest = "sha256:other"; })));
  CHECK(is_none(other_basis([](StateBasis& b) { b.key_check = "other"; })));
  CHECK(is_none(other_basis([](StateBasis& b) { b.id_size = ObjectId::kSha256Size; })));
  CHECK(is_none(other_basis([](StateBasis& b) { b.opens_archives = true; })));
  CHECK(is_none(other_basis([](StateBasis& b) { b.settings = "other"; })));
  CHECK(is_none(other_basis([](StateBasis& b) { b.reads_comments = false; })));
  std::string newer = bytes;
  newer[15] = '9';
  const auto read = decode_state(resealed(newer), state.basis, kRules);
  REQUIRE(read);
  CHECK_FALSE(*read);
}

}  // namespace keyhound
