// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/zip_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "scanner/decode/little_endian.h"

namespace keyhound {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kEnd64Size = 56;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kLongestComment = 65'535;
constexpr std::size_t kMostDirectory = std::size_t{16} << 20;
constexpr std::uint64_t kNone16 = 0xFFFF;
constexpr std::uint64_t kNone32 = 0xFFFF'FFFF;
constexpr std::size_t kDescriptor = 24;  // behind the data of an entry, at most
constexpr std::size_t kMostGap = std::size_t{1} << 20;

struct Place {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  std::uint64_t entries = 0;
  std::uint64_t shift = 0;  // bytes in front of the archive
};

struct Extent {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

auto broken() { return fail(ErrorKind::kCorrupt, "its directory is missing or damaged"); }

// Where the 64-bit record says that the directory is; nothing without one.
Result<std::optional<Place>> find_directory64(ByteSource& source, std::uint64_t end_at) {
  if (end_at < kLocatorSize) return std::optional<Place>();
  KEYHOUND_TRY(const std::string locator, read_at(source, end_at - kLocatorSize, kLocatorSize));
  if (locator.size() < kLocatorSize || !locator.starts_with("PK\6\7"))
    return std::optional<Place>();
  KEYHOUND_TRY(const std::string end, read_at(source, little_endian(locator, 8, 8), kEnd64Size));
  if (end.size() < kEnd64Size || !end.starts_with("PK\6\6")) return broken();
  return std::optional<Place>(
      Place{little_endian(end, 48, 8), little_endian(end, 40, 8), little_endian(end, 32, 8), 0});
}

Result<Place> find_directory(ByteSource& source) {
  const std::uint64_t size = source.size();
  const std::uint64_t tail_size = std::min<std::uint64_t>(size, kEndSize + kLongestComment);
  KEYHOUND_TRY(const std::string tail, read_at(source, size - tail_size, tail_size));
  std::size_t at = tail.rfind("PK\5\6");
  while (at != std::string::npos && at + kEndSize > tail.size())
    at = at == 0 ? std::string::npos : tail.rfind("PK\5\6", at - 1);
  if (at == std::string::npos) return broken();
  const std::string_view end = std::string_view(tail).substr(at, kEndSize);
  Place place{little_endian(end, 16, 4), little_endian(end, 12, 4), little_endian(end, 10, 2), 0};
  const std::uint64_t end_at = size - tail_size + at;
  if (place.begin == kNone32 || place.size == kNone32 || place.entries == kNone16) {
    KEYHOUND_TRY(const auto large, find_directory64(source, end_at));
    if (large) {
      if (large->begin > size || large->size > size - large->begin) return broken();
      return *large;
    }
  }
  if (place.size > end_at || place.begin > end_at - place.size) return broken();
  place.shift = end_at - place.size - place.begin;
  place.begin += place.shift;
  return place;
}

// A number of an entry that may stand in its 64-bit field instead. Those fields stand in the order
// of the numbers that they replace.
std::optional<std::uint64_t> number_of(std::string_view entry, std::size_t offset,
                                       std::string_view& large) {
  const std::uint64_t small = little_endian(entry, offset, 4);
  if (small != kNone32) return small;
  if (large.size() < 8) return std::nullopt;
  const std::uint64_t number = little_endian(large, 0, 8);
  large.remove_prefix(8);
  return number;
}

std::string_view field64(std::string_view extra) {
  while (extra.size() >= 4) {
    const std::size_t size = little_endian(extra, 2, 2);
    if (size > extra.size() - 4) break;
    if (little_endian(extra, 0, 2) == 1) return extra.substr(4, size);
    extra.remove_prefix(4 + size);
  }
  return {};
}

class DirectoryWalk {
 public:
  DirectoryWalk(ByteSource& source, const Place& place) : source_(source), place_(place) {}

  Result<ZipDirectory> run(std::string_view directory, std::uint64_t most_entries) {
    while (!directory.empty()) {
      if (++out_.entries > most_entries) {
        return fail(ErrorKind::kLimit,
                    fmt::format("its directory names more than {} entries", most_entries));
      }
      if (directory.size() < kEntrySize || !directory.starts_with("PK\1\2")) return broken();
      const std::size_t name_size = little_endian(directory, 28, 2);
      const std::size_t extra_size = little_endian(directory, 30, 2);
      const std::size_t size =
          kEntrySize + name_size + extra_size + little_endian(directory, 32, 2);
      if (size > directory.size()) return broken();
      KEYHOUND_TRY_STATUS(add(directory, directory.substr(kEntrySize, name_size),
                              directory.substr(kEntrySize + name_size, extra_size)));
      directory.remove_prefix(size);
    }
    KEYHOUND_TRY_STATUS(compare_extents());
    return std::move(out_);
  }

 private:
  Status add(std::string_view entry, std::string_view name, std::string_view extra) {
    std::string_view large = field64(extra);
    const auto unpacked = number_of(entry, 24, large);
    const auto packed = number_of(entry, 20, large);
    const auto local_at = number_of(entry, 42, large);
    if (!unpacked || !packed || !local_at) return broken();
    const std::uint64_t limit = place_.begin;
    if (*local_at > limit || *packed > limit) return broken();
    const std::uint64_t begin = *local_at + place_.shift;
    KEYHOUND_TRY(const std::string local, read_at(source_, begin, kLocalSize + name.size()));
    if (local.size() < kLocalSize || !local.starts_with("PK\3\4")) return broken();
    const std::size_t local_name = little_endian(local, 26, 2);
    if (out_.differing.empty() &&
        (local_name != name.size() || std::string_view(local).substr(kLocalSize) != name))
      out_.differing = name;
    const std::uint64_t end =
        begin + kLocalSize + local_name + little_endian(local, 28, 2) + *packed;
    if (end > limit) return broken();
    extents_.push_back({begin, end});
    return {};
  }

  Status compare_extents() {
    std::sort(extents_.begin(), extents_.end(),
              [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    std::uint64_t known = 0;  // end of what the entries so far cover
    for (const Extent& one : extents_) {
      if (one.begin < known) ++out_.overlapping;
      KEYHOUND_TRY_STATUS(look_into_gap(known, one.begin));
      known = std::max(known, one.end);
    }
    return look_into_gap(known, place_.begin);
  }

  // Bytes that no entry covers may be anything, such as a program in front or a signature behind;
  // what begins like an entry is none of that.
  Status look_into_gap(std::uint64_t begin, std::uint64_t end) {
    if (out_.has_hidden || end <= begin || end - begin <= kDescriptor) return {};
    for (std::uint64_t at = begin; at + kLocalSize <= end && !out_.has_hidden; at += kMostGap) {
      KEYHOUND_TRY(const std::string gap,
                   read_at(source_, at, std::min<std::uint64_t>(kMostGap + 3, end - at)));
      for (std::size_t hit = gap.find("PK\3\4"); hit != std::string::npos && !out_.has_hidden;
           hit = gap.find("PK\3\4", hit + 1)) {
        KEYHOUND_TRY(const std::string local, read_at(source_, at + hit, kLocalSize));
        out_.has_hidden = is_entry(local);
      }
    }
    return {};
  }

  // Four bytes happen by chance; a version and a method that exist do not.
  static bool is_entry(std::string_view local) {
    return local.size() == kLocalSize && local.starts_with("PK\3\4") &&
           little_endian(local, 4, 2) < 100 && little_endian(local, 8, 2) < 100 &&
           little_endian(local, 26, 2) > 0;
  }

  ByteSource& source_;
  const Place& place_;
  ZipDirectory out_;
  std::vector<Extent> extents_;
};

}  // namespace

Result<ZipDirectory> read_zip_directory(ByteSource& source, std::uint64_t most_entries) {
  KEYHOUND_TRY(const Place place, find_directory(source));
  if (place.entries > most_entries) {
    return fail(ErrorKind::kLimit,
                fmt::format("its directory names more than {} entries", most_entries));
  }
  if (place.size > kMostDirectory) return fail(ErrorKind::kLimit, "its directory is too large");
  KEYHOUND_TRY(const std::string directory,
               read_at(source, place.begin, static_cast<std::size_t>(place.size)));
  if (directory.size() < place.size) return broken();
  return DirectoryWalk(source, place).run(directory, most_entries);
}

}  // namespace keyhound
