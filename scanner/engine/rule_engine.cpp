// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/rule_engine.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/engine/confirm.h"
#include "scanner/engine/database_cache.h"
#include "scanner/engine/match_plan.h"
#include "scanner/engine/plan_codec.h"
#include "scanner/engine/rule_engine_impl.h"
#include "scanner/engine/trigger_table.h"

namespace keyhound {
namespace {

Status refuse_duplicates(const RuleSet& rules) {
  std::unordered_set<std::string_view> ids;
  for (const Rule& rule : rules.rules) {
    if (!ids.insert(rule.id).second) {
      return fail(rule_error(rule, {ErrorKind::kConfiguration, "the id is used twice"}));
    }
  }
  return {};
}

// Whether the plan and the pattern that were made for `a` serve `b`.
bool is_same_search(const Rule& a, const Rule& b) {
  return a.regex == b.regex && a.trigger == b.trigger && a.keywords == b.keywords &&
         a.max_length == b.max_length && a.secret_group == b.secret_group && a.path == b.path &&
         a.identity == b.identity;
}

// What the build has worked out, and which rules it serves.
class Precompiled {
 public:
  // `rules` are those of the engine. Nothing is served when the parts do not belong together.
  static Result<Precompiled> load(const EngineOptions& options, const RuleSet& rules) {
    Precompiled precompiled;
    if (options.precompiled == nullptr) return precompiled;
    const std::string_view digest = options.precompiled->rules_digest;
    const RuleSet* made_from = rules.digest == digest ? &rules : options.precompiled_rules;
    if (made_from == nullptr || made_from->digest != digest) return precompiled;
    KEYHOUND_TRY(precompiled.plans_, decode_plans(options.precompiled->plans));
    if (precompiled.plans_.size() != made_from->rules.size()) {
      return fail(ErrorKind::kCorrupt, "the embedded match plans belong to other rules");
    }
    precompiled.made_from_ = made_from;
    precompiled.is_whole_set_ = made_from == &rules;
    return precompiled;
  }

  [[nodiscard]] bool exists() const { return made_from_ != nullptr; }
  [[nodiscard]] bool is_whole_set() const { return is_whole_set_; }
  [[nodiscard]] const std::vector<MatchPlan>& plans() const { return plans_; }

  // The plan of the engine's rule number `index`; nullptr: it must be worked out.
  [[nodiscard]] const MatchPlan* plan_of(const Rule& rule, std::size_t index) const {
    if (!exists()) return nullptr;
    if (is_whole_set_) return &plans_[index];
    const auto& rules = made_from_->rules;
    const auto found = std::lower_bound(
        rules.begin(), rules.end(), rule.id,
        [](const Rule& candidate, const std::string& id) { return candidate.id < id; });
    if (found == rules.end() || found->id != rule.id || !is_same_search(*found, rule))
      return nullptr;
    return &plans_[static_cast<std::size_t>(found - rules.begin())];
  }

 private:
  const RuleSet* made_from_ = nullptr;
  bool is_whole_set_ = false;
  std::vector<MatchPlan> plans_;
};

// Distributes the rules over the patterns of one stage.
struct StagePlan {
  TriggerTable table;
  std::vector<std::vector<std::uint32_t>> rules;
  bool is_used = false;

  void add(const std::string& trigger, std::uint32_t rule) {
    const std::uint32_t pattern = table.add(trigger);
    rules.resize(table.patterns().size());
    rules[pattern].push_back(rule);
    is_used = true;
  }
};

// Literal bytes that a rule asks for beside its match. A path counts like a short word.
std::size_t bytes_asked_around(const Rule& rule) {
  constexpr std::size_t kPathBytes = 8;
  std::size_t bytes = rule.path.empty() ? 0 : kPathBytes;
  const auto shortest = std::min_element(
      rule.keywords.begin(), rule.keywords.end(),
      [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  return shortest == rule.keywords.end() ? bytes : bytes + shortest->size();
}

}  // namespace

Result<RuleEngine> RuleEngine::create(RuleSet rules, const EngineOptions& options) {
  if (rules.rules.empty()) return fail(ErrorKind::kConfiguration, "there are no rules");
  KEYHOUND_TRY_STATUS(refuse_duplicates(rules));
  auto impl = std::make_unique<Impl>();
  impl->rules = std::move(rules);
  KEYHOUND_TRY(const Precompiled precompiled, Precompiled::load(options, impl->rules));
  impl->is_proved_whole = precompiled.is_whole_set();
  StagePlan shipped;
  StagePlan own;
  if (precompiled.exists()) {
    shipped.table = make_trigger_table(precompiled.plans());
    shipped.rules.resize(shipped.table.patterns().size());
  }
  impl->compiled_rules = LazySlots<CompiledRule>(impl->rules.rules.size());
  for (std::uint32_t i = 0; i < impl->size(); ++i) {
    const Rule& rule = impl->rules.rules[i];
    const MatchPlan* const plan = precompiled.plan_of(rule, i);
    std::unique_ptr<CompiledRule> compiled;
    if (plan != nullptr) {
      compiled = CompiledRule::create_proved(rule, *plan);
    } else {
      KEYHOUND_TRY(compiled, CompiledRule::create(rule));
    }
    impl->reach.add(rule, compiled->plan());
    const std::string& trigger = compiled->plan().trigger;
    if (trigger.empty()) {
      impl->untriggered.push_back(i);
    } else {
      (plan != nullptr ? shipped : own).add(trigger, i);
    }
    impl->compiled_rules.put(i, std::move(compiled));
  }
  if (shipped.is_used) {
    KEYHOUND_TRY(TriggerDatabase database, TriggerDatabase::use_image(options.precompiled->images));
    impl->add_stage(std::move(database), shipped.rules);
  }
  if (own.is_used) {
    Result<TriggerDatabase> database = load_or_compile(own.table.patterns(), options.cache_folder);
    if (!database) return fail(impl->blame_rule(database.error()));
    impl->add_stage(std::move(*database), own.rules);
  }
  return RuleEngine(std::move(impl));
}

Result<RuleEngine> RuleEngine::open(RulePack pack, const PrecompiledTriggers& precompiled) {
  auto impl = std::make_unique<Impl>();
  KEYHOUND_TRY(PlanTable plans, PlanTable::open(precompiled.plans, precompiled.plan_table));
  if (pack.size() != plans.size() || pack.common().digest != precompiled.rules_digest)
    return fail(ErrorKind::kCorrupt, "the embedded match plans belong to other rules");
  KEYHOUND_TRY(TriggerDatabase database, TriggerDatabase::use_image(precompiled.images));
  impl->rules = pack.common();
  impl->is_proved_whole = true;
  impl->reach = plans.reach();
  impl->compiled_rules = LazySlots<CompiledRule>(pack.size());
  impl->stages.push_back({std::move(database), plans.triggers().size()});
  impl->trigger_rules = plans.triggers();
  impl->untriggered = plans.untriggered();
  impl->packed.emplace(PackedRules{std::move(pack), std::move(plans)});
  return RuleEngine(std::move(impl));
}

void RuleEngine::Impl::add_stage(TriggerDatabase database,
                                 const std::vector<std::vector<std::uint32_t>>& rules_of) {
  stages.push_back({std::move(database), rules_of.size()});
  for (const auto& own : rules_of) trigger_rules.add(own);
}

Error RuleEngine::Impl::blame_rule(const Error& error) const {
  for (std::uint32_t i = 0; i < size(); ++i) {
    const std::string& trigger = compiled(i).plan().trigger;
    if (trigger.empty()) continue;
    const Result<TriggerDatabase> alone = TriggerDatabase::compile({&trigger, 1});
    if (!alone) return rule_error(rule(i), alone.error());
  }
  return error;
}

const Rule& RuleEngine::Impl::rule(std::uint32_t index) const {
  if (!packed) return rules.rules[index];
  return packed->rules.get(index,
                           [&] { return std::make_unique<const Rule>(packed->pack.rule(index)); });
}

const CompiledRule& RuleEngine::Impl::compiled(std::uint32_t index) const {
  return compiled_rules.get(index, [&]() -> std::unique_ptr<const CompiledRule> {
    KEYHOUND_CHECK(packed);
    return CompiledRule::create_proved(rule(index), packed->plans.plan(index));
  });
}

const RuleSet& RuleEngine::Impl::all_rules() const {
  if (!packed) return rules;
  std::call_once(once_, [this] { whole_ = packed->pack.all(); });
  return whole_;
}

RuleEngine::RuleEngine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RuleEngine::RuleEngine(RuleEngine&&) noexcept = default;
RuleEngine& RuleEngine::operator=(RuleEngine&&) noexcept = default;
RuleEngine::~RuleEngine() = default;

const RuleSet& RuleEngine::rules() const { return impl_->all_rules(); }

const RuleSet& RuleEngine::common() const { return impl_->rules; }

std::size_t RuleEngine::size() const { return impl_->size(); }

const Rule& RuleEngine::rule(std::uint32_t index) const { return impl_->rule(index); }

std::optional<std::uint32_t> RuleEngine::find(std::string_view id) const {
  if (impl_->packed) return impl_->packed->pack.find(id);
  const auto& rules = impl_->rules.rules;
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), id,
                       [](const Rule& one, std::string_view wanted) { return one.id < wanted; });
  if (found == rules.end() || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - rules.begin());
}

std::vector<std::uint32_t> RuleEngine::rules_with_path() const {
  std::vector<std::uint32_t> indices;
  if (impl_->packed) {
    const NumberTable& table = impl_->packed->pack.with_path();
    for (std::size_t i = 0; i < table.size(); ++i) indices.push_back(table[i]);
    return indices;
  }
  for (std::uint32_t i = 0; i < size(); ++i)
    if (!impl_->rules.rules[i].path.empty()) indices.push_back(i);
  return indices;
}

bool RuleEngine::has_origin_allowlist() const {
  if (impl_->packed) return impl_->packed->pack.has_origin_allowlist();
  const auto& rules = impl_->rules.rules;
  return std::any_of(rules.begin(), rules.end(),
                     [](const Rule& rule) { return looks_at_origin(rule); });
}

std::optional<std::size_t> RuleEngine::context() const {
  if (!impl_->reach.is_bounded) return std::nullopt;
  return bounded_context();
}

std::size_t RuleEngine::bounded_context() const { return impl_->reach.context; }

std::uint32_t RuleEngine::specificity(std::uint32_t rule) const {
  constexpr std::uint32_t kMaxLiteral = 0xFFFF;
  const CompiledRule& compiled = impl_->compiled(rule);
  const std::size_t bytes = compiled.plan().literal_bytes + bytes_asked_around(compiled.rule());
  const auto literal = static_cast<std::uint32_t>(std::min<std::size_t>(bytes, kMaxLiteral));
  return static_cast<std::uint32_t>(compiled.rule().confidence) * (kMaxLiteral + 1) + literal;
}

bool RuleEngine::is_proved_whole() const { return impl_->is_proved_whole; }

bool RuleEngine::is_proved(std::uint32_t rule) const { return impl_->compiled(rule).is_proved(); }

bool RuleEngine::applies_to_path(std::uint32_t rule, std::string_view path) const {
  return impl_->compiled(rule).applies_to_path(path);
}

std::vector<std::pair<std::string, std::string>> RuleEngine::identity(std::string_view text,
                                                                      const Match& match) const {
  return identity_of(impl_->compiled(match.rule), text, match);
}

}  // namespace keyhound
