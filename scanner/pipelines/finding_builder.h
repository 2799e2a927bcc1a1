// SPDX-License-Identifier: Apache-2.0
// What checks make findings of: facts with their place, and how messages name them. Pure,
// thread-safe.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/check.h"

namespace keyhound {

// At a binding's value, about its name.
PipelineFinding finding_at(const Binding& binding, Level level, std::string message);
// At a reference, about the secret's name.
PipelineFinding finding_at(const SecretReference& reference, Level level, std::string message);
PipelineFinding finding_at(const Include& include, Level level, std::string message);
PipelineFinding finding_at(const Step& step, FactIndex index, Level level, std::string message);
// In a script, at bytes of its text.
PipelineFinding finding_at(const Script& script, TextRange range, std::string subject, Level level,
                           std::string message);

// " in job build", " in step 3 of job build"; empty outside of jobs.
std::string in_scope(const Definition& definition, Scope scope);

// "A", "A and B", "A, B and 3 more": each name once, sorted.
std::string list_names(std::vector<std::string> names, std::size_t most = 3);

// The names of secrets.
std::string name_of(const SecretReference& reference);
std::string names_of(const Definition& definition, std::span<const FactIndex> references);
std::string names_of(const Definition& definition, std::span<const ScriptUse* const> uses);

// Whether checks are to speak of the reference: a secret that people keep, and surely one.
bool is_kept_secret(const SecretReference& reference);
// How sure it is that the reference is one to a secret: quite, where a caller hands one in.
Confidence sureness_of(const SecretReference& reference);

// Of uses those of kept secrets; if there is none, those of the platform's own tokens.
std::vector<const ScriptUse*> telling_uses(const Definition& definition,
                                           std::span<const ScriptUse* const> uses);
// How bad it is to use them at an unsafe place: `kept` if one is surely a secret that people keep,
// no more than a warning if one may be, `token` if all are tokens of the platform, which end with
// the job.
Level level_of_uses(const Definition& definition, std::span<const ScriptUse* const> uses,
                    Level kept, Level token);

// The facts of one step or job, by index.
const Step* step_of(const Definition& definition, Scope scope);
const Job* job_of(const Definition& definition, Scope scope);

// "actions/checkout" of "actions/checkout@v4", in lower case.
std::string action_name(std::string_view uses);
// "v4" of "actions/checkout@v4"; empty: none.
std::string_view action_revision(std::string_view uses);
// Whether a revision is a full commit id or a digest.
bool is_pinned_revision(std::string_view revision);
// The first number of a version: 4 of "v4.1.2"; 0: none, as of a commit id.
int major_version(std::string_view revision);

// The input of a step, by name without regard to case; nullptr: it is not given. Looks through all
// bindings: for one step only.
const Binding* input_of(const Definition& definition, FactIndex step, std::string_view name);

// The same for many steps. Borrows the definition.
class InputIndex {
 public:
  explicit InputIndex(const Definition& definition);
  [[nodiscard]] const Binding* find(FactIndex step, std::string_view name) const;

 private:
  const Definition* definition_;
  std::map<std::pair<FactIndex, std::string>, FactIndex> inputs_;  // by step and name, lower case
};

}  // namespace keyhound
