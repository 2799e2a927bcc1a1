// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/cost_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/engine/rule_cost.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostCorpus = 24U << 20U;  // bytes; more only takes time
constexpr std::size_t kLeastCorpus = 1U << 20U;  // bytes; hits per megabyte need one
constexpr std::size_t kLargestFile = 1U << 20U;  // bytes; longer ones are seldom written by hand
constexpr std::size_t kShownRules = 10;
constexpr std::string_view kUsualCorpus[] = {"/usr/include", "/usr/lib/python3", "/usr/share/perl"};

struct RuleWithCost {
  const Rule* rule = nullptr;
  RuleCost cost;
};

Status read_below(const std::string& path, std::size_t most, std::vector<std::string>& texts,
                  std::size_t& bytes) {
  KEYHOUND_TRY(const TreeListing listing, walk_tree(path));
  for (const TreeEntry& entry : listing.entries) {
    if (bytes >= most) break;
    if (entry.kind != TreeEntryKind::kFile || entry.size > kLargestFile) continue;
    auto text = read_file(listing.root + "/" + entry.path, kLargestFile);
    if (!text || text->find('\0') != std::string::npos) continue;
    bytes += text->size();
    texts.push_back(std::move(*text));
  }
  return {};
}

Result<std::vector<std::string>> read_corpus(const std::vector<std::string>& paths) {
  std::vector<std::string> sources = paths;
  if (sources.empty()) sources.assign(std::begin(kUsualCorpus), std::end(kUsualCorpus));
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    // Each source gets its share, so that no one language makes the corpus.
    const std::size_t most = kMostCorpus * (i + 1) / sources.size();
    auto status = read_below(sources[i], most, texts, bytes);
    if (!status && !paths.empty()) return fail(status.error());
  }
  if (bytes < kLeastCorpus) {
    return fail(
        ErrorKind::kUsage,
        fmt::format(
            "the corpus has {} bytes, and measuring needs at least {}; name folders of ordinary "
            "source code with --corpus",
            bytes, kLeastCorpus));
  }
  return texts;
}

Result<std::vector<RuleWithCost>> measure_all(const RuleSet& rules,
                                              const std::vector<std::string>& corpus) {
  KEYHOUND_TRY(const std::vector<std::string> texts, read_corpus(corpus));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<RuleWithCost> measured;
  for (const Rule& rule : rules.rules) {
    auto cost = measure_cost(rule, views);
    if (!cost) return fail(cost.error().within(fmt::format("{}: rule {}", rule.origin, rule.id)));
    measured.push_back({&rule, *cost});
  }
  return measured;
}

void print_most_frequent(std::vector<RuleWithCost> measured) {
  std::sort(measured.begin(), measured.end(), [](const RuleWithCost& a, const RuleWithCost& b) {
    return a.cost.hits_per_megabyte > b.cost.hits_per_megabyte;
  });
  fmt::print("{:<44} {:>9} {:>9} {:>9}\n", "the most frequent triggers", "hits/MB", "MB/s",
             "compile");
  for (std::size_t i = 0; i < std::min(kShownRules, measured.size()); ++i) {
    const RuleWithCost& one = measured[i];
    fmt::print("{:<44} {:>9.2f} {:>9.0f} {:>6.1f} ms\n", one.rule->id, one.cost.hits_per_megabyte,
               one.cost.trigger_speed, one.cost.compile_ms);
  }
}

// A column of one decimal, or a hyphen where there is nothing to measure.
std::string column(bool exists, double value) {
  return exists ? fmt::format("{:.1f}", value) : "-";
}

}  // namespace

Result<bool> report_rule_costs(const RuleSet& rules, const std::vector<std::string>& corpus) {
  KEYHOUND_TRY(std::vector<RuleWithCost> measured, measure_all(rules, corpus));
  bool is_cheap = true;
  for (const RuleWithCost& one : measured) {
    for (const std::string& excess : excesses(one.cost)) {
      is_cheap = false;
      fmt::print("{}: too costly: {}\n", one.rule->id, excess);
    }
  }
  print_most_frequent(std::move(measured));
  return is_cheap;
}

Status print_rule_costs(const RuleSet& rules, const std::vector<std::string>& corpus,
                        std::size_t top) {
  KEYHOUND_TRY(std::vector<RuleWithCost> measured, measure_all(rules, corpus));
  std::stable_sort(measured.begin(), measured.end(),
                   [](const RuleWithCost& a, const RuleWithCost& b) {
                     return a.cost.us_per_megabyte() > b.cost.us_per_megabyte();
                   });
  if (top > 0 && top < measured.size()) measured.resize(top);
  fmt::print("{:<44} {:>9} {:>13} {:>9} {:>13} {:>14}\n", "rule", "us/MB", "trigger MB/s",
             "hits/MB", "confirm us/MB", "confirm us/hit");
  for (const RuleWithCost& one : measured) {
    const RuleCost& cost = one.cost;
    fmt::print("{:<44} {:>9.1f} {:>13} {:>9.2f} {:>13.1f} {:>14}\n", one.rule->id,
               cost.us_per_megabyte(), column(cost.has_trigger, cost.trigger_speed),
               cost.hits_per_megabyte, cost.confirm_us_per_megabyte,
               column(cost.hits_per_megabyte > 0, cost.confirm_us_per_hit()));
  }
  return {};
}

}  // namespace keyhound
