// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/baseline_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "scanner/base/end_date.h"
#include "scanner/base/text_encode.h"
#include "scanner/model/acceptance_verdict.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostLine = 8192;  // bytes
constexpr std::size_t kShown = 60;       // of a wrong word
constexpr std::string_view kBlank = " \t";
constexpr std::string_view kForm =
    "write: <fingerprint> <rule> verdict=... until=YYYY-MM-DD \"note\"";

auto wrong(std::string message) { return fail(ErrorKind::kConfiguration, std::move(message)); }

std::string shown(std::string_view word) {
  return to_valid_utf8(word.size() > kShown ? std::string(word.substr(0, kShown)) + "..."
                                            : std::string(word));
}

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(kBlank));
  rest.remove_prefix(word.size());
  return word;
}

bool is_rule_id(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./:+").find(c) != std::string_view::npos;
  });
}

// A note from its opening quote to the end of the line.
Result<std::string> read_note(std::string_view text) {
  std::string note;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      if (text.find_first_not_of(kBlank, i + 1) == std::string_view::npos) return note;
      return wrong(
          "something stands behind the note; the note is the last of an entry, and a quote "
          "in it is written \\\"");
    }
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    note += text[i];
  }
  return wrong("the note has no closing quote");
}

Status set_value(std::string_view word, BaselineEntry& entry) {
  const std::size_t equals = word.find('=');
  const std::string_view key = word.substr(0, equals);
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : word.substr(equals + 1);
  if (key == "verdict" && equals != std::string_view::npos) {
    if (!entry.verdict.empty()) return wrong("'verdict' is given twice; keep one");
    if (!is_acceptance_verdict(value)) {
      return wrong(fmt::format("'{}' is no verdict; write one of {}", shown(value),
                               fmt::join(kAcceptanceVerdicts, ", ")));
    }
    entry.verdict = value;
    return {};
  }
  if (key == "until" && equals != std::string_view::npos) {
    if (entry.until) return wrong("'until' is given twice; keep one");
    auto end = parse_end_date(value);
    if (!end) {
      return wrong(fmt::format("'{}' is no date; write until=YYYY-MM-DD", shown(value)));
    }
    entry.until = *end;
    return {};
  }
  return wrong(fmt::format("'{}' is not understood; {}", shown(word), kForm));
}

}  // namespace

Result<BaselineEntry> parse_baseline_line(std::string_view line) {
  if (line.size() > kMostLine)
    return wrong(fmt::format("the line has more than {} bytes; shorten its note", kMostLine));
  BaselineEntry entry;
  std::string_view rest = line;
  const std::string_view print = next_word(rest);
  auto canonical = canonical_fingerprint(print);
  if (!canonical)
    return wrong(fmt::format("'{}' is no fingerprint (kh1:...); {}", shown(print), kForm));
  entry.fingerprint = std::move(*canonical);
  const std::string_view rule = next_word(rest);
  if (!is_rule_id(rule) || rule.find('=') != std::string_view::npos)
    return wrong(fmt::format("'{}' is no rule id; {}", shown(rule), kForm));
  entry.rule_id = rule;
  while (true) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
    if (rest.empty()) return entry;
    if (rest.starts_with('"')) {
      KEYHOUND_TRY(entry.note, read_note(rest));
      return entry;
    }
    KEYHOUND_TRY_STATUS(set_value(next_word(rest), entry));
  }
}

std::string write_baseline_line(const BaselineEntry& entry) {
  std::string line = entry.fingerprint + " " + entry.rule_id;
  if (!entry.verdict.empty()) line += " verdict=" + entry.verdict;
  if (entry.until) line += " until=" + format_end_date(*entry.until);
  if (entry.note.empty()) return line;
  line += " \"";
  for (const char c : entry.note) {
    if (c == '"' || c == '\\') line += '\\';
    line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return line + '"';
}

}  // namespace keyhound
