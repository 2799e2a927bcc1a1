// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/dry_run_text.h"

#include <fmt/format.h>

#include <cstddef>

#include "scanner/base/text_encode.h"
#include "scanner/cli/verify/verification_summary.h"

namespace keyhound {
namespace {

bool is_asked(const PlannedVerification& entry) {
  return entry.step == PlannedStep::kRequest || entry.step == PlannedStep::kProbe;
}

// "ghp_…(40), github-classic-pat, config.env:3:7".
std::string credential_words(const VerificationCandidate& candidate, const std::string& place) {
  std::string words = fmt::format("{}, {}", candidate.redacted, candidate.rule_id);
  if (!place.empty()) words += ", " + place;
  return escape_for_terminal(words);
}

std::string request_line(const PlannedVerification& entry) {
  const std::string host = entry.host.empty() ? "" : entry.host + ": ";
  return escape_for_terminal(host + entry.request);
}

std::string known_words(const Liveness& known) {
  std::string words(to_string(known.state));
  if (!known.reason.empty()) words += ": " + known.reason;
  if (known.at && known.source == "live-check")
    words += fmt::format(", asked {}", format_timestamp(*known.at));
  return escape_for_terminal(words);
}

// A heading and its lines; nothing without lines.
class Section {
 public:
  explicit Section(const char* heading) : heading_(heading) {}
  void add(const std::string& line, const std::string& credential,
           const std::string& request = {}) {
    text_ += fmt::format("  {:>3}  {}\n       {}\n", ++count_, line, credential);
    if (!request.empty()) text_ += fmt::format("       {}\n", request);
  }
  [[nodiscard]] std::string text() const {
    return count_ == 0 ? "" : fmt::format("{} ({})\n{}\n", heading_, count_, text_);
  }

 private:
  const char* heading_;
  std::size_t count_ = 0;
  std::string text_;
};

}  // namespace

std::string dry_run_text(const Verification& verification, const std::vector<std::string>& places) {
  Section asked("Would be asked, in this order for each host");
  Section known("Known without asking");
  Section skipped("Not asked");
  for (const PlannedVerification& entry : verification.plan) {
    const std::string credential =
        credential_words(verification.candidates[entry.candidate], places[entry.candidate]);
    if (is_asked(entry)) {
      asked.add(request_line(entry), credential);
    } else if (entry.step == PlannedStep::kKnown) {
      known.add(known_words(entry.known), credential);
    } else {
      const std::string next = entry.next_step.empty() ? "" : "; " + entry.next_step;
      skipped.add(escape_for_terminal(entry.known.reason + next), credential,
                  entry.request.empty() ? "" : request_line(entry));
    }
  }
  return asked.text() + known.text() + skipped.text() + "Dry run: nothing was sent. " +
         plan_summary(verification) + "\n";
}

}  // namespace keyhound
