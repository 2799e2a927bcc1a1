// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool is_wanted(const Definition&, const Binding&) { return true; }

// An argument of a module that takes a credential from a variable, where nothing says that the task
// is to be kept from the log. Modules hide such arguments themselves if their authors thought of
// it; with -vvv, in a failure's message and in what a task registers they show others.
bool may_be_logged(const Binding& binding) {
  return binding.kind == BindingKind::kInput && !binding.is_sensitive && !binding.is_encrypted &&
         binding.value.text.find("{{") != std::string::npos && is_credential_name(binding.name);
}

// A loop prints its items, whatever the module hides.
bool is_of_loop(const Binding& binding) {
  return binding.value.text.find("item.") != std::string::npos;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "ansible") return;
  for (const CredentialBinding& one : credential_bindings(definition, is_wanted))
    findings.push_back(finding_at(*one.binding, Level::kWarning,
                                  "'" + one.binding->name + "' is a credential in plain text" +
                                      in_scope(definition, one.binding->scope)));
  for (const Binding& binding : definition.bindings) {
    if (!may_be_logged(binding)) continue;
    const std::string name = "'" + binding.name + "'";
    findings.push_back(
        finding_at(binding, Level::kNote,
                   (is_of_loop(binding) ? "the loop prints the items that " + name + " comes from"
                                        : "the task may write " + name + " to the log") +
                       ": no_log is not set" + in_scope(definition, binding.scope)));
  }
}

}  // namespace

extern const Check kAnsiblePlainSecretCheck;
const Check kAnsiblePlainSecretCheck = {
    .info = {.id = "ansible-plain-secret",
             .number = "P29",
             .title = "Credential in plain text for Ansible",
             .description =
                 "A variable or an argument of a module holds a credential in plain text, or a "
                 "task prints one.",
             .remedy = "Replace it, and encrypt the new one (ansible-vault encrypt_string) or look "
                       "it up in a secret store. Set no_log: true on tasks that handle it.",
             .level = Level::kWarning,
             .weaknesses = "CWE-312 CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://docs.ansible.com/ansible/latest/vault_guide/index.html"},
    .run = run,
};

}  // namespace keyhound
