// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/mirrors/mirror.h"
#include "scanner/git/alternates.h"
#include "scanner/git/history_roots.h"
#include "scanner/git/repository.h"

namespace keyhound {
namespace {

constexpr std::string_view kVersion = "keyhound/refs/1";
constexpr std::uint64_t kMaxBytes = std::uint64_t{16} << 20U;

// Each with its length, so that no two lists of parts make the same text.
void add(std::string& text, std::string_view part) {
  text += fmt::format("{}:{}", part.size(), part);
}

// False: it is there, and cannot be read.
bool add_file(std::string& text, const std::string& path) {
  const Result<std::string> content = read_file(path, kMaxBytes);
  if (content) add(text, *content);
  return content || content.error().kind == ErrorKind::kNotFound;
}

TargetFailure failure_to_open(const std::string& path, const Error& error) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {"not-found", error.message};
  return {"no-repository", error.message};
}

}  // namespace

tl::expected<std::string, TargetFailure> refs_digest_of(const std::string& path) {
  const Result<Repository> repository = Repository::open(path);
  if (!repository) return tl::unexpected(failure_to_open(path, repository.error()));
  if (!repository->is_bare()) return std::string();
  std::vector<Diagnostic> diagnostics;
  std::string text(kVersion);
  for (const HistoryRoot& root : read_history_roots(*repository, false, diagnostics)) {
    add(text, root.name);
    add(text, root.id.hex());
  }
  // HEAD as it is written: another branch at the same commit is another default branch.
  bool is_whole = add_file(text, repository->git_dir() + "/HEAD");
  for (const ObjectId& id : repository->shallow_boundary()) add(text, id.hex());
  for (const std::string& directory :
       object_directories(repository->common_dir() + "/objects", diagnostics)) {
    add(text, directory);
  }
  for (const std::string& file : repository->config_files()) is_whole &= add_file(text, file);
  if (!is_whole || !diagnostics.empty()) return std::string();
  return "sha256:" + to_hex(sha256(text));
}

}  // namespace keyhound
