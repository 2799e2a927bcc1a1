// SPDX-License-Identifier: Apache-2.0
// What `keyhound hook install|uninstall|status` print. Pure, but for the look whether the program
// of a hook and a file of submodules exist; all texts are safe for a terminal.
#pragma once

#include <string>
#include <vector>

#include "scanner/git/repository.h"
#include "scanner/hooks/hook_setup.h"
#include "scanner/hooks/hook_survey.h"

namespace keyhound {

std::string outcomes_text(const std::vector<HookOutcome>& outcomes);

// What the user has to know about this repository. `survey`: from before the installation.
std::string installation_notes(const Repository& repository, const HookSurvey& survey);

// Does git run both hooks?
bool is_in_force(const HookSurvey& survey);

std::string survey_text(const HookSurvey& survey);

}  // namespace keyhound
