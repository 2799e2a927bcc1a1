// SPDX-License-Identifier: Apache-2.0
// The commands that CI systems take from log lines: how untrusted text is kept from being one, and
// how it becomes a part of one. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// `text`, which stands in a line, without marks that are acted on wherever they stand: "##["
// (GitHub Actions), "##vso[" (Azure Pipelines), "##teamcity[". "::" acts at the start of a line
// only; the caller sees to it that nothing untrusted begins one.
std::string disarm_workflow_commands(std::string text);

// For GitHub's commands ("::error file=a,line=1::message",
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands): the value of
// a property, and the message. Control characters are shown as text.
std::string github_command_property(std::string_view text);
std::string github_command_message(std::string_view text);

// For Azure's commands ("##vso[task.logissue type=error;sourcepath=a]message",
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands).
std::string azure_command_property(std::string_view text);
std::string azure_command_message(std::string_view text);

}  // namespace keyhound
