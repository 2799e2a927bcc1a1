// SPDX-License-Identifier: Apache-2.0
// https://git-scm.com/docs/gitformat-pack: a pack ends with its checksum; an index ends with the
// pack's checksum and its own. Checksums are as long as object ids, 20 or 32 bytes, so the longer
// ends that agree settle it.
#include "scanner/bulk/mirrors/pack_files.h"

#include <filesystem>
#include <optional>
#include <set>

#include "scanner/base/file.h"
#include "scanner/git/object_id.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

std::optional<std::string> end_of(const std::string& path, std::size_t count) {
  const auto file = File::open(path);
  if (!file || file->size() < count) return std::nullopt;
  std::string bytes(count, '\0');
  const auto read = file->read_at(file->size() - count, bytes.data(), count);
  if (!read || *read != count) return std::nullopt;
  return bytes;
}

bool fits(const std::string& stem, std::size_t id_size) {
  const auto pack = end_of(stem + ".pack", id_size);
  const auto index = end_of(stem + ".idx", 2 * id_size);
  return pack && index && index->compare(0, id_size, *pack) == 0;
}

}  // namespace

bool have_packs_their_indexes(const std::string& folder) {
  std::set<std::string> stems;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const fs::path extension = entry->path().extension();
    if (extension == ".pack" || extension == ".idx")
      stems.insert((entry->path().parent_path() / entry->path().stem()).string());
  }
  if (error) return error == std::errc::no_such_file_or_directory;
  for (const std::string& stem : stems) {
    if (!fits(stem, ObjectId::kSha1Size) && !fits(stem, ObjectId::kSha256Size)) return false;
  }
  return true;
}

}  // namespace keyhound
