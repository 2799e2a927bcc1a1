// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/rule_cost.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <utility>

#include "scanner/engine/compiled_rule.h"
#include "scanner/engine/confirm.h"
#include "scanner/engine/regex_sample.h"
#include "scanner/engine/trigger_database.h"

namespace keyhound {
namespace {

constexpr double kBytesPerMegabyte = 1e6;
constexpr double kPassMegabytes = 64;
constexpr int kMaxPasses = 8;
constexpr int kMaxConfirmPasses = 3;
constexpr double kEnoughSeconds = 0.2;  // of one pass; what it is worth to repeat

// Seconds of processor time that this thread has used: unlike the clock on the wall it leaves out
// what else the machine does.
double processor_seconds() {
  std::timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double megabytes_of(std::span<const std::string_view> corpus) {
  double bytes = 0;
  for (const std::string_view text : corpus) bytes += static_cast<double>(text.size());
  return bytes / kBytesPerMegabyte;
}

// A text of the corpus in which the trigger hits.
struct HitText {
  std::string_view text;
  std::vector<TriggerHit> hits;
};

// Scans the corpus once; answers the number of hits, and appends the texts that have some to
// `hit_texts` unless that is null.
Result<std::size_t> scan_once(TriggerScanner& scanner, const TriggerDatabase& database,
                              std::span<const std::string_view> corpus,
                              std::vector<HitText>* hit_texts) {
  std::size_t count = 0;
  std::vector<TriggerHit> hits;
  for (const std::string_view text : corpus) {
    hits.clear();
    KEYHOUND_TRY_STATUS(scanner.scan(database, 0, text, {0, 0, text.size()}, hits));
    count += hits.size();
    if (hits.empty() || hit_texts == nullptr) continue;
    std::sort(hits.begin(), hits.end());
    hit_texts->push_back({text, hits});
  }
  return count;
}

Status measure_trigger(const std::string& trigger, std::span<const std::string_view> corpus,
                       std::vector<HitText>& hit_texts, RuleCost& cost) {
  const double start = processor_seconds();
  KEYHOUND_TRY(const TriggerDatabase database, TriggerDatabase::compile({&trigger, 1}));
  cost.compile_ms += (processor_seconds() - start) * 1e3;
  const TriggerDatabase* const databases[] = {&database};
  KEYHOUND_TRY(TriggerScanner scanner, TriggerScanner::create(databases));
  KEYHOUND_TRY_STATUS(scan_once(scanner, database, corpus, &hit_texts));
  const double megabytes = megabytes_of(corpus);
  const int repeats = std::max(1, static_cast<int>(kPassMegabytes / megabytes));
  for (int pass = 0; pass < kMaxPasses && cost.trigger_speed < 2 * kMinTriggerSpeed; ++pass) {
    const double begin = processor_seconds();
    std::size_t count = 0;
    for (int i = 0; i < repeats; ++i) {
      KEYHOUND_TRY(count, scan_once(scanner, database, corpus, nullptr));
    }
    const double seconds = std::max(processor_seconds() - begin, 1e-9);
    cost.trigger_speed = std::max(cost.trigger_speed, megabytes * repeats / seconds);
    cost.hits_per_megabyte = static_cast<double>(count) / megabytes;
  }
  return {};
}

// A text of the regex with every repeat at its greatest count, as far as it has one.
std::string longest_text(const RegexNode& regex) {
  const DrawNumber least = [](std::uint32_t /*limit*/) { return 0U; };
  return sample_regex(regex, least);
}

Status measure_confirm(const CompiledRule& rule, RuleCost& cost) {
  KEYHOUND_TRY(const RegexRef regex, parse_regex(rule.rule().regex));
  const std::string text = '\n' + longest_text(*regex) + '\n';
  std::vector<Match> matches;
  for (int pass = 0; pass < kMaxPasses; ++pass) {
    matches.clear();
    SecretCache secrets;
    const double begin = processor_seconds();
    confirm_everywhere(rule, 0, text, secrets, matches);
    const double microseconds = (processor_seconds() - begin) * 1e6;
    cost.confirm_us = pass == 0 ? microseconds : std::min(cost.confirm_us, microseconds);
  }
  return {};
}

// What confirming takes on the corpus: the best of several passes, of which the first compiles
// parts of RE2's automaton.
void measure_confirm_on(std::span<const std::string_view> corpus,
                        std::span<const HitText> hit_texts, const CompiledRule& rule,
                        RuleCost& cost) {
  std::vector<Match> matches;
  double least = 0;
  for (int pass = 0; pass < kMaxConfirmPasses; ++pass) {
    SecretCache secrets;
    const double begin = processor_seconds();
    for (const HitText& one : hit_texts) {
      matches.clear();
      confirm_hits(rule, 0, one.text, one.hits, secrets, matches);
    }
    for (const std::string_view text : corpus) {
      matches.clear();
      if (!cost.has_trigger) confirm_everywhere(rule, 0, text, secrets, matches);
    }
    const double seconds = processor_seconds() - begin;
    least = pass == 0 ? seconds : std::min(least, seconds);
    if (seconds > kEnoughSeconds) break;
  }
  if (cost.has_trigger && hit_texts.empty()) return;
  cost.confirm_us_per_megabyte = least * 1e6 / megabytes_of(corpus);
}

}  // namespace

double RuleCost::confirm_us_per_hit() const {
  return hits_per_megabyte > 0 ? confirm_us_per_megabyte / hits_per_megabyte : 0;
}

double RuleCost::us_per_megabyte() const {
  return confirm_us_per_megabyte + (trigger_speed > 0 ? 1e6 / trigger_speed : 0);
}

Result<RuleCost> measure_cost(const Rule& rule, std::span<const std::string_view> corpus) {
  if (megabytes_of(corpus) <= 0) {
    return fail(ErrorKind::kUsage, "the corpus to measure rules on is empty");
  }
  RuleCost cost;
  const double start = processor_seconds();
  KEYHOUND_TRY(const std::unique_ptr<CompiledRule> compiled, CompiledRule::create(rule));
  cost.compile_ms = (processor_seconds() - start) * 1e3;
  const MatchPlan& plan = compiled->plan();
  cost.is_bounded = plan.max_length != kUnbounded;
  cost.has_trigger = !plan.trigger.empty();
  std::vector<HitText> hit_texts;
  if (cost.has_trigger) {
    KEYHOUND_TRY_STATUS(measure_trigger(plan.trigger, corpus, hit_texts, cost));
  }
  measure_confirm_on(corpus, hit_texts, *compiled, cost);
  KEYHOUND_TRY_STATUS(measure_confirm(*compiled, cost));
  return cost;
}

std::vector<std::string> excesses(const RuleCost& cost) {
  std::vector<std::string> words;
  if (!cost.is_bounded) words.emplace_back("its matches have no greatest length");
  if (cost.confirm_us > kMaxConfirmMicroseconds) {
    words.push_back(fmt::format(
        "confirming a long match takes {:.0f} us, the most is {:.0f}; write large repeats as + or "
        "{{n,}} and set max_length",
        cost.confirm_us, kMaxConfirmMicroseconds));
  }
  if (!cost.has_trigger) {
    words.emplace_back("no trigger can be derived from it");
    return words;
  }
  if (cost.trigger_speed < kMinTriggerSpeed) {
    words.push_back(fmt::format("its trigger alone scans {:.0f} MB/s, the least is {:.0f}",
                                cost.trigger_speed, kMinTriggerSpeed));
  }
  if (cost.hits_per_megabyte > kMaxHitsPerMegabyte) {
    words.push_back(fmt::format("its trigger fires {:.1f} times per MB, the most is {:.0f}",
                                cost.hits_per_megabyte, kMaxHitsPerMegabyte));
  }
  return words;
}

}  // namespace keyhound
