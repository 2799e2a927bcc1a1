// SPDX-License-Identifier: Apache-2.0
// What every page of the dashboard has around its body: policy, navigation, tools, dialogs. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/dashboard/model/board_model.h"
#include "scanner/dashboard/pages/dashboard_page.h"

namespace keyhound {

// The policy under which a browser runs the pages: scripts and style of the dashboard's own folder,
// nothing inline, no request, no text parsed as HTML. 'self' is the folder's server or, opened as
// files, the file system.
std::string_view dashboard_policy();

// The page with its body. `folder` is where what it loads stands; `scripts` are names of files in
// it, in the order in which they run.
std::string page_html(const DashboardPage& page, const BoardModel& model, std::string_view folder,
                      const std::vector<std::string>& scripts);

// What all pages run and look like: the shared parts of the HTML report and those of the dashboard.
std::string dashboard_script();
std::string dashboard_style();
// A file of scanner/dashboard/assets, by name. REQUIRES: there is one.
std::string_view dashboard_asset(std::string_view name);

}  // namespace keyhound
