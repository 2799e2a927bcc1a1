// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ignore_rules.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "scanner/base/file.h"

namespace keyhound {

namespace {

constexpr std::uint64_t kMaxIgnoreFileBytes = 16 << 20;

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// What the last matching pattern says; none when no pattern matches.
std::optional<bool> verdict(const std::vector<IgnorePattern>& patterns, std::string_view path,
                            bool is_directory) {
  const auto last = std::find_if(
      patterns.rbegin(), patterns.rend(),
      [&](const IgnorePattern& pattern) { return pattern.matches(path, is_directory); });
  if (last == patterns.rend()) return std::nullopt;
  return !last->is_negated();
}

// The whole file, links refused as git does: an ignore file must stand in the tree itself.
Result<std::string> read_regular_file(const std::string& path) {
  KEYHOUND_TRY(const File file, File::open(path, Links::kRefuse));
  if (file.size() > kMaxIgnoreFileBytes) {
    return fail(ErrorKind::kLimit, "it has " + std::to_string(file.size()) + " bytes");
  }
  std::string text(static_cast<std::size_t>(file.size()), '\0');
  KEYHOUND_TRY(const std::size_t size, file.read_at(0, text.data(), text.size()));
  text.resize(size);
  return text;
}

}  // namespace

IgnoreRules::IgnoreRules(std::string root) : root_(std::move(root)) {}

IgnoreRules::IgnoreRules(std::string root, const std::string& common_dir, const IndexFile& index)
    : root_(std::move(root)), index_(&index) {
  excludes_ = read_patterns(common_dir + "/info/exclude", ".git/info/exclude");
}

bool IgnoreRules::is_ignored(std::string_view path, bool is_directory) {
  if (index_ != nullptr && index_->holds(path)) return false;
  if (index_ != nullptr && is_directory && index_->holds_below(path)) return false;
  return matches(path, is_directory);
}

bool IgnoreRules::matches(std::string_view path, bool is_directory) {
  if (directory(parent_of(path)).ignored) return true;
  std::string_view at = path;
  do {
    at = parent_of(at);
    const std::string_view relative = at.empty() ? path : path.substr(at.size() + 1);
    if (const auto found = verdict(directory(at).patterns, relative, is_directory)) return *found;
  } while (!at.empty());
  return verdict(excludes_, path, is_directory).value_or(false);
}

// A walk asks for directories from the top down, so that one step of recursion is new each time.
const IgnoreRules::Directory& IgnoreRules::directory(std::string_view path) {
  const auto known = directories_.find(path);
  if (known != directories_.end()) return known->second;
  Directory entry;
  if (!path.empty()) entry.ignored = matches(path, true);
  const std::string prefix = path.empty() ? std::string() : std::string(path) + '/';
  entry.patterns = read_patterns(root_ + '/' + prefix + ".gitignore", prefix + ".gitignore");
  return directories_.emplace(std::string(path), std::move(entry)).first->second;
}

std::vector<IgnorePattern> IgnoreRules::read_patterns(const std::string& file,
                                                      const std::string& subject) {
  const Result<std::string> text = read_regular_file(file);
  if (text) return parse_ignore_file(*text);
  if (text.error().kind != ErrorKind::kNotFound) {
    Diagnostic diagnostic = diagnose("unreadable-ignore-file", subject, text.error());
    diagnostic.incomplete = false;
    diagnostics_.push_back(std::move(diagnostic));
  }
  return {};
}

}  // namespace keyhound
