// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/assessment_text.h"

#include <fmt/format.h>

#include <array>

#include "scanner/report/occurrence_text.h"

namespace keyhound {

namespace {

struct Part {
  Outcome outcome;
  std::string_view text;
  TextStyle style;
};

// Worst first.
constexpr std::array kParts = {Part{Outcome::kFail, "failed", TextStyle::kRed},
                               Part{Outcome::kError, "undecided", TextStyle::kAlarm},
                               Part{Outcome::kWaived, "waived", TextStyle::kBlue},
                               Part{Outcome::kPass, "passed", TextStyle::kGreen}};

using Sums = std::array<std::uint64_t, kOutcomes>;

std::vector<TextSpan> describe(const Sums& sums) {
  std::vector<TextSpan> spans;
  for (const Part& part : kParts) {
    const std::uint64_t count = sums[static_cast<std::size_t>(part.outcome)];
    if (count == 0) continue;
    if (!spans.empty()) spans.push_back({", "});
    spans.push_back({fmt::format("{} {}", count, part.text), part.style});
  }
  return spans;
}

bool is_objection(const PolicyCounts& counts) {
  return counts.of(Outcome::kFail) + counts.of(Outcome::kError) + counts.of(Outcome::kWaived) > 0;
}

}  // namespace

void write_assessment(TextPage& page, const Assessment& assessment) {
  Sums sums{};
  std::size_t judged = 0;
  for (const PolicyCounts& counts : assessment.counts) {
    for (std::size_t i = 0; i < kOutcomes; ++i) sums[i] += counts.outcomes[i];
    if (is_objection(counts) || counts.of(Outcome::kPass) > 0) ++judged;
    if (!is_objection(counts)) continue;
    std::vector<TextSpan> spans = describe(counts.outcomes);
    spans.insert(spans.begin(), TextSpan{counts.policy_id + "  ", TextStyle::kBold});
    page.line(spans, 4);
  }
  std::vector<TextSpan> spans = describe(sums);
  if (spans.empty()) spans.push_back({"nothing to judge"});
  spans.insert(spans.begin(),
               TextSpan{fmt::format("{} of {} had something to judge: ", judged,
                                    count_of(assessment.counts.size(), "policy", "policies"))});
  spans.push_back({"."});
  page.line(spans, 4);
}

}  // namespace keyhound
