// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the index reader answers with entries or an error. What it read, written in
// any version, is read alike; the directories that git keeps make a tree; and bitmaps of a split
// index have their length. The first byte chooses the size of ids.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/git/index_file.h"
#include "scanner/git/index_tree.h"
#include "scanner/git/split_index.h"

namespace {

using namespace keyhound;

constexpr std::uint32_t kExtended = 0x4000;
constexpr std::uint32_t kIntentToAdd = 0x2000;

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  while (bytes-- > 0) text += static_cast<char>(value >> (8 * bytes) & 0xff);
  return text;
}

// The offset encoding of pack files.
std::string varint(std::uint64_t value) {
  std::string text(1, static_cast<char>(value & 0x7f));
  while ((value >>= 7) != 0) text.insert(0, 1, static_cast<char>(0x80 | (--value & 0x7f)));
  return text;
}

void write_entry(const IndexEntry& entry, std::uint32_t version, std::string_view previous,
                 std::string& out) {
  const std::size_t begin = out.size();
  out += std::string(24, 's') + number(entry.mode, 4) + std::string(12, 's');
  const auto id = entry.blob.bytes();
  out.append(reinterpret_cast<const char*>(id.data()), id.size());
  const bool is_extended = version >= 3 && entry.intent_to_add;
  out += number(std::uint32_t{entry.stage} << 12 | (is_extended ? kExtended : 0), 2);
  if (is_extended) out += number(kIntentToAdd, 2);
  if (version == 4) {
    const auto [left, right] =
        std::mismatch(entry.path.begin(), entry.path.end(), previous.begin(), previous.end());
    out += varint(static_cast<std::uint64_t>(previous.end() - right));
    out.append(left, entry.path.end());
    out += '\0';
    return;
  }
  out += entry.path;
  out.append(8 - (out.size() - begin) % 8, '\0');
}

std::string write(const IndexFile& index, std::uint32_t version, std::size_t id_size) {
  std::string out = "DIRC" + number(version, 4) + number(index.entries.size(), 4);
  std::string_view previous;
  for (const IndexEntry& entry : index.entries) {
    write_entry(entry, version, previous, out);
    previous = entry.path;
  }
  if (!index.split.empty()) out += "link" + number(index.split.size(), 4) + index.split;
  return out + std::string(id_size, 'c');
}

void check_written(const IndexFile& index, std::size_t id_size) {
  const bool has_announced = std::any_of(index.entries.begin(), index.entries.end(),
                                         [](auto& entry) { return entry.intent_to_add; });
  for (const std::uint32_t version : {2U, 3U, 4U}) {
    if (version == 2 && has_announced) continue;
    const Result<IndexFile> again = IndexFile::parse(write(index, version, id_size), id_size);
    KEYHOUND_CHECK(again && again->entries.size() == index.entries.size());
    KEYHOUND_CHECK(again->split == index.split);
    for (std::size_t i = 0; i < index.entries.size(); ++i) {
      const IndexEntry& a = index.entries[i];
      const IndexEntry& b = again->entries[i];
      KEYHOUND_CHECK(a.path == b.path && a.mode == b.mode && a.stage == b.stage);
      KEYHOUND_CHECK(a.intent_to_add == b.intent_to_add && a.blob == b.blob);
    }
  }
}

// Each directory but the first is the child of one that comes before it.
void check_trees(const std::vector<CachedTree>& trees) {
  std::vector<bool> is_child(trees.size(), false);
  for (std::size_t i = 0; i < trees.size(); ++i) {
    for (const std::uint32_t child : trees[i].children) {
      KEYHOUND_CHECK(child > i && child < trees.size() && !is_child[child]);
      is_child[child] = true;
    }
  }
  KEYHOUND_CHECK(static_cast<std::size_t>(std::count(is_child.begin(), is_child.end(), true)) ==
                 trees.size() - (trees.empty() ? 0 : 1));
}

void check_paths(IndexFile& index, std::size_t id_size) {
  std::sort(index.entries.begin(), index.entries.end(),
            [](auto& a, auto& b) { return std::tie(a.path, a.stage) < std::tie(b.path, b.stage); });
  for (const IndexEntry& entry : index.entries) {
    KEYHOUND_CHECK(index.holds(entry.path));
    const std::size_t slash = entry.path.rfind('/');
    if (slash != std::string::npos)
      KEYHOUND_CHECK(index.holds_below(std::string_view(entry.path).substr(0, slash)));
  }
  static_cast<void>(index_tree_id(index, id_size));
  index.trees.clear();
  static_cast<void>(index_tree_id(index, id_size));
}

void check_bitmap(std::string_view bytes, std::size_t limit) {
  std::string_view rest = bytes;
  const auto bits = take_ewah_bitmap(rest, limit);
  if (!bits) return;
  KEYHOUND_CHECK(bits->size() == limit && rest.size() < bytes.size() && bytes.ends_with(rest));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t id_size = data[0] % 2U == 0 ? 20 : 32;
  check_bitmap(bytes, data[0]);
  Result<IndexFile> index = IndexFile::parse(bytes, id_size);
  if (!index) return 0;
  check_written(*index, id_size);
  check_trees(index->trees);
  if (index->split.size() > id_size) {
    check_bitmap(std::string_view(index->split).substr(id_size), index->entries.size());
    index->split.replace(0, id_size, id_size, '\0');  // there is no shared part
    static_cast<void>(join_split_index(*index, "/", id_size));
  }
  check_paths(*index, id_size);
  return 0;
}
