// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/new_event.h"
#include "policies/json.h"
#include "policies/lifecycle/revoked_check.h"

namespace keyhound {
namespace {

Json call_json(const RevokedCall& call) {
  return {{"why", to_string(call.why)}, {"since", time_or_null(call.since)}};
}

Json found_json(const FoundRevoked& one) {
  const Liveness& liveness = one.liveness;
  return {{"fingerprint", one.fingerprint},
          {"rule", one.rule},
          {"place", text_or_null(one.place)},
          {"called", call_json(one.call)},
          {"liveness",
           {{"state", to_string(liveness.state)},
            {"at", time_or_null(liveness.at)},
            {"source", text_or_null(liveness.source)},
            {"verifier", text_or_null(liveness.verifier)},
            {"host", text_or_null(liveness.host)},
            {"status", liveness.status == 0 ? Json() : Json(liveness.status)},
            {"reason", text_or_null(liveness.reason)}}}};
}

}  // namespace

std::string revoked_check_json(const RevokedCheck& check) {
  Json counts = Json::object();
  for (std::size_t i = 0; i < kRevokedOutcomes; ++i)
    counts[std::string(to_string(static_cast<RevokedOutcome>(i)))] = check.counts[i];
  Json entries = Json::array();
  for (const RevokedEntry& entry : check.entries) {
    Json found = Json::array();
    for (const FoundRevoked& one : entry.found) found.push_back(found_json(one));
    entries.push_back({{"credential", entry.credential},
                       {"owner", text_or_null(entry.owner)},
                       {"called", entry.whole ? call_json(*entry.whole) : Json()},
                       {"outcome", to_string(entry.outcome)},
                       {"found", std::move(found)},
                       {"missing", entry.missing}});
  }
  const Json report = {{"schema", "keyhound.dev/revoked/v1"},
                       {"at", format_timestamp(check.at)},
                       {"outcomes", std::move(counts)},
                       {"entries", std::move(entries)}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace keyhound
