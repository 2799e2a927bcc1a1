// SPDX-License-Identifier: Apache-2.0
// The texts of Jenkins's httpRequest step: what Groovy puts together before the step sends it, and
// writes to the log on the way. https://www.jenkins.io/doc/pipeline/steps/http_request/
// Pure, thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/pipelines/groovy/groovy_calls.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_texts.h"

namespace keyhound {

inline constexpr std::string_view kJenkinsRequest = "httpRequest";

// Address, body and headers; not a header whose value the step masks (`maskValue: true`).
std::vector<JenkinsText> read_jenkins_request(const GroovyScript& script, std::string_view file,
                                              const GroovyNode& node);

}  // namespace keyhound
