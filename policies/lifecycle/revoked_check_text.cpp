// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "policies/lifecycle/revoked_check.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string date_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

std::string call_text(const RevokedCall& call) {
  std::string text(to_string(call.why));
  if (call.since) text += " on " + date_of(*call.since);
  return text;
}

std::string asked(const Liveness& liveness) {
  std::string text;
  if (!liveness.verifier.empty()) text += " by " + escape_for_terminal(liveness.verifier);
  if (!liveness.host.empty()) text += " at " + escape_for_terminal(liveness.host);
  return text;
}

std::string liveness_text(const Liveness& liveness) {
  std::string text(to_string(liveness.state));
  if (liveness.at) text += " on " + date_of(*liveness.at);
  text += asked(liveness);
  if (!liveness.reason.empty()) text += ": " + escape_for_terminal(liveness.reason);
  return text;
}

void write_entry(const RevokedEntry& entry, std::string& text) {
  text += fmt::format("{:<9} {}, {}; {}\n", to_string(entry.outcome),
                      escape_for_terminal(entry.credential),
                      entry.owner.empty() ? "nobody" : escape_for_terminal(entry.owner),
                      entry.whole ? call_text(*entry.whole) : "values of it were replaced");
  for (const FoundRevoked& one : entry.found) {
    text += fmt::format("  {}  {}\n    {}\n    in {}\n", one.fingerprint, one.rule,
                        liveness_text(one.liveness), escape_for_terminal(one.place));
    const bool is_own_call = !entry.whole || entry.whole->why != one.call.why;
    if (is_own_call) text += "    " + call_text(one.call) + "\n";
  }
  for (const std::string& fingerprint : entry.missing)
    text += fmt::format("  {}  no value to verify\n", fingerprint);
  if (entry.found.empty() && entry.missing.empty())
    text += "  no value to verify: the registry lists none, and none was found\n";
}

}  // namespace

std::string revoked_check_text(const RevokedCheck& check) {
  if (check.entries.empty()) return "The registry calls nothing revoked.\n";
  const auto count = [&check](RevokedOutcome outcome) {
    return check.counts[static_cast<std::size_t>(outcome)];
  };
  std::string text = fmt::format(
      "{} called revoked: {} still {}, {} untold, {} without a value to verify, {} refused\n\n",
      check.entries.size(), count(RevokedOutcome::kWorks),
      count(RevokedOutcome::kWorks) == 1 ? "works" : "work", count(RevokedOutcome::kUntold),
      count(RevokedOutcome::kNoValue), count(RevokedOutcome::kRefused));
  for (const RevokedEntry& entry : check.entries) write_entry(entry, text);
  if (count(RevokedOutcome::kNoValue) != 0) {
    text +=
        "\nA value that no scan finds can be given in a file (--secrets), or vouched for\n"
        "('keyhound evidence record LEDGER revocation.verified').\n";
  }
  return text;
}

}  // namespace keyhound
