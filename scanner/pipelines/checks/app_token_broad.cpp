// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/step_inputs.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// Actions that make an installation token of a GitHub App, and how they narrow it.
struct TokenAction {
  std::string_view name;
  std::string_view permissions;  // what the inputs that narrow rights begin with
  std::string_view everywhere;   // the input that widens it to all repositories of an owner
};

constexpr std::array<TokenAction, 4> kTokenActions = {{
    {"actions/create-github-app-token", "permission-", "owner"},
    {"tibdex/github-app-token", "permissions", "installation_retrieval_payload"},
    {"peter-murray/workflow-application-token-action", "permissions", "organization"},
    {"getsentry/action-github-app-token", "permissions", "scope"},
}};

const TokenAction* token_action(const Step& step) {
  const std::string name = action_name(step.uses);
  const auto found = std::find_if(kTokenActions.begin(), kTokenActions.end(),
                                  [&](const TokenAction& one) { return one.name == name; });
  return found == kTokenActions.end() ? nullptr : &*found;
}

bool is_given(const StepInputs& inputs, FactIndex step, std::string_view name) {
  const Binding* input = inputs.find(step, name);
  return input != nullptr && !input->value.text.empty();
}

// What is broad about the token; empty: nothing.
std::vector<std::string> faults_of(const StepInputs& inputs, FactIndex step,
                                   const TokenAction& action) {
  std::vector<std::string> faults;
  const auto& all = inputs.of(step);
  const bool is_narrow = std::any_of(all.begin(), all.end(), [&](const Binding* one) {
    return to_lower_ascii(one->name).starts_with(action.permissions);
  });
  if (!is_narrow) faults.emplace_back("has all permissions of the app");
  if (is_given(inputs, step, action.everywhere) && !is_given(inputs, step, "repositories"))
    faults.emplace_back("reaches every repository of the installation");
  return faults;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  const bool has_any = std::any_of(definition.steps.begin(), definition.steps.end(),
                                   [](const Step& step) { return token_action(step) != nullptr; });
  if (definition.platform->id != "github-actions" || !has_any) return;
  const StepInputs inputs(definition);
  FactIndex index = 0;
  for (const Step& step : definition.steps) {
    const FactIndex at = index++;
    const TokenAction* action = token_action(step);
    if (action == nullptr) continue;
    std::vector<std::string> faults = faults_of(inputs, at, *action);
    const Binding* lasting = inputs.find(at, "skip-token-revoke");
    const bool is_lasting = lasting != nullptr && to_lower_ascii(lasting->value.text) == "true";
    if (is_lasting) faults.emplace_back("is not revoked when the job ends");
    if (faults.empty()) continue;
    findings.push_back(finding_at(
        step, at, is_lasting ? Level::kWarning : Level::kNote,
        "the app token " + list_names(std::move(faults)) + in_scope(definition, {step.job, at})));
  }
}

}  // namespace

extern const Check kAppTokenBroadCheck;
const Check kAppTokenBroadCheck = {
    .info = {.id = "app-token-broad",
             .number = "P28",
             .title = "An app token is broader than the job needs",
             .description =
                 "The token of a GitHub App has every permission of the installation, and reaches "
                 "each of its repositories, unless the step that makes it asks for less.",
             .remedy = "Name the permissions (permission-contents: read) and the repositories that "
                       "the job needs, and let the token be revoked when the job ends.",
             .level = Level::kNote,
             .weaknesses = "CWE-266 CICD-SEC-6 NHI5",
             .reference = "https://github.com/actions/create-github-app-token#inputs"},
    .run = run,
};

}  // namespace keyhound
