// SPDX-License-Identifier: Apache-2.0
// What steps of a Jenkinsfile fetch from stores, and the variables that they give it to while their
// block runs. Pure, thread-safe.
// https://www.jenkins.io/doc/pipeline/steps/credentials-binding/
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/groovy/groovy_calls.h"

namespace keyhound {

// A reference, and the variable that is bound to it (its `bound_as`; empty: none).
struct JenkinsSecret {
  SecretReference reference;
  TextRange variable;        // of the file; empty: the step's own name for it
  bool is_reference = true;  // false: only the variable, for a user name or the like
};

// Whether a call's block sees variables that its arguments bind.
bool is_credential_block(const GroovyNode& node);

// The secrets that a call's arguments name. `nodes` in its arguments (string(credentialsId: …)) are
// read with it.
std::vector<JenkinsSecret> read_jenkins_secrets(const GroovyScript& script, const GroovyNode& node);

// The credential of an id, which may be made at run time.
SecretReference jenkins_credential(const GroovyScript& script, const GroovyValue& id);

// A 1Password reference: "op://vault/item/field".
SecretReference one_password_item(const std::string& text, TextRange range);

}  // namespace keyhound
