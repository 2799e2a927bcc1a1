// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/handed_secrets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/action_outputs.h"
#include "scanner/pipelines/called_definitions.h"
#include "scanner/pipelines/facts/called_workflow.h"
#include "scanner/pipelines/facts/later_values.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/handed_places.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

using HandedSecrets = std::set<HandedSecret>;

bool is_azure(const Definition& definition) { return definition.platform->id == "azure-pipelines"; }

bool is_call(const Definition& caller, const Include& include) {
  if (is_azure(caller)) return include.kind == IncludeKind::kFile && include.is_same_repository;
  return include.is_same_repository &&
         (include.kind == IncludeKind::kFile || include.kind == IncludeKind::kWorkflow) &&
         (include.target.starts_with("./") || include.target.starts_with("$/"));
}

// The names of one definition that callers give values to, with the references to them.
struct Parameters {
  std::map<std::string, std::vector<FactIndex>, std::less<>> references;
};

// "token" of inputs.Token; of a workflow's secrets their id.
std::string parameter_of(const Definition& definition, const SecretReference& reference) {
  if (reference.store == kActionOutputs) return {};  // comes back from a call
  const bool takes_inputs = definition.form == "action" || is_azure(definition);
  if (takes_inputs) return reference.kind == "input" ? reference.id : std::string();
  const bool is_secret = reference.store == "github-secrets" && !reference.is_platform_token;
  return is_secret ? reference.id : std::string();
}

bool is_called_only(const Definition& definition) {
  return !definition.triggers.empty() &&
         std::all_of(definition.triggers.begin(), definition.triggers.end(),
                     [](const Trigger& one) { return one.event == "workflow_call"; });
}

// What a called workflow declares, in upper case.
std::set<std::string> declared_secrets(const Definition& definition) {
  std::set<std::string> names;
  for (const Binding& one : definition.bindings)
    if (one.kind == BindingKind::kParameter && one.name.starts_with(kDeclaredSecret))
      names.insert(to_upper_ascii(std::string_view(one.name).substr(kDeclaredSecret.size())));
  return names;
}

// One call of a definition by another one.
struct Call {
  std::size_t caller = 0;
  std::size_t callee = 0;
  const Include* include = nullptr;
};

class Follower {
 public:
  Follower(const DefinitionSet& set, std::vector<Definition>& definitions)
      : set_(set), definitions_(definitions) {}

  std::string run() {
    for (Definition& one : definitions_) forget(one);
    find_calls();
    if (calls_.empty()) return {};
    for (const Call& call : calls_) note_parameters(call.callee);
    note_outputs();
    int hops = 0;
    while (hops <= kMostHandedHops && follow()) ++hops;
    for (const auto& [index, parameters] : parameters_) mark_only_handed(index, parameters);
    return hops > kMostHandedHops ? definitions_[newest_].path : std::string();
  }

 private:
  static void forget(Definition& definition) {
    for (SecretReference& one : definition.references) {
      one.handed.clear();
      one.is_only_handed = false;
    }
  }

  void find_calls() {
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
      for (const Include& include : definitions_[i].includes) {
        if (!is_call(definitions_[i], include)) continue;
        const Definition* callee = callee_of(definitions_[i], include);
        if (callee == nullptr) continue;
        calls_.push_back({i, static_cast<std::size_t>(callee - definitions_.data()), &include});
      }
    }
  }

  [[nodiscard]] const Definition* callee_of(const Definition& caller,
                                            const Include& include) const {
    if (is_azure(caller)) return called_template(set_, caller, include);
    return include.kind == IncludeKind::kWorkflow ? called_workflow(set_, caller, include)
                                                  : called_action(set_, caller, include);
  }

  void note_parameters(std::size_t index) {
    if (parameters_.contains(index)) return;
    Parameters& parameters = parameters_[index];
    const Definition& definition = definitions_[index];
    for (FactIndex i = 0; i < definition.references.size(); ++i) {
      std::string name = parameter_of(definition, definition.references[i]);
      if (!name.empty()) parameters.references[std::move(name)].push_back(i);
    }
  }

  // Hands over what is known so far. False: nothing was new.
  bool follow() {
    bool is_new = false;
    for (const Call& call : calls_) {
      const Definition& caller = definitions_[call.caller];
      if (call.include->inherits_secrets) is_new = inherit(call) || is_new;
      const bool is_workflow = call.include->kind == IncludeKind::kWorkflow;
      for (const Binding* binding : bindings_of(call)) {
        const std::string name =
            is_workflow ? to_upper_ascii(binding->name) : to_lower_ascii(binding->name);
        is_new = hand(call.callee, name, secrets_of(caller, *binding)) || is_new;
      }
    }
    return follow_outputs() || is_new;
  }

  // What callers take back from actions: the inputs that it is made of, as they call them.
  void note_outputs() {
    ActionOutputs outputs(set_);
    std::map<std::pair<std::size_t, Scope>, const Call*> by_step;
    for (const Call& call : calls_)
      by_step.emplace(std::pair(call.caller, call.include->scope), &call);
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
      for (FactIndex index = 0; index < definitions_[i].references.size(); ++index) {
        const SecretReference& one = definitions_[i].references[index];
        if (one.store != kActionOutputs) continue;
        const auto call = by_step.find({i, one.scope});
        if (call == by_step.end()) continue;
        const auto& inputs = outputs.inputs_of(definitions_[call->second->callee], one.id);
        note_output(*call->second, index, inputs);
      }
    }
  }

  void note_output(const Call& call, FactIndex reference, const std::set<std::string>& inputs) {
    const auto [known, is_new] = arguments_.try_emplace(&call);
    auto& arguments = known->second;
    if (is_new) {
      for (const Binding* one : bindings_of(call))
        arguments[to_lower_ascii(one->name)].push_back(one);
    }
    Output output = {&call, reference, {}};
    for (const std::string& input : inputs) {
      const auto found = arguments.find(input);
      if (found == arguments.end()) continue;
      output.made_of.insert(output.made_of.end(), found->second.begin(), found->second.end());
    }
    if (!output.made_of.empty()) outputs_.push_back(std::move(output));
  }

  bool follow_outputs() {
    bool is_new = false;
    for (const Output& output : outputs_) {
      Definition& caller = definitions_[output.call->caller];
      for (const Binding* binding : output.made_of) {
        const HandedSecrets secrets = secrets_of(caller, *binding);
        if (!add_handed(caller.references[output.reference], secrets)) continue;
        newest_ = output.call->caller;
        is_new = true;
      }
    }
    return is_new;
  }

  // What a call gives values to: `with:` of a step, `secrets:` of a job, `parameters:`.
  const std::vector<const Binding*>& bindings_of(const Call& call) {
    const Definition& caller = definitions_[call.caller];
    const auto [known, is_new] = bindings_.try_emplace(call.caller);
    if (is_new) {
      for (const Binding& one : caller.bindings) {
        const bool is_handed =
            one.kind == BindingKind::kSecretsMap ||
            (one.kind == BindingKind::kInput && (one.scope.step == kNoFact) == is_azure(caller));
        const bool is_empty = one.references.empty() && one.carried.empty();
        if (is_handed && !is_empty) known->second[place_of(caller, one)].push_back(&one);
      }
    }
    return known->second[place_of(caller, *call.include)];
  }

  // Where a call and its arguments meet: a scope; of Azure's, which have many, what holds the call.
  static std::string place_of(const Definition& caller, const Binding& argument) {
    const std::string_view path = argument.key_path;
    return is_azure(caller) ? std::string(path.substr(0, path.rfind('/')))
                            : text_of(argument.scope);
  }
  static std::string place_of(const Definition& caller, const Include& call) {
    const std::string_view path = call.key_path;
    return is_azure(caller) ? std::string(path.substr(0, path.rfind('/') + 1)) + "parameters"
                            : text_of(call.scope);
  }
  static std::string text_of(Scope scope) {
    return std::to_string(scope.job) + "/" + std::to_string(scope.step);
  }

  // The secrets in a value; of one that the caller itself was handed, those.
  static HandedSecrets secrets_of(const Definition& caller, const Binding& binding) {
    HandedSecrets secrets;
    for (const auto* some : {&binding.references, &binding.carried})
      for (const FactIndex index : *some) add_secrets(caller, index, binding, secrets);
    return secrets;
  }

  static void add_secrets(const Definition& caller, FactIndex index, const Binding& binding,
                          HandedSecrets& secrets) {
    const SecretReference& one = caller.references[index];
    const bool is_full = secrets.size() >= kMostHandedSecrets;
    if (is_full || one.is_tested || one.is_whole_store || !is_kept_secret(one)) return;
    // An input that nobody is known to hand a secret to may be one, but is none to tell.
    if (one.kind != "input") secrets.insert({caller.path, binding.value.whole, name_of(one)});
    for (const HandedSecret& before : one.handed)
      if (one.kind == "input") secrets.insert({caller.path, binding.value.whole, before.name});
  }

  // `secrets: inherit`: every name means what it means to the caller. The first callers are known.
  bool inherit(const Call& call) {
    if (++inherited_[call.callee] > kMostHandedSecrets) return false;
    bool is_new = false;
    for (const auto& [name, references] : parameters_.at(call.callee).references) {
      const std::string shown = definitions_[call.callee].references[references.front()].name;
      const HandedSecret secret = {definitions_[call.caller].path, call.include->range, shown};
      is_new = hand(call.callee, name, {secret}) || is_new;
    }
    return is_new;
  }

  bool hand(std::size_t callee, const std::string& name, const HandedSecrets& secrets) {
    const auto& all = parameters_.at(callee).references;
    const auto found = all.find(name);
    if (found == all.end() || secrets.empty()) return false;
    auto& references = definitions_[callee].references;
    // All references to a name know the same: what is old to the first one is old to each.
    const bool is_new =
        std::all_of(found->second.begin(), found->second.end(),
                    [&](FactIndex index) { return add_handed(references[index], secrets); });
    if (is_new) newest_ = callee;
    return is_new;
  }

  static bool add_handed(SecretReference& reference, const HandedSecrets& secrets) {
    bool is_new = false;
    for (const HandedSecret& one : secrets) {
      if (reference.handed.size() == kMostHandedSecrets) break;
      auto& handed = reference.handed;
      if (std::find(handed.begin(), handed.end(), one) != handed.end()) continue;
      handed.push_back(one);
      is_new = true;
    }
    return is_new;
  }

  // A declared secret of a workflow that is only called, by callers that name what they hand in.
  void mark_only_handed(std::size_t index, const Parameters& parameters) {
    Definition& definition = definitions_[index];
    if (definition.form == "action" || inherited_.contains(index) || !is_called_only(definition))
      return;
    const auto declared = declared_secrets(definition);
    for (const auto& [name, references] : parameters.references) {
      if (!declared.contains(name)) continue;
      for (const FactIndex one : references) {
        SecretReference& reference = definition.references[one];
        // A secret of the job's environment has its name, too.
        const Job* job = job_of(definition, reference.scope);
        reference.is_only_handed =
            !reference.handed.empty() && (job == nullptr || job->environment.empty());
      }
    }
  }

  // A reference of a caller to an output of the action that it calls.
  struct Output {
    const Call* call = nullptr;
    FactIndex reference = 0;
    std::vector<const Binding*> made_of;  // what the call hands to the action
  };

  const DefinitionSet& set_;
  std::vector<Definition>& definitions_;
  std::vector<Call> calls_;
  std::vector<Output> outputs_;
  std::size_t newest_ = 0;                        // that learned something last
  std::map<std::size_t, Parameters> parameters_;  // of what is called
  std::map<std::size_t, std::size_t> inherited_;  // how often, by what is called
  using Bindings = std::map<std::string, std::vector<const Binding*>>;
  std::map<std::size_t, Bindings> bindings_;   // of callers, by place
  std::map<const Call*, Bindings> arguments_;  // of calls with outputs, by name in lower case
};

// What an action of the tree has made an output of.
std::string made_of(const SecretReference& output) {
  std::vector<std::string> names;
  for (const HandedSecret& one : output.handed) names.push_back(one.name);
  return fmt::format("; the action makes {} of {}", output.name, list_names(std::move(names)));
}

void tell(const DefinitionSet& set, const HandedPlaces& known, PipelineFinding& finding) {
  std::map<std::string, std::vector<std::string>> names;  // by the caller's path
  std::set<std::pair<std::string, TextRange>> places;
  std::set<std::string> outputs;
  for (const SecretReference* one : known.at(finding)) {
    const bool is_output = one->store == kActionOutputs;
    if (is_output && outputs.insert(one->name).second) finding.message += made_of(*one);
    for (const HandedSecret& handed : one->handed) {
      places.insert({handed.path, handed.range});
      if (is_output) continue;
      names[handed.path].push_back(
          handed.name == one->name ? handed.name : fmt::format("{} as {}", handed.name, one->name));
    }
  }
  if (!names.empty()) {
    const auto& [path, first] = *names.begin();
    finding.message += fmt::format("; {} hands in {}", path, list_names(first));
  }
  if (names.size() > 1)
    finding.message += fmt::format(", and {} more call{} it", names.size() - 1,
                                   names.size() == 2 ? "er uses" : "ers use");
  for (const auto& [file, range] : places)
    if (const Definition* caller = set.find(file)) finding.elsewhere.push_back({caller, range});
}

}  // namespace

std::string follow_handed_secrets(const DefinitionSet& set, std::vector<Definition>& definitions) {
  return Follower(set, definitions).run();
}

void tell_handed_secrets(const DefinitionSet& set, const Definition& definition,
                         std::span<PipelineFinding> findings) {
  const HandedPlaces known(definition);
  if (known.empty()) return;
  for (PipelineFinding& finding : findings) tell(set, known, finding);
}

}  // namespace keyhound
