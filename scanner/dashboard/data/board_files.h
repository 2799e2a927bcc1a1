// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: the lists of the model as data files. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

// Rows in one file of a list; pages load those that they need.
inline constexpr std::size_t kFindingsPerFile = 4'000;
inline constexpr std::size_t kDetailsPerFile = 400;
inline constexpr std::size_t kCredentialsPerFile = 4'000;
inline constexpr std::size_t kAboutPerFile = 100;

using FileSink = std::function<Status(std::string_view name, const std::string& content)>;

// What rows of all lists name by number: rules, repositories, owners, policies.
class BoardNames {
 public:
  explicit BoardNames(const BoardModel& model);

  // -1 for one that is not listed.
  [[nodiscard]] std::int64_t rule(const std::string& id) const { return find(rules_, id); }
  [[nodiscard]] std::int64_t owner(const std::string& name) const { return find(owners_, name); }
  [[nodiscard]] std::int64_t policy(const std::string& id) const { return find(policies_, id); }

 private:
  using Index = std::unordered_map<std::string, std::int64_t>;
  static std::int64_t find(const Index& index, const std::string& name);

  Index rules_;
  Index owners_;
  Index policies_;
};

// names.js, which gives the numbers their meaning.
Status write_names_file(const BoardModel& model, const FileSink& sink);
// findings-N.js: what tables show; details-N.js: what one finding's dialog adds.
Status write_finding_files(const BoardModel& model, const BoardNames& names, const FileSink& sink);
// repositories-0.js, about-N.js (what the view of one adds) and targets-0.js.
Status write_repository_files(const BoardModel& model, const FileSink& sink);
Status write_credential_files(const BoardModel& model, const BoardNames& names,
                              const FileSink& sink);
// owners-0.js, subjects-0.js and exceptions-0.js.
Status write_governance_files(const BoardModel& model, const FileSink& sink);

}  // namespace keyhound
