// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/engine/carry.h"
#include "scanner/engine/confirm.h"
#include "scanner/engine/derived_hits.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/rule_engine_impl.h"

namespace keyhound {
namespace {

Status refuse_size(std::string_view text) {
  if (text.size() < UINT32_MAX) return {};
  return fail(ErrorKind::kLimit, "a text of 4 GiB or more cannot be matched at once");
}

// A library may find a hit twice; where it is found in two ways.
void sort_hits(std::vector<TriggerHit>& hits) {
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
}

void sort_matches(std::vector<Match>& matches) {
  if (!std::is_sorted(matches.begin(), matches.end())) std::sort(matches.begin(), matches.end());
}

// The hits of `trigger` at the front of `hits`, which it steps over, and over those of lesser ones.
std::span<const TriggerHit> take_hits(std::uint32_t trigger, std::span<const TriggerHit>& hits) {
  std::size_t first = 0;
  while (first < hits.size() && hits[first].trigger < trigger) ++first;
  std::size_t last = first;
  while (last < hits.size() && hits[last].trigger == trigger) ++last;
  const std::span<const TriggerHit> taken = hits.subspan(first, last - first);
  hits = hits.subspan(last);
  return taken;
}

std::uint64_t now() {
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

}  // namespace

struct Matcher::Impl {
  Impl(const RuleEngine::Impl& of, TriggerScanner its_scanner)
      : engine(of), scanner(std::move(its_scanner)) {}

  // Appends the hits of all stages in a window of the text.
  Status search(std::string_view text, const SearchWindow& window, std::vector<TriggerHit>& hits) {
    std::uint32_t first_trigger = 0;
    for (const TriggerStage& stage : engine.stages) {
      KEYHOUND_TRY_STATUS(scanner.scan(stage.database, first_trigger, text, window, hits));
      first_trigger += static_cast<std::uint32_t>(stage.triggers);
    }
    return {};
  }

  Status search_all(std::string_view text, std::vector<TriggerHit>& hits) {
    hits.clear();
    KEYHOUND_TRY_STATUS(search(text, {0, 0, text.size()}, hits));
    sort_hits(hits);
    return {};
  }

  Status search_derived(std::string_view text, const TextMatches& base,
                        std::span<const CopiedRange> copied, std::vector<TriggerHit>& hits) {
    plan_search(text.size(), copied, plan);
    // Each span is looked up for each trigger: some ns, in which a few bytes are searched.
    if (plan.spans.size() * base.hits.size() > text.size()) return search_all(text, hits);
    fresh.clear();
    for (const SearchWindow& window : plan.windows) {
      KEYHOUND_TRY_STATUS(search(text, window, fresh));
    }
    if (fresh.empty()) {
      carry_hits(base.hits, plan.spans, hits);
      return {};
    }
    sort_hits(fresh);
    carry_hits(base.hits, plan.spans, carried);
    hits.resize(carried.size() + fresh.size());
    std::merge(carried.begin(), carried.end(), fresh.begin(), fresh.end(), hits.begin());
    return {};
  }

  // Calls `decide` for each rule that has hits, with these.
  template <class Decide>
  void for_each_rule(std::span<const TriggerHit> hits, const Decide& decide) const {
    while (!hits.empty()) {
      const std::uint32_t trigger = hits.front().trigger;
      KEYHOUND_CHECK(trigger < engine.trigger_rules.size());
      const std::span<const TriggerHit> group = take_hits(trigger, hits);
      for (const std::uint32_t rule : engine.trigger_rules[trigger]) decide(rule, group);
    }
  }

  // Appends the matches of the rules that every text is confirmed for, and sorts.
  void finish(std::string_view text, std::vector<Match>& matches) {
    for (const std::uint32_t rule : engine.untriggered) {
      confirm_everywhere(engine.compiled(rule), rule, text, secrets, matches);
    }
    sort_matches(matches);
  }

  void confirm(std::string_view text, std::span<const TriggerHit> hits,
               std::vector<Match>& matches) {
    for_each_rule(hits, [&](std::uint32_t rule, std::span<const TriggerHit> own) {
      confirm_hits(engine.compiled(rule), rule, text, own, secrets, matches);
    });
    finish(text, matches);
  }

  void carry(const DerivedText& derived, std::span<const TriggerHit> base_hits,
             std::span<const TriggerHit> hits, std::vector<Match>& matches) {
    std::span<const TriggerHit> own_base;
    for_each_rule(hits, [&](std::uint32_t rule, std::span<const TriggerHit> own) {
      const std::uint32_t trigger = own.front().trigger;
      if (own_base.empty() || own_base.front().trigger != trigger) {
        own_base = take_hits(trigger, base_hits);
      }
      carry_matches(engine.compiled(rule), rule, derived, own, own_base, secrets, matches);
    });
    finish(derived.text, matches);
  }

  // Runs `step` and adds its time to `total`.
  template <class Step>
  auto timed(std::uint64_t& total, const Step& step) {
    const std::uint64_t start = is_measuring ? now() : 0;
    auto answer = step();
    if (is_measuring) total += now() - start;
    return answer;
  }

  const RuleEngine::Impl& engine;
  TriggerScanner scanner;
  bool is_measuring = false;
  MatchTimings timings;
  // Kept between calls, so that a call allocates nothing.
  SearchPlan plan;
  std::vector<TriggerHit> fresh;
  std::vector<TriggerHit> carried;
  SecretCache secrets;
};

Matcher::Matcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Result<Matcher> Matcher::create(const RuleEngine& engine) {
  std::vector<const TriggerDatabase*> databases;
  for (const TriggerStage& stage : engine.impl_->stages) databases.push_back(&stage.database);
  KEYHOUND_TRY(TriggerScanner scanner, TriggerScanner::create(databases));
  return Matcher(std::make_unique<Impl>(*engine.impl_, std::move(scanner)));
}

Status Matcher::find(std::string_view text, std::vector<Match>& matches) {
  matches.clear();
  KEYHOUND_TRY_STATUS(refuse_size(text));
  KEYHOUND_TRY_STATUS(
      impl_->timed(impl_->timings.trigger, [&] { return impl_->search_all(text, impl_->fresh); }));
  return impl_->timed(impl_->timings.confirm, [&]() -> Status {
    impl_->confirm(text, impl_->fresh, matches);
    return {};
  });
}

Status Matcher::find(std::string_view text, TextMatches& found) {
  found.matches.clear();
  found.hits.clear();
  found.size = text.size();
  KEYHOUND_TRY_STATUS(find(text, found.matches));
  found.hits.assign(impl_->fresh.begin(), impl_->fresh.end());
  return {};
}

Status Matcher::find_derived(std::string_view text, const TextMatches& base,
                             std::span<const CopiedRange> copied, TextMatches& found) {
  found.matches.clear();
  found.hits.clear();
  found.size = text.size();
  KEYHOUND_TRY_STATUS(refuse_size(text));
  if (!is_valid_copy(copied, text.size(), base.size)) {
    return fail(ErrorKind::kInternal, "the copied ranges of a text do not fit its base");
  }
  KEYHOUND_TRY_STATUS(impl_->timed(impl_->timings.trigger, [&] {
    return impl_->search_derived(text, base, copied, found.hits);
  }));
  return impl_->timed(impl_->timings.confirm, [&]() -> Status {
    impl_->carry({text, copied, base.matches, base.size}, base.hits, found.hits, found.matches);
    return {};
  });
}

void Matcher::measure(bool on) { impl_->is_measuring = on; }

MatchTimings Matcher::timings() const { return impl_->timings; }

Status Matcher::find_by_definition(std::string_view text, std::vector<Match>& matches) {
  matches.clear();
  KEYHOUND_TRY_STATUS(refuse_size(text));
  const RuleEngine::Impl& engine = impl_->engine;
  for (std::uint32_t rule = 0; rule < engine.size(); ++rule) {
    match_by_definition(engine.compiled(rule), rule, text, matches);
  }
  std::sort(matches.begin(), matches.end());
  return {};
}

}  // namespace keyhound
