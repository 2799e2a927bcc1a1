// SPDX-License-Identifier: Apache-2.0
// A finding as a text that holds all that the readers of reports set.
#pragma once

#include <optional>
#include <string>

#include "scanner/model/finding.h"

namespace keyhound::testing {

inline std::string time_text(const std::optional<Timestamp>& time) {
  return time ? format_timestamp(*time) : "none";
}

// All that a report's reader sets, to compare readers.
inline std::string text_of(const Finding& f) {
  std::string all = f.rule_id + "|" + std::string(to_string(f.kind)) + "|" + f.title + "|" +
                    f.message + "|" + f.remedy + "|" + std::string(to_string(f.severity)) +
                    std::string(to_string(f.confidence)) + std::to_string(f.score) + "|" +
                    f.fingerprint.short_form() + "|" + f.secret_redacted + "|" + f.repository +
                    "|" + std::to_string(static_cast<int>(f.is_documentation));
  for (const auto* texts : {&f.previous_fingerprints, &f.also_matched, &f.tags})
    for (const std::string& text : *texts) all += "|" + text;
  for (const auto& [name, value] : f.identity) all += "|" + name + "=" + value;
  const Liveness& live = f.liveness;
  all += "|" + std::string(to_string(live.state)) + time_text(live.at) + live.source +
         live.verifier + live.host + std::to_string(live.status) + live.reason;
  if (f.accepted)
    all += "|" + f.accepted->verdict + f.accepted->reason + time_text(f.accepted->until) +
           f.accepted->path;
  for (const Occurrence& o : f.occurrences) {
    all += "|" + o.location.path + std::string(to_string(o.location.part));
    for (const SourcePosition& place : {o.location.start, o.location.end})
      all += " " + std::to_string(place.line) + ":" + std::to_string(place.column);
    for (const CommitInfo& commit : {o.commit, o.removal()})
      all += commit.id + commit.author + format_timestamp(commit.committed);
    all += o.blob + (o.in_head ? "H" : "") + (o.in_worktree ? "W" : "") + (o.reachable ? "R" : "") +
           std::to_string(o.ref_count);
    for (const std::string& ref : o.refs) all += ref;
  }
  return all;
}

}  // namespace keyhound::testing
