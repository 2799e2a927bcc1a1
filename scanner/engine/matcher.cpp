// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "scanner/engine/confirm.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/rule_engine_impl.h"

namespace keyhound {
namespace {

Status refuse_size(std::string_view text) {
  if (text.size() < UINT32_MAX) return {};
  return fail(ErrorKind::kLimit, "a text of 4 GiB or more cannot be matched at once");
}

}  // namespace

struct Matcher::Impl {
  const RuleEngine::Impl& engine;
  TriggerScanner scanner;
  std::vector<TriggerHits> hits;  // for each stage of the engine

  // Confirms the hits of a stage with every rule that shares their pattern.
  void confirm_stage(std::size_t number, std::string_view text, std::vector<Match>& matches) const {
    const TriggerStage& stage = engine.stages[number];
    for (const std::uint32_t pattern : hits[number].touched) {
      for (const std::uint32_t rule : stage.rules[pattern]) {
        confirm_hits(*engine.compiled[rule], rule, text, hits[number].ends[pattern], matches);
      }
    }
  }
};

Matcher::Matcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Result<Matcher> Matcher::create(const RuleEngine& engine) {
  std::vector<const TriggerDatabase*> databases;
  std::vector<TriggerHits> hits;
  for (const TriggerStage& stage : engine.impl_->stages) {
    databases.push_back(&stage.database);
    hits.emplace_back().ends.resize(stage.rules.size());
  }
  KEYHOUND_TRY(TriggerScanner scanner, TriggerScanner::create(databases));
  return Matcher(std::make_unique<Impl>(Impl{*engine.impl_, std::move(scanner), std::move(hits)}));
}

Status Matcher::find(std::string_view text, std::vector<Match>& matches) {
  matches.clear();
  KEYHOUND_TRY_STATUS(refuse_size(text));
  const RuleEngine::Impl& engine = impl_->engine;
  for (std::size_t stage = 0; stage < engine.stages.size(); ++stage) {
    KEYHOUND_TRY_STATUS(
        impl_->scanner.scan(engine.stages[stage].database, text, impl_->hits[stage]));
    impl_->confirm_stage(stage, text, matches);
  }
  for (const std::uint32_t rule : engine.untriggered) {
    confirm_everywhere(*engine.compiled[rule], rule, text, matches);
  }
  std::sort(matches.begin(), matches.end());
  return {};
}

Status Matcher::find_by_definition(std::string_view text, std::vector<Match>& matches) {
  matches.clear();
  KEYHOUND_TRY_STATUS(refuse_size(text));
  const RuleEngine::Impl& engine = impl_->engine;
  for (std::uint32_t rule = 0; rule < engine.compiled.size(); ++rule) {
    match_by_definition(*engine.compiled[rule], rule, text, matches);
  }
  std::sort(matches.begin(), matches.end());
  return {};
}

}  // namespace keyhound
