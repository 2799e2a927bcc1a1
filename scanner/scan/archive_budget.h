// SPDX-License-Identifier: Apache-2.0
// ArchiveBudget: what one outermost archive has left of its limits. Once one is reached, nothing
// more is unpacked of it. One per archive.
#pragma once

#include <cstdint>
#include <optional>

#include "scanner/base/result.h"
#include "scanner/decode/byte_source.h"
#include "scanner/scan/archive_limits.h"

namespace keyhound {

class ArchiveBudget {
 public:
  // `size`: of the archive; without one, what was taken of it so far counts.
  ArchiveBudget(const ArchiveLimits& limits, std::optional<std::uint64_t> size);

  // Each fails with kLimit and the reason when a limit is reached, and so do all calls after that.
  Status take_entry();
  Status take_bytes(std::uint64_t count);  // unpacked
  Status take_hits(std::uint64_t count);
  Status take_input(std::uint64_t count);  // bytes of the archive

  [[nodiscard]] bool is_spent() const { return spent_.has_value(); }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  Status spend(std::string reason);
  Status check_time();

  const ArchiveLimits& limits_;
  std::optional<std::uint64_t> size_;
  std::uint64_t input_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t hits_ = 0;
  double start_;
  std::optional<Error> spent_;
};

// The archive itself, on whose bytes the budget looks.
class BudgetedSource final : public ByteSource {
 public:
  BudgetedSource(ByteSource& source, ArchiveBudget& budget) : source_(source), budget_(budget) {}
  Result<std::string_view> next() override;
  [[nodiscard]] bool can_seek() const override { return source_.can_seek(); }
  [[nodiscard]] std::uint64_t size() const override { return source_.size(); }
  void seek(std::uint64_t offset) override { source_.seek(offset); }

 private:
  ByteSource& source_;
  ArchiveBudget& budget_;
};

}  // namespace keyhound
