// SPDX-License-Identifier: Apache-2.0
// Texts in Groovy values of a Jenkinsfile. Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/groovy/groovy_calls.h"

namespace keyhound {

// A text that Groovy puts together before a shell or the log gets it.
struct JenkinsText {
  SourceText text;
  // What Groovy replaces, in order, with the variables of the environment that it names.
  std::vector<TemplateRange> templates;
  bool is_interpolated = false;  // a string in double quotes, or strings and values put together
};

// nullopt: there is no string in the value.
std::optional<JenkinsText> read_jenkins_text(const GroovyScript& script, std::string_view file,
                                             const GroovyValue& value);

// The command that stands for `echo value`: the value in single quotes. A value without any string
// is one template.
JenkinsText read_jenkins_echo(const GroovyScript& script, std::string_view file,
                              const GroovyValue& value);

// The commands as the inside of a substitution: their output goes to Groovy, not to the log.
JenkinsText captured(const JenkinsText& text);

// The value of a string in which nothing is interpolated; nullptr: it is something else.
const std::string* plain_text(const GroovyScript& script, const GroovyValue& value);
const std::string* plain_text(const GroovyScript& script, const GroovyValue* value);

// The variables of the environment that code names: X, env.X.
std::vector<std::string> variables_in(std::string_view code);
// The one that is all of the code: X, env.X, "$X", "${X}"; empty: the code is more than that.
std::string variable_named_by(std::string_view code);

}  // namespace keyhound
