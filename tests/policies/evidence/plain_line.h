// SPDX-License-Identifier: Apache-2.0
// What parse_line() answers, in the straightforward way: parse the JSON, take the members, write
// all of it in canonical form and compare. Slow; what is fast is compared with it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/ledger_line.h"
#include "scanner/base/text_encode.h"

namespace keyhound::testing {

// Nothing: the line is no event in canonical form.
inline std::optional<ParsedLine> plain_line(std::string_view line) {
  auto read = parse_json(line);
  if (!read || !read->is_object()) return std::nullopt;
  Json object = std::move(*read);
  const auto whole = canonical_json(object);
  if (!whole || *whole != line) return std::nullopt;
  const auto text_of = [&object](const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  static const std::set<std::string> kNames = {"data", "hash",    "prev", "run",
                                               "seq",  "subject", "time", "type"};
  for (const auto& [name, member] : object.items()) {
    const bool is_text = member.is_string() && !member.get_ref<const std::string&>().empty();
    if (kNames.count(name) == 0 || (name != "data" && name != "seq" && !is_text))
      return std::nullopt;
  }
  const auto prev = parse_digest(text_of("prev"));
  const auto hash = parse_digest(text_of("hash"));
  const auto time = parse_timestamp(text_of("time"));
  const auto seq = object.find("seq");
  const bool has_all = object.contains("data") && object["data"].is_object() &&
                       object.contains("type") && prev && hash && time && seq != object.end();
  if (!has_all || to_hex(*prev) != text_of("prev") || to_hex(*hash) != text_of("hash") ||
      format_timestamp(*time) != text_of("time") || !seq->is_number_unsigned() ||
      seq->get<std::uint64_t>() >= std::uint64_t{1} << 53U) {
    return std::nullopt;
  }
  ParsedLine parsed;
  parsed.event.seq = seq->get<std::uint64_t>();
  parsed.event.event = {text_of("type"), *time, text_of("run"), text_of("subject"), object["data"]};
  parsed.event.prev = *prev;
  parsed.event.hash = *hash;
  parsed.event.text = line;
  object.erase("hash");
  parsed.hash_fits =
      sha256(std::string(digest_bytes(*prev)) + *canonical_json(object)) == parsed.event.hash;
  return parsed;
}

// Whether parse_line() answers the same.
inline bool is_as_plain(std::string_view line) {
  const auto expected = plain_line(line);
  const auto parsed = parse_line(line);
  if (!expected || !parsed) return expected.has_value() == parsed.has_value();
  const LedgerEvent& a = parsed->event;
  const LedgerEvent& b = expected->event;
  return parsed->hash_fits == expected->hash_fits && a.seq == b.seq && a.prev == b.prev &&
         a.hash == b.hash && a.text == b.text && a.line == b.line && a.event.type == b.event.type &&
         a.event.time == b.event.time && a.event.run == b.event.run &&
         a.event.subject == b.event.subject && a.event.data == b.event.data &&
         a.event.data.dump() == b.event.data.dump();
}

}  // namespace keyhound::testing
