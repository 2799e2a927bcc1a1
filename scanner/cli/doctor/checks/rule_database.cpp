// SPDX-License-Identifier: Apache-2.0
// Which of the trigger databases in the program this CPU runs.
#include <fmt/format.h>

#include <array>
#include <span>

#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/embedded_rules.h"
#include "scanner/engine/trigger_database.h"
#include "scanner/rules/rule_codec.h"

namespace keyhound {
namespace {

// Those of embedded_triggers(), best first.
constexpr std::array<std::string_view, 3> kLevels = {"AVX-512", "AVX2", "SSE4.2 (baseline)"};

DoctorAnswer check(const DoctorSubject&) {
  const auto rules = decode_rule_set(embedded_rule_pack());
  if (!rules) return wrong(line_of(rules.error()), "install keyhound again, its file is damaged");
  const PrecompiledTriggers triggers = embedded_triggers(rules->digest);
  for (std::size_t i = 0; i < triggers.images.size() && i < kLevels.size(); ++i) {
    if (!TriggerDatabase::check_image(triggers.images[i])) continue;
    return well(fmt::format("{} rules, compiled for {}", rules->rules.size(), kLevels[i]));
  }
  return wrong("this CPU runs none of the compiled rules",
               "keyhound needs an x86-64 CPU with SSE4.2; build it for this machine");
}

}  // namespace

extern const DoctorCheck kRuleDatabaseDoctorCheck;
const DoctorCheck kRuleDatabaseDoctorCheck{"rule-database", 20, check};

}  // namespace keyhound
