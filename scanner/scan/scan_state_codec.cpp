// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_state_codec.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

#include "scanner/base/field_codec.h"
#include "scanner/base/hash.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound state 5\n";
constexpr std::size_t kDigestSize = sizeof(Sha256Digest);
constexpr std::size_t kMacSize = 32;
static_assert(std::endian::native == std::endian::little, "numbers are copied as they stand");

std::string digest_of(std::string_view bytes) {
  const Sha256Digest digest = sha256(bytes);
  return {digest.begin(), digest.end()};
}

// Columns of plain numbers are one text each.
template <class T>
void column(FieldWriter& writer, const std::vector<T>& values) {
  std::string text(values.size() * sizeof(T), '\0');
  if (!values.empty()) std::memcpy(text.data(), values.data(), text.size());
  writer.field(text);
}

// A part of a number at the end is left out, which a column of another length shows.
template <class T>
void column(FieldReader& reader, std::vector<T>& values) {
  std::string text;
  reader.field(text);
  values.resize(text.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), text.data(), values.size() * sizeof(T));
}

void walk_time(FieldWriter& writer, const Timestamp& time) {
  writer.number(static_cast<std::uint64_t>(time.seconds));
}
void walk_time(FieldReader& reader, Timestamp& time) {
  time.seconds = static_cast<std::int64_t>(reader.number());
}

}  // namespace

// The walks stand outside the unnamed namespace, where the codec's templates find them.

template <class Walker, class Pair>
requires std::is_same_v<std::remove_const_t<Pair>, std::pair<std::string, std::string>>
void walk(Walker& walker, Pair& pair) {
  walker.field(pair.first);
  walker.field(pair.second);
}

void walk_score(FieldWriter& walker, const TextHit& hit) {
  walker.choice(hit.score.has_value(), true);
  walker.choice(hit.score && hit.score->is_quoted, true);
  walker.field(static_cast<double>(hit.score ? hit.score->log_odds : 0));
}

void walk_score(FieldReader& walker, TextHit& hit) {
  bool is_scored = false;
  LocalScore score;
  double log_odds = 0;
  walker.choice(is_scored, true);
  walker.choice(score.is_quoted, true);
  walker.field(log_odds);
  score.log_odds = static_cast<float>(log_odds);
  if (is_scored) hit.score = score;
}

template <class Walker, class Part>
requires std::is_same_v<std::remove_const_t<Part>, HitPart>
void walk(Walker& walker, Part& part) {
  walker.field(part.rule);
  walker.field(part.start.line);
  walker.field(part.start.column);
  walker.field(part.end.line);
  walker.field(part.end.column);
}

template <class Walker, class Known>
requires std::is_same_v<std::remove_const_t<Known>, KnownHit>
void walk(Walker& walker, Known& known) {
  auto& hit = known.hit;
  walker.field(known.object);
  walker.choice(known.part, LocationPart::kGitConfig);
  walker.field(hit.rule);
  walker.choice(hit.confidence, Confidence::kHigh);
  walker.field(hit.start.line);
  walker.field(hit.start.column);
  walker.field(hit.end.line);
  walker.field(hit.end.column);
  column(walker, hit.fingerprint.mac);
  walker.field(hit.secret_redacted);
  walker.list(hit.identity);
  column(walker, hit.also_matched);
  walker.choice(hit.checksum_wrong, true);
  walker.choice(hit.is_documentation, true);
  walk_score(walker, hit);
  walker.field(hit.encoding);
  walker.list(hit.parts);
}

template <class Walker, class Drops>
requires std::is_same_v<std::remove_const_t<Drops>, KnownDrops>
void walk(Walker& walker, Drops& drops) {
  walker.field(drops.object);
  walker.choice(drops.reason, static_cast<DropReason>(kDropReasons - 1));
  walker.field(drops.count);
}

template <class Walker, class AnyPerson>
requires std::is_same_v<std::remove_const_t<AnyPerson>, Person>
void walk(Walker& walker, AnyPerson& person) {
  walker.field(person.name);
  walker.field(person.email);
}

template <class Walker, class Commit>
requires std::is_same_v<std::remove_const_t<Commit>, KnownCommit>
void walk(Walker& walker, Commit& commit) {
  walker.field(commit.object);
  walker.field(commit.author);
  walk_time(walker, commit.committed);
  walker.field(commit.tree);
  walker.field(commit.parents);
}

template <class Walker, class Basis>
requires std::is_same_v<std::remove_const_t<Basis>, StateBasis>
void walk(Walker& walker, Basis& basis) {
  walker.field(basis.version);
  walker.field(basis.rules_digest);
  walker.field(basis.key_check);
  walker.field(basis.id_size);
  walker.choice(basis.opens_archives, true);
  walker.field(basis.settings);
  walker.choice(basis.reads_comments, true);
}

namespace {

template <class Walker, class State>
void walk_content(Walker& walker, State& state) {
  walker.list(state.packs);
  walker.field(state.ids);
  column(walker, state.bytes);
  walker.list(state.hits);
  walker.list(state.drops);
  column(walker, state.undecided);
  column(walker, state.archives);
  walker.list(state.people);
  walker.list(state.commits);
}

bool is_sane(const ScanState& state, std::size_t rule_count) {
  const std::size_t objects = state.bytes.size();
  const std::size_t id_size = state.basis.id_size;
  if (state.ids.size() != objects * id_size) return false;
  const auto is_rule = [rule_count](std::uint32_t rule) { return rule < rule_count; };
  const auto is_object = [objects](std::uint32_t object) { return object < objects; };
  return std::all_of(state.hits.begin(), state.hits.end(),
                     [&](const KnownHit& known) {
                       const auto& others = known.hit.also_matched;
                       const auto& parts = known.hit.parts;
                       return is_object(known.object) && is_rule(known.hit.rule) &&
                              known.hit.fingerprint.mac.size() == kMacSize &&
                              std::all_of(others.begin(), others.end(), is_rule) &&
                              std::all_of(parts.begin(), parts.end(),
                                          [&](const HitPart& part) { return is_rule(part.rule); });
                     }) &&
         std::all_of(state.drops.begin(), state.drops.end(),
                     [&](const KnownDrops& drops) { return is_object(drops.object); }) &&
         std::all_of(state.undecided.begin(), state.undecided.end(), is_object) &&
         std::all_of(state.archives.begin(), state.archives.end(), is_object) &&
         std::all_of(state.commits.begin(), state.commits.end(), [&](const KnownCommit& commit) {
           return is_object(commit.object) && commit.author < state.people.size() &&
                  commit.tree.size() == id_size && commit.parents.size() % id_size == 0;
         });
}

}  // namespace

std::string encode_state(const ScanState& state) {
  FieldWriter writer(kMagic);
  walk(writer, state.basis);
  walk_content(writer, state);
  return writer.bytes() + digest_of(writer.bytes());
}

Result<std::optional<ScanState>> decode_state(std::string_view bytes, const StateBasis& basis,
                                              std::size_t rule_count) {
  const auto damaged = [] { return fail(ErrorKind::kCorrupt, "it is damaged, or no state file"); };
  if (bytes.size() < kDigestSize) return damaged();
  const std::string_view body = bytes.substr(0, bytes.size() - kDigestSize);
  if (digest_of(body) != bytes.substr(body.size())) return damaged();
  if (!body.starts_with(kMagic)) return std::nullopt;
  FieldReader reader(body, kMagic);
  ScanState state;
  walk(reader, state.basis);
  if (state.basis != basis) return std::nullopt;
  walk_content(reader, state);
  if (!reader.is_whole() || !is_sane(state, rule_count)) return damaged();
  return state;
}

}  // namespace keyhound
