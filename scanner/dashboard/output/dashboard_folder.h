// SPDX-License-Identifier: Apache-2.0
// DashboardFolder: writes a dashboard so that whoever opens it meanwhile sees the old one or the
// new one. What pages load stands in a folder that is named after its content, beside that of the
// last time; pages are then replaced one by one, each whole, and the old folder goes. One per
// dashboard.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

class DashboardFolder {
 public:
  // Made where it is missing. kUsage where it has files and is no dashboard, unless `force`: then
  // files of other names stay as they are.
  static Result<DashboardFolder> open(const std::string& path, bool force);

  DashboardFolder(DashboardFolder&& other) noexcept;
  DashboardFolder& operator=(DashboardFolder&&) = delete;
  // Takes away what was not finished.
  ~DashboardFolder();

  // A file that pages load.
  Status add_file(std::string_view name, std::string_view content);
  // No more of them; answers the name of their folder, as pages address it.
  Result<std::string> seal();
  // A page. REQUIRES: seal().
  Status add_page(std::string_view name, std::string_view content);
  // All pages are there: what earlier dashboards loaded goes.
  Status finish();

  [[nodiscard]] std::size_t files() const { return files_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  DashboardFolder(std::string path, std::string fresh)
      : path_(std::move(path)), fresh_(std::move(fresh)) {}

  std::string path_;
  std::string fresh_;  // folder that is being filled; empty once it is sealed
  std::string sealed_;
  std::vector<std::string> digests_;  // of the names and contents of files
  std::size_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace keyhound
