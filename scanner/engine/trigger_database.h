// SPDX-License-Identifier: Apache-2.0
// TriggerDatabase: trigger patterns compiled by Hyperscan in block mode. Starts of hits are not
// tracked, since that is slow.
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
#include "scanner/engine/trigger_hit.h"

namespace keyhound {

// What the CPU must be able to do: SSE4.2, AVX2, AVX-512 (F and BW).
enum class CpuLevel { kBaseline, kAvx2, kAvx512 };

class TriggerDatabase {
 public:
  // Compiles for this machine. kConfiguration with Hyperscan's reason for a pattern it refuses.
  static Result<TriggerDatabase> compile(std::span<const std::string> patterns);

  // Compiles for `level` and gives the database as it stands in memory, for use_image(): the
  // program carries megabytes of it, and to copy them at each start costs more than many a scan.
  static Result<std::string> compile_image(std::span<const std::string> patterns, CpuLevel level);

  // The first of `images` (best level first) that this machine and library can run, used where it
  // lies, so it must outlive what is made of it. Of an image that the build has written it is
  // enough to check form, version, CPU, and the sum of what stands in front.
  // REQUIRES: each begins at a multiple of kImageAlignment.
  static Result<TriggerDatabase> use_image(std::span<const std::string_view> images);

  // Checks all of an image, with its sum.
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

// The bytes [begin, end) of a text, searched for hits that end in [first_end, end].
struct SearchWindow {
  std::size_t begin = 0;
  std::size_t first_end = 0;
  std::size_t end = 0;
  bool operator==(const SearchWindow&) const = default;
};

// Scans texts. One per thread; the databases given to create() may be scanned.
class TriggerScanner {
 public:
  static Result<TriggerScanner> create(std::span<const TriggerDatabase* const> databases);

  TriggerScanner(TriggerScanner&&) noexcept;
  TriggerScanner& operator=(TriggerScanner&&) noexcept;
  ~TriggerScanner();

  // Appends the hits of the window, in no order; the ends count from the beginning of `text`. The
  // patterns of `database` are numbered from `first_trigger` on.
  // REQUIRES: the window lies in the text, text.size() < 4 GiB.
  Status scan(const TriggerDatabase& database, std::uint32_t first_trigger, std::string_view text,
              const SearchWindow& window, std::vector<TriggerHit>& hits);

 private:
  struct Impl;
  explicit TriggerScanner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
