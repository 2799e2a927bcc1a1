// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/candidate_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr std::size_t kShownFeatures = 12;

TextSpan verdict_of(const Candidate& candidate) {
  if (!candidate.is_confirmed) return {"NOT CONFIRMED", TextStyle::kDim};
  if (candidate.dropped) return {"DROPPED", TextStyle::kYellow};
  return {candidate.part_of.empty() ? "REPORTED" : "PART", TextStyle::kRed};
}

std::string reason_of(const Candidate& candidate) {
  if (candidate.dropped) return fmt::format("  {}", to_string(*candidate.dropped));
  if (!candidate.part_of.empty()) return "  of a finding of " + candidate.part_of;
  if (!candidate.is_confirmed) return "";
  return fmt::format("  {} confidence", to_string(candidate.confidence));
}

// Triggers of rules that look for many words are long; JSON has all of them.
std::string shortened(const std::string& trigger) {
  constexpr std::size_t kMost = 120;
  return trigger.size() <= kMost ? trigger : trigger.substr(0, kMost) + "…";
}

TextStyle style_of(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kPassed:
      return TextStyle::kGreen;
    case CheckOutcome::kDropped:
      return TextStyle::kYellow;
    case CheckOutcome::kRaised:
    case CheckOutcome::kLowered:
      break;
  }
  return TextStyle::kBlue;
}

void write_features(TextPage& page, const Candidate& candidate) {
  std::string_view label = "features";
  const std::size_t shown = std::min(candidate.features.size(), kShownFeatures);
  for (std::size_t i = 0; i < shown; ++i) {
    const CandidateFeature& feature = candidate.features[i];
    page.field(
        label,
        {{fmt::format("{:+.3f}  {} = {:.4g}", feature.contribution, feature.name, feature.value)}});
    label = "";
  }
  if (candidate.features.size() > shown) {
    page.field("", {{fmt::format("and {} weaker ones", candidate.features.size() - shown),
                     TextStyle::kDim}});
  }
}

}  // namespace

void write_candidate(TextPage& page, const Candidate& candidate) {
  page.line({verdict_of(candidate),
             {reason_of(candidate)},
             {"  " + candidate.title, TextStyle::kBold},
             {"  " + candidate.rule_id, TextStyle::kDim}},
            4);
  page.field("place", {{describe_place(candidate.location, "")}});
  if (candidate.is_confirmed) page.field("secret", {{candidate.secret_redacted}});
  if (!candidate.encoding.empty()) page.field("encoded", {{candidate.encoding}});
  if (!candidate.trigger.empty()) page.field("trigger", {{shortened(candidate.trigger)}});
  std::string_view label = "checks";
  for (const CandidateCheck& check : candidate.checks) {
    page.field(label, {{std::string(to_string(check.outcome)), style_of(check.outcome)},
                       {fmt::format(" {}: {}", check.name, check.detail)}});
    label = "";
  }
  write_features(page, candidate);
  page.blank();
}

void write_candidates(TextPage& page, const CandidateList& list) {
  for (const Candidate& candidate : list.items) {
    write_candidate(page, candidate);
    if (!page.ok()) return;
  }
  if (list.left_out == 0) return;
  page.line({{count_of(list.left_out, "more place", "more places") +
              " with dropped candidates are not shown; scan a part of it, or explain a file."}},
            4);
  page.blank();
}

}  // namespace keyhound
