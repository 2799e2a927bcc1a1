// SPDX-License-Identifier: Apache-2.0
// What calls of a Jenkinsfile say besides running something: libraries, triggers, conditions, files
// that are kept, parameters. Pure.
#pragma once

#include <string>

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/groovy/groovy_calls.h"

namespace keyhound {

// Adds the facts of a call, if it is one of these. `parent`: of the call; null: none.
void read_jenkins_setting(DefinitionBuilder& builder, const GroovyScript& script,
                          const GroovyNode& node, const GroovyNode* parent, Scope scope,
                          const std::string& path);

// The label, node or image of an `agent` or `node` call; empty: it says none.
std::string jenkins_runner(const GroovyScript& script, std::string_view file,
                           const GroovyNode& node);

}  // namespace keyhound
