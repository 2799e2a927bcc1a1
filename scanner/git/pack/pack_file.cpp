// SPDX-License-Identifier: Apache-2.0
// An index may be hostile, stale or damaged, and so may the pack. Where both agree on the pack's
// checksum, the index was made for this pack, and whatever does not fit is wrong in the index.
// Where they do not, the pack may be cut short or damaged at its end; then the checksums of the
// entries tell whether the index belongs to it.
#include "scanner/git/pack/pack_file.h"

#include <algorithm>
#include <filesystem>

#include "scanner/git/byte_reader.h"
#include "scanner/git/pack/checksum.h"
#include "scanner/git/pack/pack_entry.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "PACK";

std::string with_number(std::uint64_t number, const char* text) {
  return std::to_string(number) + text;
}

// What is wrong with the offsets themselves; empty: nothing.
std::string misfit_of(const std::vector<std::uint64_t>& offsets) {
  if (!offsets.empty() && offsets.front() < kFirstPackEntry)
    return "an offset points into the header of the pack";
  const auto twin = std::adjacent_find(offsets.begin(), offsets.end());
  if (twin != offsets.end()) return with_number(*twin, " is the offset of two objects");
  return {};
}

// Of the entry number `i` in the order of the pack.
bool has_right_crc(const PackIndex& index, const EntryOrder& order, std::size_t i,
                   std::string_view bytes, std::uint64_t end) {
  const std::uint64_t begin = order.offsets[i];
  return index.crc(order.positions[i]) == entry_crc(bytes.substr(begin, end - begin));
}

// Whether most entries inside `content` have the CRC that the index keeps of them.
bool is_index_of(const PackIndex& index, const EntryOrder& order, std::string_view content) {
  const std::vector<std::uint64_t>& offsets = order.offsets;
  std::size_t right = 0;
  std::size_t seen = 0;
  for (; seen < offsets.size() && offsets[seen] < content.size(); ++seen) {
    const std::uint64_t next = seen + 1 < offsets.size() ? offsets[seen + 1] : content.size();
    if (next > content.size()) continue;
    if (has_right_crc(index, order, seen, content, next)) ++right;
  }
  return seen > 0 && right >= seen / 2 + seen % 2;
}

// Where the last entry of a file that was cut short ends: it may still be whole, with a part of
// the trailing checksum or nothing behind it.
std::uint64_t end_of_content(const PackIndex& index, const EntryOrder& order, std::string_view file,
                             std::size_t id_size) {
  const std::vector<std::uint64_t>& offsets = order.offsets;
  const auto behind = std::lower_bound(offsets.begin(), offsets.end(), file.size());
  const std::uint64_t usual = file.size() - id_size;
  if (behind == offsets.begin()) return usual;
  const auto last = static_cast<std::size_t>(behind - offsets.begin()) - 1;
  for (std::uint64_t end = usual; end <= file.size(); ++end) {
    if (end > offsets[last] && has_right_crc(index, order, last, file, end)) return end;
  }
  return usual;
}

PackIndex without_objects_behind(const PackIndex& index, std::uint64_t end) {
  std::vector<PackIndex::Entry> entries;
  for (std::uint32_t i = 0; i < index.size(); ++i) {
    if (index.offset(i) < end) entries.push_back({index.id(i), index.offset(i), index.crc(i)});
  }
  return PackIndex::make(std::move(entries), index.id_size());
}

// Fits an index that is sound by itself; the reason when it does not fit.
Status fit_index(Pack& pack, PackIndex index, std::string_view file, std::size_t id_size,
                 std::vector<Diagnostic>& diagnostics) {
  const auto misfit = [](std::string reason) {
    return fail(ErrorKind::kCorrupt, std::move(reason));
  };
  if (index.size() != pack.announced_count) {
    return misfit(with_number(index.size(), " objects are in it, and ") +
                  with_number(pack.announced_count, " are announced by its pack"));
  }
  if (pack.checks == PackChecks::kQuick) {
    pack.index = std::move(index);
    return {};
  }
  EntryOrder order = order_entries(index);
  const std::vector<std::uint64_t>& offsets = order.offsets;
  if (std::string reason = misfit_of(offsets); !reason.empty()) return misfit(std::move(reason));
  const bool has_right_trailer = index.pack_checksum() == pack.checksum;
  const bool is_inside = offsets.empty() || offsets.back() < pack.content.size();
  if (has_right_trailer) {
    if (!is_inside) return misfit("an offset points outside the pack");
    pack.index = std::move(index);
    pack.keep_order(std::move(order));
    return {};
  }
  if (!is_index_of(index, order, pack.content)) return misfit("it belongs to another pack");
  pack.content = file.substr(0, end_of_content(index, order, file, id_size));
  const std::uint32_t known = index.size();
  const auto first_outside = std::lower_bound(offsets.begin(), offsets.end(), pack.content.size());
  const auto lost = static_cast<std::uint64_t>(offsets.end() - first_outside);
  pack.index = lost == 0 ? std::move(index) : without_objects_behind(index, pack.content.size());
  diagnostics.push_back(
      {"corrupt-pack", pack.path,
       lost == 0 ? "its trailing checksum is not the one that its index knows; see `git fsck`"
                 : "it is cut short: " + std::to_string(lost) + " of " + std::to_string(known) +
                       " objects stand behind its end; restore it from another clone"});
  return {};
}

}  // namespace

bool fit_pack(Pack& pack, std::string_view file, const Result<std::string_view>& index_file,
              std::size_t id_size, std::vector<Diagnostic>& diagnostics) {
  const auto tell = [&](const char* kind, const std::string& reason) {
    diagnostics.push_back({kind, pack.path, reason});
  };
  ByteReader header(file);
  const std::string_view magic = header.take(kMagic.size());
  const std::uint32_t version = header.u32();
  pack.announced_count = header.u32();
  pack.content = file.substr(0, file.size() - std::min(file.size(), id_size));
  pack.checksum = file.substr(pack.content.size());
  if (magic != kMagic) {
    tell("corrupt-pack", "it does not start as a pack does");
  } else if (version != 2 && version != 3) {
    tell("corrupt-pack", "pack version " + std::to_string(version) + " is not known");
  }
  const Status fits = [&]() -> Status {
    KEYHOUND_TRY(const std::string_view bytes, index_file);
    KEYHOUND_TRY(PackIndex index,
                 PackIndex::parse(bytes, id_size, pack.checks == PackChecks::kThorough));
    return fit_index(pack, std::move(index), file, id_size, diagnostics);
  }();
  if (!fits) {
    tell("corrupt-index", "its index is not used: " + fits.error().message +
                              "; the pack is read from its beginning");
    pack.index = PackIndex::make({}, id_size);
  }
  return fits.has_value();
}

void Pack::keep_order(EntryOrder order) {
  std::call_once(*once_, [this, &order] { order_ = std::move(order); });
}

const EntryOrder& Pack::order() const {
  std::call_once(*once_, [this] { order_ = order_entries(index); });
  return order_;
}

std::unique_ptr<Pack> open_pack(const std::string& path, std::size_t id_size, PackChecks checks,
                                bool& is_fit, std::vector<Diagnostic>& diagnostics) {
  namespace fs = std::filesystem;
  is_fit = false;
  auto file = MappedFile::open(path);
  if (!file) {
    diagnostics.push_back(diagnose("unreadable-file", path, file.error()));
    return nullptr;
  }
  auto pack = std::make_unique<Pack>();
  pack->path = path;
  pack->checks = checks;
  pack->file = std::move(*file);
  const fs::path stem = fs::path(path).replace_extension();
  std::error_code error;
  pack->is_promisor = fs::exists(stem.string() + ".promisor", error);
  auto index_file = MappedFile::open(stem.string() + ".idx");
  Result<std::string_view> index_bytes;
  if (index_file) {
    pack->index_file = std::move(*index_file);
    index_bytes = pack->index_file.bytes();
  } else {
    index_bytes = fail(index_file.error());
  }
  is_fit = fit_pack(*pack, pack->file.bytes(), index_bytes, id_size, diagnostics);
  return pack;
}

}  // namespace keyhound
