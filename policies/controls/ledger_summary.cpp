// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/ledger_summary.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string signature_text(const LedgerCheck& check) {
  if (check.signed_heads == 0) return "nothing in it is signed";
  std::string keys;
  for (const std::string& id : check.key_ids) keys += (keys.empty() ? "" : ", ") + id;
  return fmt::format("{} of {} stand before a head signed by {}{}", check.signed_events,
                     check.events, keys,
                     check.has_trusted_key ? "" : " (the key that the ledger itself names)");
}

}  // namespace

std::string ledger_summary_text(std::string_view path, const std::optional<LedgerCheck>& check,
                                std::string_view label) {
  if (!check) return fmt::format("{}none: no ledger was given\n", label);
  const std::string indent(label.size(), ' ');
  std::string text = fmt::format("{}{}: verified, {} event{} from {} to {}; {}\n", label,
                                 escape_for_terminal(path), check->events,
                                 check->events == 1 ? "" : "s", format_timestamp(check->first),
                                 format_timestamp(check->last), signature_text(*check));
  if (check->has_torn_tail)
    text += indent + "its last line is not complete and was left out: a writer was stopped there\n";
  const std::uint64_t warnings = check->problem_count - (check->has_torn_tail ? 1 : 0);
  if (warnings > 0) {
    text += fmt::format("{}{} warning{}: 'keyhound evidence verify' shows them\n", indent, warnings,
                        warnings == 1 ? "" : "s");
  }
  return text;
}

OrderedJson time_json(const std::optional<Timestamp>& time) {
  return time ? OrderedJson(format_timestamp(*time)) : OrderedJson(nullptr);
}

OrderedJson ledger_summary_json(std::string_view path, const std::optional<LedgerCheck>& check) {
  if (!check) return nullptr;
  OrderedJson object = {{"path", to_valid_utf8(path)},
                        {"id", to_hex(check->ledger)},
                        {"events", check->events},
                        {"first", format_timestamp(check->first)},
                        {"last", format_timestamp(check->last)},
                        {"signed_events", check->signed_events},
                        {"key_ids", check->key_ids},
                        {"key_is_trusted", check->has_trusted_key},
                        {"torn_tail", check->has_torn_tail}};
  object["warnings"] = check->problem_count - (check->has_torn_tail ? 1 : 0);
  return object;
}

std::string period_text(const std::optional<Timestamp>& since,
                        const std::optional<Timestamp>& until) {
  if (!since && !until) return "all of it";
  std::string text;
  if (since) text += "from " + format_timestamp(*since);
  if (until) text += (text.empty() ? "to " : " to ") + format_timestamp(*until);
  return text + ", both included";
}

OrderedJson period_json(const std::optional<Timestamp>& since,
                        const std::optional<Timestamp>& until) {
  return {{"since", time_json(since)}, {"until", time_json(until)}};
}

}  // namespace keyhound
