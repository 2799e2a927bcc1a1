// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_line.h"

#include <fmt/format.h>

#include "policies/evidence/canonical_json.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostEvents = std::uint64_t{1} << 53U;  // whole numbers of a double

void append_member(std::string& out, std::string_view name, std::string_view text) {
  append_json_string(out, name);
  out += ':';
  append_json_string(out, text);
}

// The two ends of the canonical form; the hash, second in the order of keys, stands between them.
struct LineParts {
  std::string begin;  // {"data":...,
  std::string end;    // "prev":...}
};

Result<LineParts> parts_of(const LedgerEvent& entry) {
  const EvidenceEvent& event = entry.event;
  for (const std::string* text : {&event.type, &event.run, &event.subject}) {
    if (!is_valid_utf8(*text)) return fail(ErrorKind::kCorrupt, "a text is not valid UTF-8");
  }
  KEYHOUND_TRY(const std::string data, canonical_json(event.data));
  LineParts parts;
  parts.begin = "{\"data\":" + data + ",";
  append_member(parts.end, "prev", to_hex(entry.prev));
  if (!event.run.empty()) {
    parts.end += ',';
    append_member(parts.end, "run", event.run);
  }
  parts.end += fmt::format(",\"seq\":{},", entry.seq);
  if (!event.subject.empty()) {
    append_member(parts.end, "subject", event.subject);
    parts.end += ',';
  }
  append_member(parts.end, "time", format_timestamp(event.time));
  parts.end += ',';
  append_member(parts.end, "type", event.type);
  parts.end += '}';
  return parts;
}

Sha256Digest hash_of(const Sha256Digest& prev, const LineParts& parts) {
  std::string text(reinterpret_cast<const char*>(prev.data()), prev.size());
  text += parts.begin;
  text += parts.end;
  return sha256(text);
}

std::string line_of(const LineParts& parts, const Sha256Digest& hash) {
  return fmt::format("{}\"hash\":\"{}\",{}", parts.begin, to_hex(hash), parts.end);
}

tl::unexpected<Error> malformed(std::string_view reason) {
  return fail(ErrorKind::kCorrupt, std::string(reason));
}

// The text of a member; empty when there is none. kCorrupt when it is no text, or an empty one.
Result<std::string> text_member(const Json& object, const char* name, bool required) {
  const auto found = object.find(name);
  if (found == object.end()) {
    if (required) return malformed(fmt::format("it has no member '{}'", name));
    return std::string();
  }
  if (!found->is_string() || found->get_ref<const std::string&>().empty())
    return malformed(fmt::format("its member '{}' is no text", name));
  return found->get<std::string>();
}

Result<LedgerEvent> event_of(const Json& object) {
  LedgerEvent entry;
  const auto seq = object.find("seq");
  if (seq == object.end() || !seq->is_number_unsigned() ||
      seq->get<std::uint64_t>() >= kMostEvents) {
    return malformed("its member 'seq' is no number of an event");
  }
  entry.seq = seq->get<std::uint64_t>();
  const auto data = object.find("data");
  if (data == object.end() || !data->is_object()) return malformed("its 'data' is no object");
  entry.event.data = *data;
  KEYHOUND_TRY(entry.event.type, text_member(object, "type", true));
  KEYHOUND_TRY(entry.event.run, text_member(object, "run", false));
  KEYHOUND_TRY(entry.event.subject, text_member(object, "subject", false));
  KEYHOUND_TRY(const std::string time, text_member(object, "time", true));
  const Result<Timestamp> parsed = parse_timestamp(time);
  if (!parsed) return malformed("its 'time' is none");
  entry.event.time = *parsed;
  KEYHOUND_TRY(const std::string prev, text_member(object, "prev", true));
  KEYHOUND_TRY(entry.prev, parse_digest(prev));
  KEYHOUND_TRY(const std::string hash, text_member(object, "hash", true));
  KEYHOUND_TRY(entry.hash, parse_digest(hash));
  return entry;
}

}  // namespace

Result<Sha256Digest> parse_digest(std::string_view hex) {
  Sha256Digest digest{};
  if (hex.size() != 2 * digest.size()) return malformed("a hash is not of 64 hex digits");
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const auto byte = hex_number(hex.substr(2 * i), 2);
    if (!byte) return malformed("a hash is not of 64 hex digits");
    digest[i] = static_cast<std::uint8_t>(*byte);
  }
  return digest;
}

Result<std::string> compose_line(LedgerEvent& event) {
  KEYHOUND_TRY(const LineParts parts, parts_of(event));
  event.hash = hash_of(event.prev, parts);
  std::string line = line_of(parts, event.hash);
  if (line.size() > kLongestLine) {
    return fail(ErrorKind::kLimit,
                fmt::format("the event takes {} bytes, more than the limit of {} a line",
                            line.size(), kLongestLine));
  }
  return line;
}

Result<ParsedLine> parse_line(std::string_view line) {
  KEYHOUND_TRY(const Json object, parse_json(line));
  if (!object.is_object()) return malformed("it is no JSON object");
  ParsedLine parsed;
  KEYHOUND_TRY(parsed.event, event_of(object));
  KEYHOUND_TRY(const LineParts parts, parts_of(parsed.event));
  if (line_of(parts, parsed.event.hash) != line) {
    return malformed("it is not in canonical form (RFC 8785), or has members that no event has");
  }
  parsed.event.text = line;
  parsed.hash_fits = hash_of(parsed.event.prev, parts) == parsed.event.hash;
  return parsed;
}

}  // namespace keyhound
