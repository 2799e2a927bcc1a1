// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_text.h"

#include <fmt/format.h>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/event_filter.h"
#include "policies/evidence/head_json.h"
#include "policies/evidence/ledger_reader.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string problem_line(const LedgerProblem& problem) {
  std::string place = problem.line == 0 ? "" : fmt::format("line {}", problem.line);
  if (problem.seq) place += fmt::format(" (event {})", *problem.seq);
  return fmt::format("  {}: {}{}{}: {}\n", problem.is_error ? "error" : "warning", place,
                     place.empty() ? "" : ": ", name_of(problem.kind),
                     escape_for_terminal(problem.message));
}

std::string_view verdict_of(const LedgerCheck& check) {
  if (!check.is_verified()) return "NOT verified";
  return check.has_torn_tail ? "verified up to a torn last line" : "verified";
}

std::string heads_line(const LedgerCheck& check) {
  if (check.heads == 0) return "  heads: none; no event is signed\n";
  if (check.signed_heads == 0) {
    return fmt::format("  heads: {}, none with a signature that was verified\n", check.heads);
  }
  std::string keys;
  for (const std::string& id : check.key_ids) keys += (keys.empty() ? "" : ", ") + id;
  return fmt::format("  heads: {}, {} signed by {}; {} of {} events stand before a signed head\n",
                     check.heads, check.signed_heads, keys, check.signed_events, check.events);
}

// What the verification cannot show, as things are.
std::string limits_of(const LedgerCheck& check, const LedgerCheckOptions& options) {
  std::string text;
  if (check.signed_heads > 0 && !check.has_trusted_key) {
    text +=
        "  not proved: who wrote it. The key is the one that the ledger itself names; compare with "
        "--public-key\n";
  }
  if (check.signed_heads == 0) {
    text += "  not proved: who wrote it. Without a signed head anybody can write such a chain\n";
  }
  if (options.anchor && check.anchor_fits) {
    text +=
        "  the anchor fits: nothing before it was cut or written anew; events behind it may have "
        "been cut off\n";
  } else {
    text +=
        "  not proved: that no events were cut from the end, or the whole written anew. Compare "
        "with a head kept elsewhere (--anchor)\n";
  }
  return text;
}

Json optional_number(const std::optional<std::uint64_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

std::string describe_event(const LedgerEvent& entry) {
  const EvidenceEvent& event = entry.event;
  std::string line =
      fmt::format("{:>6} {} {}", entry.seq, format_timestamp(event.time), event.type);
  if (!event.subject.empty()) line += " " + event.subject;
  if (!event.run.empty()) line += " run=" + event.run;
  for (const auto& [key, value] : event.data.items()) {
    if (value.is_null()) continue;
    const auto text =
        value.is_string() ? Result<std::string>(value.get<std::string>()) : canonical_json(value);
    line += fmt::format(" {}={}", key, text ? *text : "?");
  }
  return escape_for_terminal(line) + "\n";
}

}  // namespace

std::string describe_check(const LedgerCheck& check, const LedgerCheckOptions& options,
                           std::string_view path) {
  std::string text = fmt::format("{}: {}\n", escape_for_terminal(path), verdict_of(check));
  if (check.events > 0) {
    text += fmt::format("  events: {}, from {} to {}\n", check.events,
                        format_timestamp(check.first), format_timestamp(check.last));
    text += heads_line(check);
  }
  for (const LedgerProblem& problem : check.problems) text += problem_line(problem);
  if (check.problem_count > check.problems.size()) {
    text += fmt::format("  and {} more problems\n", check.problem_count - check.problems.size());
  }
  return text + limits_of(check, options);
}

std::string check_as_json(const LedgerCheck& check, std::string_view path) {
  Json problems = Json::array();
  for (const LedgerProblem& problem : check.problems) {
    problems.push_back({{"kind", name_of(problem.kind)},
                        {"line", problem.line},
                        {"seq", optional_number(problem.seq)},
                        {"message", problem.message},
                        {"severity", problem.is_error ? "error" : "warning"}});
  }
  const bool has_events = check.events > 0;
  Json object = {{"ledger", to_valid_utf8(path)},
                 {"verified", check.is_verified() && !check.has_torn_tail},
                 {"torn_tail", check.has_torn_tail},
                 {"events", check.events},
                 {"heads", check.heads},
                 {"signed_heads", check.signed_heads},
                 {"signed_events", check.signed_events},
                 {"key_ids", check.key_ids},
                 {"key_is_trusted", check.has_trusted_key},
                 {"anchor_fits", check.anchor_fits},
                 {"first", has_events ? Json(format_timestamp(check.first)) : Json(nullptr)},
                 {"last", has_events ? Json(format_timestamp(check.last)) : Json(nullptr)},
                 {"head", check.newest_head ? head_document(*check.newest_head) : Json(nullptr)},
                 {"problem_count", check.problem_count},
                 {"problems", problems}};
  const auto text = canonical_json(object);
  return (text ? *text : "{}") + "\n";
}

Status show_ledger(const std::string& path, const EventFilter& filter, bool as_json,
                   const TextSink& sink) {
  bool is_written = true;
  const Status status = read_ledger(path, [&](const LedgerEvent& event) {
    if (!is_written || !is_wanted(event.event, filter)) return;
    is_written = as_json ? sink(std::string(event.text) + "\n") : sink(describe_event(event));
  });
  if (!is_written) return fail(ErrorKind::kUnreadable, "the events cannot be written");
  return status;
}

Result<std::string> newest_head(const std::string& path) {
  std::optional<TreeHead> newest;
  Sha256Digest ledger{};
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq == 0) ledger = event.hash;
    if (event.event.type != "ledger.head") return;
    const auto head = head_of(event.event, ledger);
    if (head) newest = *head;
  }));
  if (!newest) {
    return fail(ErrorKind::kNotFound,
                fmt::format("{}: it has no head yet; --append writes one", path));
  }
  KEYHOUND_TRY(const std::string text, canonical_json(head_document(*newest)));
  return text + "\n";
}

}  // namespace keyhound
