// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/target_filter.h"

#include <fmt/format.h>

#include <string>

#include "scanner/base/glob.h"

namespace keyhound {
namespace {

class Filter {
 public:
  explicit Filter(const TargetFilter& filter) : filter_(&filter) {
    for (const std::string& glob : filter.include) include_.emplace_back(glob);
    for (const std::string& glob : filter.exclude) exclude_.emplace_back(glob);
  }

  void apply(Target& target) const {
    const auto leave_out = [&target](const char* reason, std::string message) {
      target.excluded = reason;
      target.excluded_message = std::move(message);
    };
    for (std::size_t i = 0; i < exclude_.size(); ++i) {
      if (!matches(filter_->exclude[i], exclude_[i], target)) continue;
      return leave_out("filter", fmt::format("--exclude {}", filter_->exclude[i]));
    }
    if (!is_included(target)) return leave_out("filter", "no --include matches its name");
    if (target.is_archived && !filter_->archived) {
      return leave_out("archived", "it is archived; --archived scans it too");
    }
    if (target.is_fork && !filter_->forks) {
      return leave_out("fork", "it is a fork; --forks scans it too");
    }
    apply_size(target, leave_out);
  }

 private:
  // A glob without a slash is about the last part of a name.
  static bool matches(const std::string& pattern, const Glob& glob, const Target& target) {
    std::string_view name = target.name;
    if (pattern.find('/') == std::string::npos) name.remove_prefix(name.rfind('/') + 1);
    return glob.matches(name);
  }

  [[nodiscard]] bool is_included(const Target& target) const {
    if (include_.empty()) return true;
    for (std::size_t i = 0; i < include_.size(); ++i) {
      if (matches(filter_->include[i], include_[i], target)) return true;
    }
    return false;
  }

  template <class LeaveOut>
  void apply_size(const Target& target, const LeaveOut& leave_out) const {
    const std::uint64_t size = target.size_kib;
    if (size == 0) return;
    if (filter_->min_size_kib && size < *filter_->min_size_kib) {
      leave_out("too-small",
                fmt::format("{} KiB; --min-size is {} KiB", size, *filter_->min_size_kib));
    } else if (filter_->max_size_kib && size > *filter_->max_size_kib) {
      leave_out("too-large",
                fmt::format("{} KiB; --max-size is {} KiB", size, *filter_->max_size_kib));
    }
  }

  const TargetFilter* filter_;
  std::vector<Glob> include_;
  std::vector<Glob> exclude_;
};

}  // namespace

void exclude_targets(const TargetFilter& filter, std::vector<Target>& targets) {
  const Filter compiled(filter);
  for (Target& target : targets) {
    if (target.excluded.empty()) compiled.apply(target);
  }
}

}  // namespace keyhound
