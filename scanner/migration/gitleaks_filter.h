// SPDX-License-Identifier: Apache-2.0
// GitleaksFilter: asks of the findings of a scan what gitleaks asks of a whole text: keywords
// anywhere in it, rules that must find something near by, rules that are not reported alone. The
// texts of the findings are read once more for that. Used by one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scanner/engine/pattern.h"
#include "scanner/git/object_text.h"
#include "scanner/migration/gitleaks_rules.h"
#include "scanner/migration/place_texts.h"
#include "scanner/migration/text_match_finder.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/finding_collector.h"

namespace keyhound {

class GitleaksFilter {
 public:
  // REQUIRES: all three outlive the filter; the context's engine holds the rules of `rules`.
  static Result<GitleaksFilter> create(const GitleaksRules& rules, const ScanContext& context,
                                       PlaceTexts& texts);

  // Drops the occurrences that gitleaks would not report, and findings without any left. What lost
  // its bytes to a rule that is dropped there comes back. A place whose text cannot be looked at
  // keeps its finding. What was done is a diagnostic.
  Status apply(ScanResult& result);

 private:
  struct Text {
    std::string content;
    std::string lower;
    std::string path;
    std::vector<PlacedMatch> matches;
  };
  struct Rescued {
    const PlacedMatch* match = nullptr;
    const Text* text = nullptr;
    const Occurrence* occurrence = nullptr;
  };

  GitleaksFilter(const GitleaksRules& rules, const ScanContext& context, PlaceTexts& texts,
                 TextMatchFinder finder)
      : rules_(&rules), context_(&context), texts_(&texts), finder_(std::move(finder)) {}

  Status prepare();
  void filter(Finding& finding, FindingCollector& rescued);
  // Whether the occurrence stays.
  bool keeps(const Finding& finding, const Occurrence& occurrence, FindingCollector& rescued);
  bool passes_in_worktree(std::uint32_t rule, const Occurrence& occurrence, const Text& text,
                          const PlacedMatch& match);
  void rescue(const Finding& finding, const Rescued& from, FindingCollector& rescued) const;
  [[nodiscard]] bool passes(const Text& text, const PlacedMatch& match) const;
  [[nodiscard]] bool has_required(const Text& text, const PlacedMatch& match,
                                  const GitleaksRequirement& required) const;
  // nullptr where there is no text to look at.
  const Text* text_of(const Occurrence& occurrence);
  const Text* worktree_text(const std::string& path);
  Result<std::string> commit_part(const std::string& commit, std::string_view ParsedCommit::*part);
  const Text* keep_text(const std::string& key, const std::string& path, const std::string& commit,
                        const std::function<Result<std::string>()>& read);
  [[nodiscard]] const GitleaksCondition* condition_of(std::uint32_t rule) const;
  void tell(ScanResult& result) const;

  const GitleaksRules* rules_;
  const ScanContext* context_;
  PlaceTexts* texts_;
  TextMatchFinder finder_;
  std::vector<const GitleaksCondition*> conditions_;    // by rule index; null: none
  std::map<std::string, Pattern> path_rules_;           // by id
  std::map<std::string, std::unique_ptr<Text>> known_;  // by place; null: cannot be read
  std::size_t known_bytes_ = 0;
  std::size_t dropped_ = 0;    // occurrences
  std::size_t unchecked_ = 0;  // occurrences
};

}  // namespace keyhound
