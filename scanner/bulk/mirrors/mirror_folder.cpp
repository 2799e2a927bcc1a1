// SPDX-License-Identifier: Apache-2.0
// https://git-scm.com/docs/gitrepository-layout
#include "scanner/bulk/mirrors/mirror_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/bulk/mirrors/cache_failure.h"
#include "scanner/bulk/mirrors/pack_files.h"
#include "scanner/git/repository_layout.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

using Refusal = tl::unexpected<TargetFailure>;
using Kept = bool (*)(const fs::directory_entry& entry);

bool is_real_directory(const fs::path& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored).type() == fs::file_type::directory;
}

bool is_real_file(const fs::path& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored).type() == fs::file_type::regular;
}

bool is_kept_on_top(const fs::directory_entry& entry) {
  constexpr std::array<std::string_view, 4> kFiles = {"HEAD", "config", "packed-refs", "shallow"};
  const std::string name = entry.path().filename();
  if (name == "objects" || name == "refs") return is_real_directory(entry.path());
  return is_real_file(entry.path()) &&
         std::find(kFiles.begin(), kFiles.end(), name) != kFiles.end();
}

bool is_kept_in_objects(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename();
  const bool is_fan_out =
      name.size() == 2 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
  return (is_fan_out || name == "pack") && is_real_directory(entry.path());
}

bool is_kept_in_packs(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename();
  const bool is_known = name.ends_with(".pack") || name.ends_with(".idx") || name.ends_with(".rev");
  return is_known && name.starts_with("pack-") && is_real_file(entry.path());
}

bool is_kept_in_refs(const fs::directory_entry& entry) {
  if (is_real_directory(entry.path())) return true;
  return is_real_file(entry.path()) && !entry.path().filename().string().ends_with(".lock");
}

// Removes what is not kept; what cannot be removed is a failure, since git would see it.
tl::expected<void, TargetFailure> sweep(const fs::path& folder, Kept is_kept) {
  std::vector<fs::path> others;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (!is_kept(*entry)) others.push_back(entry->path());
  }
  for (std::size_t i = 0; !error && i < others.size(); ++i) fs::remove_all(others[i], error);
  if (error && error != std::errc::no_such_file_or_directory)
    return Refusal(cache_failure(folder.string(), error.value()));
  return {};
}

tl::expected<void, TargetFailure> sweep_refs(const fs::path& refs) {
  std::vector<fs::path> folders = {refs};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    if (auto swept = sweep(folder, is_kept_in_refs); !swept) return swept;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      if (is_real_directory(entry->path())) folders.push_back(entry->path());
    }
  }
  return {};
}

tl::expected<void, TargetFailure> sweep_all(const std::string& path) {
  return sweep(path, is_kept_on_top)
      .and_then([&] { return sweep(path + "/objects", is_kept_in_objects); })
      .and_then([&] { return sweep(path + "/objects/pack", is_kept_in_packs); })
      .and_then([&] { return sweep_refs(path + "/refs"); });
}

// `url` between quotes, in git's syntax; it has no control character.
std::string quoted_value(std::string_view url) {
  std::string text = "\"";
  for (const char c : url) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::string config_text(std::size_t id_size, const std::string& url) {
  const bool is_sha256 = id_size == ObjectId::kSha256Size;
  return fmt::format(
      "# Written by keyhound for each update; changes are lost.\n"
      "[core]\n\trepositoryformatversion = {}\n\tfilemode = true\n\tbare = true\n{}"
      "[remote \"origin\"]\n\turl = {}\n",
      is_sha256 ? 1 : 0, is_sha256 ? "[extensions]\n\tobjectformat = sha256\n" : "",
      quoted_value(url));
}

// The size of the ids is all that is taken from a configuration; it is that of the objects.
tl::expected<MirrorState, TargetFailure> settle_config(const std::string& path,
                                                       const std::string& url) {
  constexpr std::uint64_t kMaxBytes = 1U << 20U;
  const std::string file = path + "/config";
  const auto config = RepositoryConfig::read(file);
  if (!config) return MirrorState::kDamaged;
  const auto id_size = check_format(*config);
  if (!id_size) return MirrorState::kDamaged;
  const std::string expected = config_text(*id_size, url);
  const auto before = read_file(file, kMaxBytes);
  if (before && *before == expected) return MirrorState::kUsable;
  if (const Status written = write_file(file, expected); !written) {
    const bool is_full = written.error().message.find("No space left") != std::string::npos;
    return Refusal(TargetFailure{is_full ? "disk-full" : "configuration",
                                 written.error().message + "; see to the cache folder"});
  }
  return MirrorState::kUsable;
}

bool is_whole(const std::string& path) {
  return is_real_file(path + "/HEAD") && is_real_file(path + "/config") &&
         is_real_directory(path + "/objects") && is_real_directory(path + "/refs");
}

}  // namespace

tl::expected<MirrorState, TargetFailure> prepare_mirror_folder(const std::string& path,
                                                               const std::string& url) {
  std::error_code error;
  const fs::file_type type = fs::symlink_status(path, error).type();
  if (type == fs::file_type::not_found) return MirrorState::kAbsent;
  if (type != fs::file_type::directory || !is_whole(path)) return MirrorState::kDamaged;
  if (auto swept = sweep_all(path); !swept) return Refusal(std::move(swept).error());
  if (!is_whole(path)) return MirrorState::kDamaged;
  auto state = settle_config(path, url);
  if (state && *state == MirrorState::kUsable && !have_packs_their_indexes(path + "/objects/pack"))
    return MirrorState::kDamaged;
  return state;
}

tl::expected<void, TargetFailure> remove_mirror_folder(const std::string& path) {
  std::error_code error;
  // Once more, for one who still writes there.
  for (int round = 0; round < 2; ++round) fs::remove_all(path, error);
  if (error) return Refusal(cache_failure(path, error.value()));
  return {};
}

std::size_t count_packs(const std::string& path) {
  std::size_t count = 0;
  std::error_code error;
  fs::directory_iterator entry(path + "/objects/pack", error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".pack") ++count;
  }
  return count;
}

}  // namespace keyhound
