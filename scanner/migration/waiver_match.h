// SPDX-License-Identifier: Apache-2.0
// WaiverMatcher: finds the secrets that other tools' waivers mean, and makes entries of a baseline
// of them: those know a secret by its content, so that it may move. Used by one thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scanner/baseline/baseline.h"
#include "scanner/migration/foreign_waiver.h"
#include "scanner/migration/gitleaks_rules.h"
#include "scanner/migration/place_texts.h"
#include "scanner/migration/text_match_finder.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

class WaiverMatcher {
 public:
  // REQUIRES: the context and the texts outlive the matcher.
  static Result<WaiverMatcher> create(const ScanContext& context, PlaceTexts& texts,
                                      RuleNames names);

  // Adds the entries that the waiver stands for, or a note that says why there is none.
  void add(const ForeignWaiver& waiver);

  // By fingerprint, then rule; each once.
  [[nodiscard]] std::vector<BaselineEntry> entries() const;
  [[nodiscard]] const MigrationNotes& notes() const { return notes_; }

 private:
  // A credential in a text, with its bytes.
  struct Hit {
    TextHit hit;
    std::string_view secret;  // empty: it stands encoded
    std::string_view line;    // that it begins on
    std::size_t column = 0;   // bytes in `line`
  };
  struct Text {
    std::string content;
    std::vector<Hit> hits;
    std::size_t lines = 0;
  };

  WaiverMatcher(const ScanContext& context, PlaceTexts& texts, RuleNames names, TextScanner scanner,
                TextMatchFinder finder)
      : context_(&context),
        texts_(&texts),
        names_(std::move(names)),
        scanner_(std::move(scanner)),
        finder_(std::move(finder)) {}

  Result<const Text*> text_of(const ForeignWaiver& waiver);
  Result<std::string> content_of(const ForeignWaiver& waiver);
  Status search(Text& text, const ForeignWaiver& waiver);
  [[nodiscard]] std::vector<const Hit*> hashed_hits(const ForeignWaiver& waiver,
                                                    const Text& text) const;
  [[nodiscard]] std::vector<const Hit*> hits_at_line(const ForeignWaiver& waiver,
                                                     const Text& text) const;
  [[nodiscard]] bool is_named(const ForeignWaiver& waiver, const Hit& hit) const;
  void explain_absence(const ForeignWaiver& waiver, const Text& text);
  void note(MigrationNote::Kind kind, const ForeignWaiver& waiver, const std::string& message,
            const std::string& next_step);
  void accept(const ForeignWaiver& waiver, const Hit& hit);

  const ScanContext* context_;
  PlaceTexts* texts_;
  RuleNames names_;
  TextScanner scanner_;
  TextMatchFinder finder_;
  std::map<std::string, std::unique_ptr<Text>> known_;  // by commit and path
  std::map<std::pair<std::string, std::string>, BaselineEntry> entries_;
  MigrationNotes notes_;
};

}  // namespace keyhound
