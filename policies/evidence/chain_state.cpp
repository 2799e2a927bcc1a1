// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/chain_state.h"

#include <algorithm>
#include <array>

#include "policies/evidence/signing_key.h"
#include "scanner/base/field_codec.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound-ledger-cache-1\n";

// The same as texts and numbers, as the codec writes them.
struct StateFields {
  std::size_t bytes = 0;
  std::size_t next_seq = 0;
  std::size_t since_head = 0;
  std::string ledger;
  std::string last_hash;
  std::vector<std::string> peaks;
  std::vector<std::string> keys;
};

template <class Walker, class Fields>
requires std::is_same_v<std::remove_const_t<Fields>, StateFields>
void walk(Walker& walker, Fields& fields) {
  walker.field(fields.bytes);
  walker.field(fields.next_seq);
  walker.field(fields.since_head);
  walker.field(fields.ledger);
  walker.field(fields.last_hash);
  walker.list(fields.peaks);
  walker.list(fields.keys);
}

std::string text_of(const std::array<std::uint8_t, 32>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool read_bytes(const std::string& text, std::array<std::uint8_t, 32>& bytes) {
  if (text.size() != bytes.size()) return false;
  std::copy(text.begin(), text.end(), bytes.begin());
  return true;
}

template <class Bytes>
bool read_list(const std::vector<std::string>& texts, std::vector<Bytes>& list) {
  list.resize(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!read_bytes(texts[i], list[i])) return false;
  }
  return true;
}

}  // namespace

std::vector<PublicKey> keys_of(const EvidenceEvent& created) {
  std::vector<PublicKey> keys;
  const auto list = created.data.find("public_keys");
  if (list == created.data.end() || !list->is_array()) return keys;
  for (const Json& item : *list) {
    if (!item.is_string()) continue;
    const auto key = parse_public_key(item.get_ref<const std::string&>());
    if (key) keys.push_back(*key);
  }
  return keys;
}

void advance(ChainState& state, const LedgerEvent& event, std::string_view line) {
  if (state.next_seq == 0) {
    state.ledger = event.hash;
    state.keys = keys_of(event.event);
  }
  state.since_head = event.event.type == "ledger.head" ? 0 : state.since_head + 1;
  state.tree.add(merkle_leaf(line));
  state.last_hash = event.hash;
  state.bytes += line.size() + 1;
  ++state.next_seq;
}

std::string encode_state(const ChainState& state) {
  StateFields fields{state.bytes,
                     state.next_seq,
                     state.since_head,
                     text_of(state.ledger),
                     text_of(state.last_hash),
                     {},
                     {}};
  for (const Sha256Digest& peak : state.tree.peaks()) fields.peaks.push_back(text_of(peak));
  for (const PublicKey& key : state.keys) fields.keys.push_back(text_of(key));
  FieldWriter writer(kMagic);
  walk(writer, fields);
  return writer.bytes() + text_of(sha256(writer.bytes()));
}

std::optional<ChainState> decode_state(std::string_view bytes) {
  constexpr std::size_t kSum = Sha256Digest().size();
  if (bytes.size() < kSum) return std::nullopt;
  const std::string_view content = bytes.substr(0, bytes.size() - kSum);
  if (text_of(sha256(content)) != bytes.substr(content.size())) return std::nullopt;
  FieldReader reader(content, kMagic);
  StateFields fields;
  walk(reader, fields);
  ChainState state;
  std::vector<Sha256Digest> peaks;
  if (!reader.is_whole() || !read_bytes(fields.ledger, state.ledger) ||
      !read_bytes(fields.last_hash, state.last_hash) || !read_list(fields.peaks, peaks) ||
      !read_list(fields.keys, state.keys)) {
    return std::nullopt;
  }
  auto tree = MerkleFrontier::of(fields.next_seq, std::move(peaks));
  if (!tree) return std::nullopt;
  state.tree = std::move(*tree);
  state.bytes = fields.bytes;
  state.next_seq = fields.next_seq;
  state.since_head = fields.since_head;
  return state;
}

}  // namespace keyhound
