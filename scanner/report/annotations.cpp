// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

Level level_to_show(const Finding& finding) {
  return finding.baseline_state == BaselineState::kUnchanged ? Level::kNote : level_of(finding);
}

bool is_worse(const Finding* a, const Finding* b) {
  const auto weight = [](const Finding& f) {
    return std::tuple(level_to_show(f), f.severity, f.score);
  };
  return weight(*a) > weight(*b);
}

Annotation annotation_of(const Finding& finding) {
  Annotation annotation;
  annotation.level = level_to_show(finding);
  annotation.rule_id = finding.rule_id;
  annotation.title = finding.title;
  annotation.message = finding.message.empty() ? finding.title : finding.message;
  if (finding.kind == FindingKind::kSecret) {
    const bool is_shown = annotation.message.find(finding.secret_redacted) != std::string::npos;
    annotation.message += fmt::format(" ({}{}{})", is_shown ? "" : finding.secret_redacted,
                                      is_shown ? "" : ", ", finding.fingerprint.short_form());
  }
  if (const std::string liveness = liveness_words(finding); !liveness.empty())
    annotation.message += " Liveness: " + as_sentence(liveness);
  if (!finding.remedy.empty()) annotation.message += " " + finding.remedy;
  const Location& place = primary_occurrence(finding).location;
  if (is_in_file(place)) annotation.place = place;
  if (place.part == LocationPart::kPath) annotation.place.start = annotation.place.end = {1, 1};
  return annotation;
}

// A thing that was not read may hold anything; the rest is said by the way.
Annotation annotation_of(const Diagnostic& diagnostic) {
  Annotation annotation;
  annotation.level = diagnostic.incomplete ? Level::kWarning : Level::kNote;
  annotation.rule_id = diagnostic.kind;
  annotation.title = (diagnostic.incomplete ? "Not read: " : "") + diagnostic.kind;
  annotation.message = diagnostic.subject + ": " + diagnostic.message;
  return annotation;
}

class Selector {
 public:
  explicit Selector(std::size_t most) : most_(most) {}

  void add(Annotation annotation) {
    const auto level = static_cast<std::size_t>(annotation.level);
    if (count_[level] == most_) {
      ++list_.left_out[level];
      return;
    }
    ++count_[level];
    list_.shown.push_back(std::move(annotation));
  }
  AnnotationList take() { return std::move(list_); }

 private:
  std::size_t most_;
  std::array<std::size_t, 3> count_{};
  AnnotationList list_;
};

}  // namespace

AnnotationList annotations_of(const ScanResult& result, std::size_t most) {
  std::vector<const Finding*> open;
  for (const Finding& finding : result.findings)
    if (finding.is_open()) open.push_back(&finding);
  std::stable_sort(open.begin(), open.end(), is_worse);
  Selector selector(most);
  // What was not read comes before the findings of its level, so that no number of them hides it.
  for (const Diagnostic& diagnostic : result.diagnostics)
    if (diagnostic.incomplete) selector.add(annotation_of(diagnostic));
  for (const Finding* finding : open) selector.add(annotation_of(*finding));
  for (const Diagnostic& diagnostic : result.diagnostics)
    if (!diagnostic.incomplete) selector.add(annotation_of(diagnostic));
  AnnotationList list = selector.take();
  std::stable_sort(list.shown.begin(), list.shown.end(),
                   [](const Annotation& a, const Annotation& b) { return a.level > b.level; });
  return list;
}

}  // namespace keyhound
