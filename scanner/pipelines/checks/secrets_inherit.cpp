// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/called_workflow.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

// "{a: ${{ secrets.a }}}" of the first names: a remedy with more is nothing to copy.
std::string first_secrets(std::vector<std::string> names) {
  constexpr std::size_t kMost = 64;
  const std::size_t all = names.size();
  names.resize(std::min(all, kMost));
  return "{" + secrets_map(names) + "}" +
         (all > kMost ? fmt::format(" and {} more", all - kMost) : "");
}

std::string remedy_for(const CalledSecrets& secrets) {
  if (secrets.names.empty() && secrets.open_because.empty())
    return "Remove `secrets: inherit`: the called workflow uses no secret.";
  std::string remedy;
  if (!secrets.names.empty())
    remedy = "Hand in what it uses: secrets: " + first_secrets(secrets.names) + ".";
  if (!secrets.undeclared.empty())
    remedy += fmt::format(" It has to declare {} under on.workflow_call.secrets first.",
                          list_names(secrets.undeclared));
  if (!secrets.open_because.empty())
    remedy +=
        fmt::format("{}That may not be all: {}.", remedy.empty() ? "" : " ", secrets.open_because);
  return remedy;
}

// What there is to tell about a workflow: many jobs may call one that uses thousands of secrets.
struct Called {
  std::string uses;
  std::string remedy;
};

Called read_called(const Definition& callee) {
  const CalledSecrets secrets = secrets_of_call(callee);
  Called called;
  called.remedy = remedy_for(secrets);
  if (!secrets.open_because.empty()) return called;
  called.uses = secrets.names.empty() ? ", and uses none"
                                      : fmt::format(", and uses {}: {}", secrets.names.size(),
                                                    list_names(secrets.names));
  return called;
}

std::string message_for(const Include& include, std::string_view uses) {
  std::string message = include.target + " receives every secret";
  message += uses;
  if (!include.is_same_repository)
    message += include.is_pinned ? " of this repository and its organisation"
                                 : ", and its owner can change what it does with them";
  return message;
}

// Whether what is called belongs to somebody else. Not where the own owner is not known.
bool is_of_other_owner(const Include& include, std::string_view own) {
  const std::string_view target = include.target;
  return !own.empty() && to_lower_ascii(target.substr(0, target.find('/'))) != own;
}

Level level_of(const Include& include, std::string_view own) {
  if (include.is_same_repository) return Level::kNote;
  const bool can_change = !include.is_pinned && is_of_other_owner(include, own);
  return can_change ? Level::kError : Level::kWarning;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  std::map<const Definition*, Called> known;
  for (const Include& include : context.definition.includes) {
    if (!include.inherits_secrets) continue;
    const Level level = level_of(include, context.owner);
    const Definition* callee = called_workflow(context.set, context.definition, include);
    if (callee == nullptr) {
      findings.push_back(finding_at(include, level, message_for(include, {})));
      continue;
    }
    const auto [called, is_new] = known.try_emplace(callee);
    if (is_new) called->second = read_called(*callee);
    PipelineFinding finding = finding_at(include, level, message_for(include, called->second.uses));
    finding.remedy = called->second.remedy;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Check kSecretsInheritCheck;
const Check kSecretsInheritCheck = {
    .info =
        {.id = "secrets-inherit",
         .number = "P05",
         .title = "A called workflow receives every secret",
         .description =
             "`secrets: inherit` hands all secrets of repository and organisation to the called "
             "workflow. Whoever can change it can read them, and nobody can say which ones it "
             "needs. A workflow of another owner at a branch or tag is an error: its owner can "
             "read them at any time. Whose the own repository is, its remote tells; without one "
             "a workflow of another repository is a warning.",
         .remedy = "Name each secret that the called workflow needs under `secrets:`.",
         .level = Level::kWarning,
         .weaknesses = "CWE-266 CICD-SEC-6 NHI5",
         .reference = "https://docs.github.com/en/actions/how-tos/reuse-automations/"
                      "reuse-workflows"},
    .run = run,
};

}  // namespace keyhound
