// SPDX-License-Identifier: Apache-2.0
// FindingCollector: merges hits of all texts into findings, one for each credential and rule, with
// their occurrences in order of introduction. Used by one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "scanner/model/finding.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// One place of one hit. `order` sorts occurrences: the index of the introducing commit, or
// kNotCommitted for the index, the work tree and everything outside git.
struct FoundOccurrence {
  static constexpr std::uint32_t kNotCommitted = std::numeric_limits<std::uint32_t>::max();
  SharedHit hit;  // never null
  Occurrence occurrence;
  std::uint32_t order = kNotCommitted;
};

class FindingCollector {
 public:
  // REQUIRES: `context` outlives the collector.
  explicit FindingCollector(const ScanContext& context) : context_(&context) {}

  void add(FoundOccurrence found);
  void add(std::vector<FoundOccurrence> found);

  // The findings in report order, with every printable text cleaned of secrets by `scanner`.
  // Leaves the collector empty.
  std::vector<Finding> take(TextScanner& scanner);

 private:
  struct Entry {
    Finding finding;
    std::vector<std::pair<std::uint32_t, Occurrence>> occurrences;
    std::size_t coming = 0;  // occurrences that add() is about to add
    bool checksum_wrong = false;
    std::set<std::string> encodings;  // of the places where it is encoded
    bool is_plain = false;            // it stands somewhere as it is
  };
  // Rule index, fingerprint key id, fingerprint.
  using Key = std::tuple<std::uint32_t, std::string, std::vector<std::uint8_t>>;

  Entry& entry_for(const TextHit& hit);
  void add_to(Entry& entry, FoundOccurrence& found);
  static void settle_occurrences(Entry& entry);
  void describe(Entry& entry, std::uint32_t rule) const;
  static void describe_documentation(Finding& finding);

  const ScanContext* context_;
  std::map<Key, Entry> entries_;
};

// Replaces secrets in texts that reports print: the same text is looked at once. One per thread.
class TextCleaner {
 public:
  explicit TextCleaner(TextScanner& scanner) : scanner_(&scanner) {}
  void clean(std::string& text);

 private:
  TextScanner* scanner_;
  std::unordered_map<std::string, std::string> known_;
};

}  // namespace keyhound
