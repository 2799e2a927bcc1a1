// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/canonical_reader.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostEvents = std::uint64_t{1} << 53U;  // whole numbers of a double
constexpr std::string_view kTimeForm = "2026-11-23T09:00:00Z";

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
  return sha256_of_parts({digest_bytes(prev), parts.begin, parts.end});
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

// Of any line: by writing the event once more and comparing.
Result<ParsedLine> parse_by_writing(std::string_view line) {
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

bool read_digest(CanonicalReader& reader, Sha256Digest& into) {
  std::string_view hex;
  if (!reader.read_plain_text(hex)) return false;
  const auto digest = parse_digest(hex);
  if (!digest) return false;
  into = *digest;
  return std::none_of(hex.begin(), hex.end(), [](char c) { return 'A' <= c && c <= 'F'; });
}

// A time as format_timestamp() writes it; it writes no leap second.
bool read_time(CanonicalReader& reader, Timestamp& into) {
  std::string_view text;
  if (!reader.read_plain_text(text) || text.size() != kTimeForm.size()) return false;
  if (text[10] != kTimeForm[10] || text.back() != kTimeForm.back() || text.substr(17, 2) == "60")
    return false;
  const auto time = parse_timestamp(text);
  if (!time) return false;
  into = *time;
  return true;
}

// Of a line in the form that nearly all have, in one pass: a fifth of the time of
// parse_by_writing(). Nothing: that must decide.
std::optional<ParsedLine> parse_canonical(std::string_view line) {
  CanonicalReader reader(line);
  std::optional<ParsedLine> parsed(std::in_place);
  LedgerEvent& entry = parsed->event;
  EvidenceEvent& event = entry.event;
  if (!reader.take("{\"data\":") || !reader.read_object(event.data) || !reader.take(','))
    return std::nullopt;
  const std::size_t hash_begin = reader.place();
  if (!reader.take("\"hash\":") || !read_digest(reader, entry.hash) || !reader.take(','))
    return std::nullopt;
  const std::size_t hash_end = reader.place();
  if (!reader.take("\"prev\":") || !read_digest(reader, entry.prev)) return std::nullopt;
  if (reader.take(",\"run\":") && (!reader.read_text(event.run) || event.run.empty()))
    return std::nullopt;
  if (!reader.take(",\"seq\":") || !reader.read_count(entry.seq)) return std::nullopt;
  if (reader.take(",\"subject\":") && (!reader.read_text(event.subject) || event.subject.empty()))
    return std::nullopt;
  if (!reader.take(",\"time\":") || !read_time(reader, event.time)) return std::nullopt;
  if (!reader.take(",\"type\":") || !reader.read_text(event.type) || event.type.empty())
    return std::nullopt;
  if (!reader.take('}') || !reader.is_at_end()) return std::nullopt;
  entry.text = line;
  parsed->hash_fits = sha256_of_parts({digest_bytes(entry.prev), line.substr(0, hash_begin),
                                       line.substr(hash_end)}) == entry.hash;
  return parsed;
}

}  // namespace

Result<Sha256Digest> parse_digest(std::string_view hex) {
  Sha256Digest digest{};
  if (hex.size() != 2 * digest.size()) return malformed("a hash is not of 64 hex digits");
  int lowest = 0;  // of all digits; negative: one is none
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_value(hex[2 * i]);
    const int low = hex_value(hex[2 * i + 1]);
    lowest = std::min({lowest, high, low});
    digest[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  if (lowest < 0) return malformed("a hash is not of 64 hex digits");
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
  if (auto parsed = parse_canonical(line)) return std::move(*parsed);
  return parse_by_writing(line);
}

}  // namespace keyhound
