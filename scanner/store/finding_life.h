// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: the life of a finding over the scans of its repository. Pure.
//
// States belong to runs: each is decided by what was known before the run and by the run's last
// scan, so that a target that is scanned twice in one run, by a retry or by two coordinators, is in
// the same state as after one scan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

// What accepts a finding: an exception of the registry (its id) or a baseline.
struct FindingWaiver {
  std::string by;  // empty: nothing
  std::string reason;
  std::string until;  // RFC 3339; empty: without end
};

inline constexpr std::string_view kBaselineWaiver = "baseline";

struct FindingLife {
  std::string state;  // "new", "existing", "regressed", "waived", "fixed"
  std::string closed_reason;
  FindingWaiver waiver;
  std::int64_t first_run = 0;
  std::int64_t regressed_run = 0;  // 0: never
  std::int64_t fixed_run = 0;
  // RFC 3339; empty: never.
  std::string first_seen;
  std::string last_seen;
  std::string fixed;
  std::string regressed;

  [[nodiscard]] bool is_open() const { return state != "fixed"; }
};

// A scan of that run saw the finding. `accepted`: by the baseline that it was scanned with.
FindingLife seen(const std::optional<FindingLife>& before, std::int64_t run, std::string_view now,
                 const std::optional<FindingWaiver>& accepted);
// A scan that read everything did not.
FindingLife missed(FindingLife before, std::int64_t run, std::string_view now,
                   std::string_view reason);
// An exception covers it from now on, or (empty) no one does any more. Baselines stay.
FindingLife waived_by(FindingLife before, std::int64_t run, std::string_view now,
                      const FindingWaiver& exception);

}  // namespace keyhound
