// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/repository_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/glob.h"
#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRepositories = 30000;  // as parameters of one statement
constexpr std::size_t kLongestGlob = 4096;        // bytes

// Calls `test` with a name and what stands behind each of its slashes, until one is true.
template <class Test>
bool any_ending(std::string_view name, const Test& test) {
  while (true) {
    if (test(name)) return true;
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return false;
    name.remove_prefix(slash + 1);
  }
}

bool has_line(std::string_view lines, std::string_view line) {
  while (!lines.empty()) {
    const std::string_view one = lines.substr(0, lines.find('\n'));
    if (one == line) return true;
    lines.remove_prefix(std::min(lines.size(), one.size() + 1));
  }
  return false;
}

// What the names end with as often as `written` has segments: what a person compares.
std::string_view last_segments(std::string_view name, std::string_view written) {
  auto slashes = std::count(written.begin(), written.end(), '/') + 1;
  std::size_t at = name.size();
  while (slashes-- > 0 && at != std::string_view::npos && at > 0) at = name.rfind('/', at - 1);
  return at == std::string_view::npos || at == 0 ? name : name.substr(at + 1);
}

}  // namespace

Result<RepositoryNames> RepositoryNames::load(Database& database) {
  RepositoryNames all;
  KEYHOUND_TRY_STATUS(
      database.query("SELECT id, name, former_names FROM repositories ORDER BY name", {},
                     [&all](const SqlRow& row) -> Status {
                       all.names_.push_back({whole_number(row[0]), std::string(text_of(row[1])),
                                             std::string(text_of(row[2]))});
                       return {};
                     }));
  return all;
}

std::vector<RepositoryName> RepositoryNames::named(std::string_view name) const {
  std::vector<RepositoryName> found;
  const auto collect = [&](const auto& test) {
    if (found.empty()) std::copy_if(names_.begin(), names_.end(), std::back_inserter(found), test);
  };
  collect([name](const RepositoryName& one) { return one.name == name; });
  collect([name](const RepositoryName& one) {
    return any_ending(one.name, [name](std::string_view ending) { return ending == name; });
  });
  collect([name](const RepositoryName& one) { return has_line(one.former, name); });
  return found;
}

Result<std::vector<std::int64_t>> RepositoryNames::matching(
    const std::vector<std::string>& globs) const {
  std::vector<std::int64_t> ids;
  for (const std::string& text : globs) {
    if (text.size() > kLongestGlob)
      return fail(ErrorKind::kUsage, "--repository: the pattern is too long");
    const Glob glob(text);
    const auto before = ids.size();
    for (const RepositoryName& one : names_) {
      if (any_ending(one.name, [&glob](std::string_view ending) { return glob.matches(ending); }))
        ids.push_back(one.id);
    }
    if (ids.size() == before)
      return fail(ErrorKind::kUsage, "--repository: " + describe_unknown(text));
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.size() > kMostRepositories && ids.size() < names_.size()) {
    return fail(ErrorKind::kUsage,
                fmt::format("--repository: {} repositories match, more than the {} that can be "
                            "asked for at once; choose a narrower pattern",
                            ids.size(), kMostRepositories));
  }
  if (ids.size() == names_.size()) ids.clear();
  return ids;
}

std::string RepositoryNames::describe_unknown(std::string_view name) const {
  std::vector<std::string_view> endings;
  for (const RepositoryName& one : names_) endings.push_back(last_segments(one.name, name));
  const std::string_view near = nearest_key(name, endings);
  if (names_.empty()) return "the store has no repositories yet";
  return fmt::format("the store knows no repository '{}'{}", name,
                     near.empty() ? "" : fmt::format(". Did you mean '{}'?", near));
}

}  // namespace keyhound
