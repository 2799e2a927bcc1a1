// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/index_file.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "scanner/base/mapped_file.h"
#include "scanner/git/byte_reader.h"
#include "scanner/git/split_index.h"

namespace keyhound {

namespace {

constexpr std::uint64_t kMaxIndexBytes = std::uint64_t{2} << 30;
constexpr std::size_t kStatBytes = 40;  // times, device, inode, mode, owner, size
constexpr std::size_t kModeOffset = 24;
// Version 4 can repeat a long path in a few bytes for each entry. Paths that a system can open do
// not come near.
constexpr std::uint64_t kMostPathBytes = 64;  // for each byte of the index
constexpr std::uint16_t kExtended = 0x4000;
constexpr std::uint16_t kIntentToAdd = 0x2000;

ObjectId take_id(ByteReader& reader, std::size_t id_size) {
  const std::string_view bytes = reader.take(id_size);
  if (bytes.empty()) return {};
  return ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

// The offset encoding of pack files: seven bits a byte, each continuation adds one.
std::uint64_t take_varint(ByteReader& reader) {
  std::uint64_t byte = reader.number(1);
  std::uint64_t value = byte & 0x7f;
  while (reader.is_good() && (byte & 0x80) != 0) {
    byte = reader.number(1);
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return value;
}

// Version 4 shares the start of a path with the entry before it.
bool take_shared_path(ByteReader& reader, std::string_view previous, std::string& path) {
  const std::uint64_t dropped = take_varint(reader);
  if (dropped > previous.size()) return false;
  path = previous.substr(0, previous.size() - static_cast<std::size_t>(dropped));
  path += reader.take_until('\0');
  return reader.is_good();
}

bool take_entry(ByteReader& reader, std::uint32_t version, std::size_t id_size,
                std::string_view previous, IndexEntry& entry) {
  const std::size_t begin = reader.size();
  ByteReader status(reader.take(kStatBytes));
  status.take(kModeOffset);
  entry.mode = status.u32();
  entry.blob = take_id(reader, id_size);
  const std::uint16_t flags = reader.u16();
  entry.stage = static_cast<std::uint8_t>(flags >> 12 & 3);
  if (version >= 3 && (flags & kExtended) != 0) {
    entry.intent_to_add = (reader.u16() & kIntentToAdd) != 0;
  }
  if (version == 4) return take_shared_path(reader, previous, entry.path);
  entry.path = reader.take_until('\0');
  const std::size_t used = begin - reader.size();
  reader.take((8 - used % 8) % 8);
  return reader.is_good();
}

// One directory a line: name NUL count SP subtrees LF, and the id unless the count is negative.
// Directories come in preorder, so that each one's children follow it.
bool take_cached_trees(ByteReader reader, std::size_t id_size, std::vector<CachedTree>& trees) {
  struct Open {
    std::uint32_t index;
    std::int64_t missing;  // children still to come
  };
  std::vector<Open> open;
  while (reader.size() > 0) {
    CachedTree tree;
    tree.name = reader.take_until('\0');
    const std::string_view line = reader.take_until('\n');
    const std::size_t space = line.find(' ');
    if (!reader.is_good() || space == std::string_view::npos) return false;
    std::int64_t count = 0;
    std::int64_t children = 0;
    std::from_chars(line.data(), line.data() + space, count);
    std::from_chars(line.data() + space + 1, line.data() + line.size(), children);
    if (children < 0) return false;
    if (count >= 0) {
      tree.entry_count = static_cast<std::uint32_t>(count);
      tree.tree = take_id(reader, id_size);
    }
    while (!open.empty() && open.back().missing == 0) open.pop_back();
    const auto index = static_cast<std::uint32_t>(trees.size());
    if (index > 0 && open.empty()) return false;
    if (index > 0) {
      --open.back().missing;
      trees[open.back().index].children.push_back(index);
    }
    open.push_back({index, children});
    trees.push_back(std::move(tree));
  }
  return reader.is_good();
}

// Hands each entry to `use`; what stands behind them goes into `index`. Answers their number.
template <class Use>
Result<std::uint32_t> take_index(std::string_view bytes, std::size_t id_size, IndexFile& index,
                                 const Use& use) {
  ByteReader reader(bytes);
  const std::string_view magic = reader.take(4);
  const std::uint32_t version = reader.u32();
  const std::uint32_t count = reader.u32();
  if (magic != "DIRC") return fail(ErrorKind::kCorrupt, "it does not start as a git index does");
  if (version < 2 || version > 4) {
    return fail(ErrorKind::kCorrupt, "index version " + std::to_string(version) + " is not known");
  }
  if (!reader.is_good()) return fail(ErrorKind::kCorrupt, "it breaks off in its header");
  IndexEntry entry;
  std::string previous;  // of version 4 alone
  std::uint64_t path_bytes = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    entry.intent_to_add = false;
    if (!take_entry(reader, version, id_size, previous, entry)) {
      return fail(ErrorKind::kCorrupt, "it breaks off in entry " + std::to_string(i + 1) + " of " +
                                           std::to_string(count));
    }
    path_bytes += entry.path.size();
    if (path_bytes > kMostPathBytes * bytes.size()) {
      return fail(ErrorKind::kLimit, "its paths take more than " + std::to_string(kMostPathBytes) +
                                         " times its own size");
    }
    if (version == 4) previous = entry.path;
    use(entry);
  }
  while (reader.size() > id_size) {
    const std::string_view name = reader.take(4);
    const std::string_view content = reader.take(reader.u32());
    if (!reader.is_good()) return fail(ErrorKind::kCorrupt, "it breaks off in an extension");
    // Trees that do not parse are left out: they only save time.
    if (name == "TREE" && !take_cached_trees(ByteReader(content), id_size, index.trees)) {
      index.trees.clear();
    }
    if (name == "link") index.split = content;
  }
  return count;
}

// Mapped, since git replaces its index and never cuts it: to copy one costs more than to parse it.
Result<MappedFile> map_index(const std::string& file) {
  KEYHOUND_TRY(MappedFile mapped, MappedFile::open(file));
  if (mapped.bytes().size() <= kMaxIndexBytes) return mapped;
  return fail(ErrorKind::kLimit, file + ": it has more than the limit of " +
                                     std::to_string(kMaxIndexBytes) + " bytes");
}

std::string index_path(const Repository& repository, const std::string& path) {
  return path.empty() ? repository.git_dir() + "/index" : path;
}

}  // namespace

Result<IndexFile> IndexFile::parse(std::string_view bytes, std::size_t id_size) {
  IndexFile index;
  // As many as git says, if they have room: more than that are no entries.
  constexpr std::size_t kCountOffset = 8;
  ByteReader header(bytes);
  header.take(kCountOffset);
  index.entries.reserve(std::min<std::size_t>(header.u32(), bytes.size() / kStatBytes));
  KEYHOUND_TRY_STATUS(take_index(bytes, id_size, index, [&index](IndexEntry& entry) {
    index.entries.push_back(std::move(entry));
  }));
  return index;
}

Result<std::optional<ObjectId>> IndexFile::read_cached_root(const Repository& repository,
                                                            const std::string& path) {
  const std::string file = index_path(repository, path);
  KEYHOUND_TRY(const MappedFile mapped, map_index(file));
  IndexFile index;
  bool is_in_conflict = false;
  auto count = take_index(
      mapped.bytes(), repository.id_size(), index,
      [&is_in_conflict](const IndexEntry& entry) { is_in_conflict |= entry.stage != 0; });
  if (!count) return fail(std::move(count).error().within(file));
  const bool is_known = !is_in_conflict && index.split.empty() && !index.trees.empty() &&
                        !index.trees[0].tree.is_null() && index.trees[0].entry_count == *count;
  return is_known ? std::optional(index.trees[0].tree) : std::nullopt;
}

Result<IndexFile> IndexFile::read(const Repository& repository, const std::string& path) {
  const std::string file = index_path(repository, path);
  const Result<MappedFile> mapped = map_index(file);
  if (!mapped && mapped.error().kind == ErrorKind::kNotFound) return IndexFile();
  if (!mapped) return fail(mapped.error());
  Result<IndexFile> index = parse(mapped->bytes(), repository.id_size());
  if (index && !index->split.empty())
    index = join_split_index(*index, repository.git_dir(), repository.id_size());
  if (!index) return fail(index.error().within(file));
  const auto before = [](const IndexEntry& a, const IndexEntry& b) {
    return std::tie(a.path, a.stage) < std::tie(b.path, b.stage);
  };
  std::vector<IndexEntry>& entries = index->entries;
  if (!std::is_sorted(entries.begin(), entries.end(), before)) {
    std::sort(entries.begin(), entries.end(), before);
  }
  return index;
}

bool IndexFile::holds(std::string_view path) const {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), path,
      [](const IndexEntry& entry, std::string_view wanted) { return entry.path < wanted; });
  return found != entries.end() && found->path == path;
}

bool IndexFile::holds_below(std::string_view directory) const {
  const std::string prefix = std::string(directory) + '/';
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), prefix,
      [](const IndexEntry& entry, const std::string& wanted) { return entry.path < wanted; });
  return found != entries.end() && found->path.starts_with(prefix);
}

}  // namespace keyhound
