// SPDX-License-Identifier: Apache-2.0
// What a called workflow asks of its caller's secrets, where it lies in the same tree. GitHub
// Actions: https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// How the names of the bindings begin that a workflow's declared secrets are
// (BindingKind::kParameter).
inline constexpr std::string_view kDeclaredSecret = "secrets.";

// The workflow that `include` of `caller` names. nullptr: it lies elsewhere, or is none of the set.
const Definition* called_workflow(const DefinitionSet& set, const Definition& caller,
                                  const Include& include);

struct CalledSecrets {
  std::vector<std::string> names;       // declared, or else used: each once, sorted
  std::vector<std::string> undeclared;  // of them those that are used without being declared
  // Why the names are not all that it can need; empty: they are.
  std::string open_because;
};

CalledSecrets secrets_of_call(const Definition& callee);

// "A: ${{ secrets.A }}, B: ${{ secrets.B }}".
std::string secrets_map(const std::vector<std::string>& names);

}  // namespace keyhound
