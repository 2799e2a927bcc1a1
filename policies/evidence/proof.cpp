// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/head_json.h"
#include "policies/evidence/ledger_line.h"
#include "policies/evidence/ledger_reader.h"
#include "policies/evidence/merkle.h"
#include "policies/evidence/signing_key.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr const char* kEventFormat = "keyhound.dev/ledger-proof/v1";
constexpr const char* kGrowthFormat = "keyhound.dev/ledger-growth/v1";

tl::unexpected<Error> malformed(const char* reason) {
  return fail(ErrorKind::kCorrupt, std::string("this is no proof: ") + reason);
}

// The newest head over more than `seq` events; one that is signed before one that is not.
Result<std::optional<TreeHead>> newest_head_over(const std::string& path, std::uint64_t seq,
                                                 std::uint64_t& events) {
  std::optional<TreeHead> best;
  Sha256Digest ledger{};
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq == 0) ledger = event.hash;
    ++events;
    if (event.event.type != "ledger.head") return;
    const auto head = head_of(event.event, ledger);
    if (!head || head->tree_size <= seq) return;
    if (head->signature || !best || !best->signature) best = *head;
  }));
  return best;
}

Json path_of(const RangeRoots& roots) {
  Json path = Json::array();
  for (const Sha256Digest& digest : roots.roots()) path.push_back(to_hex(digest));
  return path;
}

Result<std::vector<Sha256Digest>> parse_path(const Json& document) {
  const auto list = document.find("path");
  if (list == document.end() || !list->is_array() || list->size() > 128)
    return malformed("its path is none");
  std::vector<Sha256Digest> path;
  for (const Json& item : *list) {
    if (!item.is_string()) return malformed("its path is none");
    KEYHOUND_TRY(path.emplace_back(), parse_digest(item.get_ref<const std::string&>()));
  }
  return path;
}

Result<TreeHead> parse_head_member(const Json& document, const char* name) {
  const auto found = document.find(name);
  if (found == document.end()) return malformed("a head is missing");
  return parse_head_document(*found);
}

std::string head_text(const TreeHead& head) {
  return fmt::format("  head: {} events, {}, root {}\n", head.tree_size,
                     format_timestamp(head.time), to_hex(head.root));
}

// Adds what the signature of the head shows; false when it does not hold.
bool check_signature(const TreeHead& head, const std::vector<PublicKey>& keys, std::string& text) {
  if (keys.empty()) {
    text += "  not proved: who signed the head; pass --public-key\n";
    return true;
  }
  for (const PublicKey& key : keys) {
    if (!is_signed_by(head, key)) continue;
    text += fmt::format("  signed by {}\n", key_id_of(key));
    return true;
  }
  text += "  the head is not signed by the key given\n";
  return false;
}

Result<ProofCheck> check_event_proof(const Json& document, const std::vector<PublicKey>& keys) {
  const auto line = document.find("event");
  if (line == document.end() || !line->is_string()) return malformed("it has no event");
  const auto& text = line->get_ref<const std::string&>();
  KEYHOUND_TRY(const TreeHead head, parse_head_member(document, "head"));
  KEYHOUND_TRY(const auto path, parse_path(document));
  auto parsed = parse_line(text);
  if (!parsed) return fail(parsed.error().within("the event of the proof"));
  const LedgerEvent& event = parsed->event;
  const bool is_in = parsed->hash_fits &&
                     is_included(merkle_leaf(text), event.seq, head.tree_size, head.root, path);
  ProofCheck check;
  check.text = fmt::format("event {} {}: {}\n", event.seq, escape_for_terminal(event.event.type),
                           is_in ? "it is in the ledger under this head"
                                 : "NOT proved: the path does not lead from it to the head's root");
  check.text += "  " + escape_for_terminal(text) + "\n" + head_text(head);
  check.is_proved = check_signature(head, keys, check.text) && is_in;
  return check;
}

Result<ProofCheck> check_growth_proof(const Json& document, const std::vector<PublicKey>& keys) {
  KEYHOUND_TRY(const TreeHead older, parse_head_member(document, "older"));
  KEYHOUND_TRY(const TreeHead newer, parse_head_member(document, "newer"));
  KEYHOUND_TRY(const auto path, parse_path(document));
  const bool holds = older.ledger == newer.ledger &&
                     is_consistent(older.tree_size, older.root, newer.tree_size, newer.root, path);
  ProofCheck check;
  check.text = holds ? "the newer ledger begins with all events of the older\n"
                     : "NOT proved: the newer ledger is not the older one with more events\n";
  check.text += head_text(older);
  check.is_proved = check_signature(older, keys, check.text);
  check.text += head_text(newer);
  check.is_proved = check_signature(newer, keys, check.text) && check.is_proved && holds;
  return check;
}

Result<std::string> as_line(const Json& document) {
  KEYHOUND_TRY(const std::string text, canonical_json(document));
  return text + "\n";
}

}  // namespace

Result<std::string> prove_event(const std::string& path, std::uint64_t seq) {
  std::uint64_t events = 0;
  KEYHOUND_TRY(const auto head, newest_head_over(path, seq, events));
  if (seq >= events) {
    return fail(
        ErrorKind::kNotFound,
        fmt::format("{}: there is no event {}; it has {}, numbered from 0", path, seq, events));
  }
  if (!head) {
    return fail(ErrorKind::kNotFound,
                fmt::format("{}: no head stands behind event {} yet; 'keyhound evidence head "
                            "--append' writes one",
                            path, seq));
  }
  RangeRoots roots(inclusion_ranges(seq, head->tree_size));
  std::string line;
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq >= head->tree_size) return;
    roots.add(event.seq, merkle_leaf(event.text));
    if (event.seq == seq) line = event.text;
  }));
  return as_line({{"format", kEventFormat},
                  {"event", line},
                  {"head", head_document(*head)},
                  {"path", path_of(roots)}});
}

Result<std::string> prove_growth(const std::string& path, std::uint64_t old_size) {
  std::optional<TreeHead> older;
  std::optional<TreeHead> newer;
  Sha256Digest ledger{};
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq == 0) ledger = event.hash;
    if (event.event.type != "ledger.head") return;
    const auto head = head_of(event.event, ledger);
    if (!head) return;
    if (head->tree_size == old_size) older = *head;
    newer = *head;
  }));
  if (!older) {
    return fail(ErrorKind::kNotFound,
                fmt::format("{}: it has no head over {} events", path, old_size));
  }
  RangeRoots roots(consistency_ranges(old_size, newer->tree_size));
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq < newer->tree_size) roots.add(event.seq, merkle_leaf(event.text));
  }));
  return as_line({{"format", kGrowthFormat},
                  {"older", head_document(*older)},
                  {"newer", head_document(*newer)},
                  {"path", path_of(roots)}});
}

Result<ProofCheck> check_proof(std::string_view document, const std::vector<PublicKey>& keys) {
  KEYHOUND_TRY(const Json json, parse_json(document));
  if (!json.is_object()) return malformed("it is no JSON object");
  const auto format = json.find("format");
  if (format != json.end() && *format == kEventFormat) return check_event_proof(json, keys);
  if (format != json.end() && *format == kGrowthFormat) return check_growth_proof(json, keys);
  return malformed("its format is not one of keyhound's");
}

}  // namespace keyhound
