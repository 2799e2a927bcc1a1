// SPDX-License-Identifier: Apache-2.0
// Reads files that become YAML only once a template engine ran (Helm, Jinja, cookiecutter): line by
// line, without their structure. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// Whether the text has marks of a template engine: {{ }}, {% %}, <% %>. The ${{ }} of a platform
// is none: it stands in YAML.
bool has_template_marks(std::string_view text);

// Adds a binding for each line `key: value` whose value stands on it.
void read_template_lines(const DefinitionSource& source, Definition& into);

}  // namespace keyhound
