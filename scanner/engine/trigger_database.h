// SPDX-License-Identifier: Apache-2.0
// TriggerDatabase: trigger patterns, their heads compiled by Hyperscan in block mode and the rest
// of them into guards (trigger_split.h). Starts of hits are not tracked, since that is slow.
// Immutable, thread-safe, cheap to copy; a TriggerScanner per thread does the work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/search_window.h"
#include "scanner/engine/trigger_hit.h"

namespace keyhound {

// What the CPU must be able to do: SSE4.2, AVX2, AVX-512 (F and BW).
enum class CpuLevel { kBaseline, kAvx2, kAvx512 };

class TriggerDatabase {
 public:
  // Compiles for this machine. kConfiguration with Hyperscan's reason for a pattern it refuses.
  // REQUIRES, here and below: print_regex() wrote the patterns.
  static Result<TriggerDatabase> compile(std::span<const std::string> patterns);

  // Compiles for `level` and gives the database as it stands in memory, for use_image(): to copy
  // what the program carries at each start costs more than many a scan.
  static Result<std::string> compile_image(std::span<const std::string> patterns, CpuLevel level);

  // The first of `images` (best level first) that this machine and library can run, used where it
  // lies, so it must outlive what is made of it. Its sum is checked.
  // REQUIRES: each begins at a multiple of kImageAlignment.
  static Result<TriggerDatabase> use_image(std::span<const std::string_view> images);

  // Whether use_image() can use it.
  static Status check_image(std::string_view image);

  static constexpr std::size_t kImageAlignment = 64;

  // One that serialize() wrote with this library for a machine like this one.
  static Result<TriggerDatabase> load(std::string_view serialized);

  [[nodiscard]] Result<std::string> serialize() const;

 private:
  friend class TriggerScanner;
  struct Impl;
  explicit TriggerDatabase(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

// Scans texts. One per thread; the databases given to create() may be scanned.
class TriggerScanner {
 public:
  static Result<TriggerScanner> create(std::span<const TriggerDatabase* const> databases);

  TriggerScanner(TriggerScanner&&) noexcept;
  TriggerScanner& operator=(TriggerScanner&&) noexcept;
  ~TriggerScanner();

  // Appends the hits of the window, in no order, some perhaps twice; the ends count from the
  // beginning of `text`. Wherever a pattern matches, there is a hit with an end that a match from
  // that beginning can have, though not with each of its ends. The patterns of `database` are
  // numbered from `first_trigger` on.
  // REQUIRES: the window lies in the text, text.size() < 4 GiB.
  Status scan(const TriggerDatabase& database, std::uint32_t first_trigger, std::string_view text,
              const SearchWindow& window, std::vector<TriggerHit>& hits);

 private:
  struct Impl;
  explicit TriggerScanner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
