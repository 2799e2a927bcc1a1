// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/dashboard.h"

#include <map>
#include <vector>

#include "scanner/dashboard/data/board_files.h"
#include "scanner/dashboard/html/page_frame.h"
#include "scanner/dashboard/output/dashboard_folder.h"
#include "scanner/dashboard/pages/dashboard_page.h"

namespace keyhound {
namespace {

// The files of each list, in order of their parts.
using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

Status write_data(const BoardModel& model, DashboardFolder& folder, Lists& lists) {
  const BoardNames names(model);
  const FileSink sink = [&](std::string_view name, const std::string& content) -> Status {
    lists[std::string(name.substr(0, name.rfind('-')))].emplace_back(name);
    return folder.add_file(name, content);
  };
  KEYHOUND_TRY_STATUS(write_names_file(model, sink));
  KEYHOUND_TRY_STATUS(write_finding_files(model, names, sink));
  KEYHOUND_TRY_STATUS(write_repository_files(model, sink));
  KEYHOUND_TRY_STATUS(write_credential_files(model, names, sink));
  return write_governance_files(model, sink);
}

Status write_assets(DashboardFolder& folder) {
  KEYHOUND_TRY_STATUS(folder.add_file("dashboard.css", dashboard_style()));
  KEYHOUND_TRY_STATUS(folder.add_file("dashboard.js", dashboard_script()));
  for (const DashboardPage& page : dashboard_pages()) {
    if (page.script.empty()) continue;
    KEYHOUND_TRY_STATUS(folder.add_file(page.script, dashboard_asset(page.script)));
  }
  return {};
}

std::vector<std::string> scripts_of(const DashboardPage& page, const Lists& lists) {
  std::vector<std::string> scripts = {"dashboard.js"};
  if (page.script.empty()) return scripts;
  scripts.emplace_back("names.js");
  if (const auto list = lists.find(page.list); list != lists.end())
    scripts.insert(scripts.end(), list->second.begin(), list->second.end());
  scripts.emplace_back(page.script);
  return scripts;
}

// The page that one enters by comes last: until then it leads to the old ones.
Status write_pages(const BoardModel& model, DashboardFolder& folder, const Lists& lists) {
  KEYHOUND_TRY(const std::string files, folder.seal());
  const auto pages = dashboard_pages();
  for (std::size_t i = pages.size(); i-- > 0;)
    KEYHOUND_TRY_STATUS(folder.add_page(
        pages[i].file, page_html(pages[i], model, files, scripts_of(pages[i], lists))));
  return folder.finish();
}

}  // namespace

Result<DashboardSummary> write_dashboard(Database& database, const DashboardOptions& options) {
  KEYHOUND_TRY(const BoardModel model,
               load_board(database, options.now, options.title, options.most_findings));
  KEYHOUND_TRY(DashboardFolder folder, DashboardFolder::open(options.folder, options.force));
  Lists lists;
  KEYHOUND_TRY_STATUS(write_data(model, folder, lists));
  KEYHOUND_TRY_STATUS(write_assets(folder));
  KEYHOUND_TRY_STATUS(write_pages(model, folder, lists));
  return DashboardSummary{model.repositories.size(), model.findings.size(), model.left_out,
                          folder.files(), folder.bytes()};
}

}  // namespace keyhound
