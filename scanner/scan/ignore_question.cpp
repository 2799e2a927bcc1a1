// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/ignore_question.h"

#include <filesystem>

namespace keyhound {
namespace {

// `path` relative to `root`, both made absolute; empty when they are the same.
std::string relative_to(const std::string& path, const std::string& root) {
  std::error_code error;
  const auto absolute = std::filesystem::canonical(path, error);
  if (error) return {};
  const auto base = std::filesystem::canonical(root, error);
  if (error) return {};
  const std::string relative = absolute.lexically_relative(base).string();
  return relative == "." ? std::string() : relative;
}

}  // namespace

std::string prefix_in_worktree(const std::string& target, const Repository& repository) {
  const std::filesystem::path path(target);
  const bool is_directory = std::filesystem::is_directory(path);
  const auto directory = is_directory ? path : std::filesystem::absolute(path).parent_path();
  std::string prefix = relative_to(directory.string(), repository.work_dir());
  if (!prefix.empty()) prefix += '/';
  return prefix;
}

IgnoreQuestion::IgnoreQuestion(const std::string& target, const Repository* repository) {
  if (repository == nullptr || repository->is_bare()) {
    rules_.emplace(target);
    return;
  }
  auto index = IndexFile::read(*repository);
  if (!index) return;  // a damaged index cannot say what is tracked: then nothing is left out
  index_.emplace(std::move(*index));
  rules_.emplace(repository->work_dir(), repository->common_dir(), *index_);
  prefix_ = prefix_in_worktree(target, *repository);
  ask_above();
}

// The rules want to be asked from the top down.
void IgnoreQuestion::ask_above() {
  for (std::size_t slash = prefix_.find('/'); slash != std::string::npos;
       slash = prefix_.find('/', slash + 1)) {
    static_cast<void>(rules_->is_ignored(prefix_.substr(0, slash), true));
  }
}

}  // namespace keyhound
