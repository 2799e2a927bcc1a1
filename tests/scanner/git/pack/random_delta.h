// SPDX-License-Identifier: Apache-2.0
// Random deltas, with what they make: inserted, copied, overlapping, reordered, repeated, empty and
// binary, in every form in which an instruction can be written. The same for the same generator.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"

namespace keyhound::testing {

constexpr std::size_t kInserted = SIZE_MAX;

inline std::size_t below(std::mt19937& random, std::size_t limit) {
  return limit == 0 ? 0 : static_cast<std::size_t>(random()) % limit;
}

// Few different bytes, so that parts of it are alike; or any bytes.
inline std::string random_bytes(std::mt19937& random, std::size_t size) {
  const std::size_t kinds = below(random, 2) == 0 ? 3 : 256;
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>('a' + below(random, kinds));
  return bytes;
}

struct RandomDelta {
  std::string delta;
  std::string result;
  std::vector<std::size_t> origins;  // for each byte of the result its place in the base
};

// What apply_delta must say about these origins: the longest ranges.
inline std::vector<CopiedRange> ranges_of(const std::vector<std::size_t>& origins) {
  std::vector<CopiedRange> ranges;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    if (origins[i] == kInserted) continue;
    const bool continues = i > 0 && origins[i - 1] != kInserted && origins[i] == origins[i - 1] + 1;
    if (!continues) ranges.push_back({i, origins[i], 0});
    ++ranges.back().size;
  }
  return ranges;
}

class RandomDeltaWriter {
 public:
  RandomDeltaWriter(std::mt19937& random, std::string_view base) : random_(random), base_(base) {}

  RandomDelta write(std::size_t instructions) {
    for (; instructions > 0; --instructions) write_one();
    made_.delta = sized(base_.size()) + sized(made_.result.size()) + made_.delta;
    return std::move(made_);
  }

 private:
  void write_one() {
    const std::size_t left = base_.size() - last_end_;
    switch (base_.empty() ? below(random_, 2) : below(random_, 8)) {
      case 0:
        return insert(random_bytes(random_, 1 + below(random_, 127)));
      case 1:  // bytes that stand in the base too
        return insert(std::string(base_.substr(last_end_, below(random_, 128))));
      case 2:
      case 3:  // goes on where the last copy ended
        return copy(last_end_, below(random_, left + 1));
      case 4: {  // overlaps the last copy
        const std::size_t back = below(random_, last_end_ + 1);
        return copy(last_end_ - back, below(random_, left + back + 1));
      }
      case 5:  // the greatest sizes
        return copy(last_end_ / 2, base_.size() - last_end_ / 2);
      default: {
        const std::size_t offset = below(random_, base_.size());
        return copy(offset, below(random_, base_.size() - offset + 1));
      }
    }
  }

  void insert(const std::string& bytes) {
    if (bytes.empty()) return;
    made_.delta += static_cast<char>(bytes.size());
    made_.delta += bytes;
    made_.result += bytes;
    made_.origins.insert(made_.origins.end(), bytes.size(), kInserted);
  }

  void copy(std::size_t offset, std::size_t size) {
    if (size == 0) return;
    unsigned code = 0x80;
    std::string arguments;
    for (unsigned i = 0; i < 7; ++i) {
      const std::size_t number = i < 4 ? offset : size == 0x10000 ? 0 : size;
      const auto byte = static_cast<char>(number >> 8U * (i % 4));
      // A byte of zero may be written or left out.
      if (byte == 0 && below(random_, 4) != 0) continue;
      code |= 1U << i;
      arguments += byte;
    }
    made_.delta += static_cast<char>(code);
    made_.delta += arguments;
    made_.result += base_.substr(offset, size);
    for (std::size_t i = 0; i < size; ++i) made_.origins.push_back(offset + i);
    last_end_ = offset + size;
  }

  static std::string sized(std::size_t size) {
    std::string bytes;
    for (; size >= 0x80; size >>= 7U) bytes += static_cast<char>(0x80U | (size & 0x7FU));
    return bytes + static_cast<char>(size);
  }

  std::mt19937& random_;
  std::string_view base_;
  std::size_t last_end_ = 0;
  RandomDelta made_;
};

// REQUIRES: `base` has less than 16 MiB.
inline RandomDelta random_delta(std::mt19937& random, std::string_view base,
                                std::size_t instructions) {
  return RandomDeltaWriter(random, base).write(instructions);
}

}  // namespace keyhound::testing
