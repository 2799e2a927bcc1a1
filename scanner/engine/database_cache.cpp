// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/database_cache.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/engine/hyperscan.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMaxDatabaseSize = 256 << 20;  // bytes

std::string_view as_text(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// A file is the SHA-256 of the database, and the database.
Result<TriggerDatabase> load_file(const std::string& path) {
  KEYHOUND_TRY(const std::string content, read_file(path, kMaxDatabaseSize));
  const std::string_view whole = content;
  constexpr std::size_t kDigestSize = sizeof(Sha256Digest);
  if (whole.size() < kDigestSize ||
      as_text(sha256(whole.substr(kDigestSize))) != whole.substr(0, kDigestSize)) {
    return fail(ErrorKind::kCorrupt, path + ": not a trigger database");
  }
  return TriggerDatabase::load(whole.substr(kDigestSize));
}

// Best effort: a cache that cannot be written is no reason to stop.
void store_file(const TriggerDatabase& database, const std::string& folder,
                const std::string& path) {
  const Result<std::string> serialized = database.serialize();
  if (!serialized) return;
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  static_cast<void>(write_file(path, std::string(as_text(sha256(*serialized))) + *serialized));
}

}  // namespace

std::string cached_database_path(std::span<const std::string> patterns, const std::string& folder) {
  hs_platform_info_t platform{};
  hs_populate_platform(&platform);
  std::string key = std::string(hs_version()) + '\n' + std::to_string(platform.cpu_features) + '\n';
  for (const std::string& pattern : patterns) {
    key += std::to_string(pattern.size()) + ':' + pattern;
  }
  return folder + "/triggers-" + to_hex(sha256(key)) + ".bin";
}

Result<TriggerDatabase> load_or_compile(std::span<const std::string> patterns,
                                        const std::string& folder) {
  if (folder.empty()) return TriggerDatabase::compile(patterns);
  const std::string path = cached_database_path(patterns, folder);
  if (Result<TriggerDatabase> cached = load_file(path)) return cached;
  KEYHOUND_TRY(TriggerDatabase database, TriggerDatabase::compile(patterns));
  store_file(database, folder, path);
  return database;
}

}  // namespace keyhound
