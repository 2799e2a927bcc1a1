// SPDX-License-Identifier: Apache-2.0
// Facts of a Jenkinsfile, declarative or scripted, or of a step of a shared library. Each stage is
// a job. Its steps are the blocks that give credentials or variables to what is inside them, and
// the calls of shells outside of such blocks. https://www.jenkins.io/doc/book/pipeline/syntax/
#pragma once

#include <vector>

#include "scanner/pipelines/platform.h"

namespace keyhound {

void read_jenkinsfile(const DefinitionSource& source, Definition& into,
                      std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
