// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "scanner/decode/seven_zip_header.h"
#include "scanner/decode/zip_directory.h"
#include "scanner/scan/text_stream.h"

namespace keyhound {
namespace {

constexpr unsigned kMostDamaged = 16;  // entries of a zip archive, behind which others are read
// Of a 7z archive's list of entries, which libarchive holds, this much is no burden.
constexpr std::uint64_t kListedEntries = 262'144;
constexpr std::string_view kBehindEnd = "<behind the end>";

// The text of the entry that a reader is at.
class EntrySource final : public ByteSource {
 public:
  // `budget`: what is unpacked counts against it; null for tar, which packs nothing.
  EntrySource(ArchiveReader& reader, ArchiveBudget* budget) : reader_(reader), budget_(budget) {}

  Result<std::string_view> next() override {
    KEYHOUND_TRY(const std::string_view piece, reader_.read());
    if (budget_ != nullptr) KEYHOUND_TRY_STATUS(budget_->take_bytes(piece.size()));
    return piece;
  }

 private:
  ArchiveReader& reader_;
  ArchiveBudget* budget_;
};

std::string below(const std::string& entry, std::string_view name) {
  return entry.empty() ? std::string(name) : entry + "!" + std::string(name);
}

bool needs_seek(ArchiveFormat format) {
  return format == ArchiveFormat::kZip || format == ArchiveFormat::kSevenZip;
}

std::optional<std::uint64_t> size_of(const ByteSource& source) {
  return source.can_seek() ? std::optional(source.size()) : std::nullopt;
}

}  // namespace

ArchiveWalk::ArchiveWalk(TextScanner& scanner, const ArchiveLimits& limits,
                         const ArchiveInput& input)
    : scanner_(scanner),
      limits_(limits),
      input_(input),
      outermost_(input.source, budget_),
      budget_(limits, size_of(input.source)),
      complaints_(input.subject, input.note) {}

ArchiveContent ArchiveWalk::run() {
  if (needs_seek(input_.format) && !outermost_.can_seek()) {
    Text text{outermost_, {}, false};
    open_inner(text, input_.format, "", 0);
  } else {
    walk(outermost_, input_.format, "", 1);
  }
  return {std::move(hits_), complaints_.take(), budget_.bytes()};
}

// A limit that is reached shows at every level; it is told once.
void ArchiveWalk::complain(const std::string& entry, const Error& error) {
  if (budget_.is_spent() && std::exchange(has_told_limit_, true)) return;
  complaints_.add(entry, error);
}

TextOrigin ArchiveWalk::origin_of(const std::string& entry) const {
  TextOrigin origin = input_.origin;
  origin.entry = entry;
  return origin;
}

void ArchiveWalk::walk(ByteSource& source, ArchiveFormat format, const std::string& entry,
                       unsigned depth) {
  if (format == ArchiveFormat::kZip && source.can_seek()) {
    walk_zip(source, entry, depth);
  } else if (is_compressor(format)) {
    walk_compressed(source, format, entry, depth);
  } else {
    if (format == ArchiveFormat::kSevenZip) {
      const Status checked = check_seven_zip(source, std::max(limits_.entries, kListedEntries));
      if (!checked) return complain(entry, checked.error());
    }
    std::uint64_t begun = 0;
    walk_entries(source, format, ZipOrder::kStored, entry, depth, begun);
  }
}

// libarchive gives up at an entry that is damaged; those behind it are asked for anew.
bool ArchiveWalk::walk_directory(ByteSource& source, const std::string& entry, unsigned depth) {
  std::uint64_t begun = 0;
  for (unsigned i = 0; i < kMostDamaged && !budget_.is_spent(); ++i) {
    const std::uint64_t before = begun;
    if (walk_entries(source, ArchiveFormat::kZip, ZipOrder::kDirectory, entry, depth, begun))
      return true;
    if (begun == before) return false;
  }
  return false;
}

// By the directory, as other programs do; and as the entries stand where it does not say all.
void ArchiveWalk::walk_zip(ByteSource& source, const std::string& entry, unsigned depth) {
  const auto directory = read_zip_directory(source, limits_.entries);
  bool is_read = directory && directory->entries == 0;  // which libarchive takes for no archive
  if (is_read) {
    // Nothing to do.
  } else if (directory) {
    if (directory->overlapping > 0)
      complaints_.remark(entry, fmt::format("{} of its entries overlap", directory->overlapping));
    if (!directory->differing.empty())
      complaints_.remark(below(entry, directory->differing),
                         "it is named otherwise where it stands");
    is_read = walk_directory(source, entry, depth);
  } else if (!budget_.is_spent()) {
    Error error = directory.error();
    error.message += "; its entries were read as they stand";
    complain(entry, error);
  }
  if (directory && directory->has_hidden)
    complaints_.remark(entry,
                       "it holds entries that its directory does not name; they were scanned");
  if ((is_read && !directory->has_hidden) || budget_.is_spent()) return;
  const std::size_t before = hits_.size();
  std::uint64_t begun = 0;
  walk_entries(source, ArchiveFormat::kZip, ZipOrder::kStored, entry, depth, begun);
  if (before == 0) return;
  const auto key = [](const TextHit& hit) {
    return std::tie(hit.entry, hit.path, hit.start.line, hit.start.column, hit.rule,
                    hit.fingerprint.mac);
  };
  std::sort(hits_.begin(), hits_.end(),
            [&key](const TextHit& a, const TextHit& b) { return key(a) < key(b); });
  const auto is_same = [&key](const TextHit& a, const TextHit& b) { return key(a) == key(b); };
  hits_.erase(std::unique(hits_.begin(), hits_.end(), is_same), hits_.end());
}

// A compressed tar archive counts as one archive, and its path has one part for both.
void ArchiveWalk::walk_compressed(ByteSource& source, ArchiveFormat format,
                                  const std::string& entry, unsigned depth) {
  auto reader = ArchiveReader::open(format, source);
  if (!reader) return complain(entry, reader.error());
  if (const auto found = (*reader)->next(); !found) {
    return complain(entry, found.error());
  } else if (*found) {
    EntrySource unpacked(**reader, &budget_);
    Text text{unpacked, {}, false};
    fill(text, kArchiveSample, entry);
    if (archive_format(text.head) == ArchiveFormat::kTar) {
      ResumedSource tar(text.head, unpacked);
      std::uint64_t begun = 0;
      walk_entries(tar, ArchiveFormat::kTar, ZipOrder::kStored, entry, depth, begun);
    } else {
      const std::string_view container = entry.empty() ? input_.origin.paths[0] : entry;
      scan_content(text, below(entry, unpacked_name(container)), depth);
    }
    // What follows the archive is known when all of it was read.
    for (auto piece = unpacked.next(); piece && !piece->empty();) piece = unpacked.next();
    if (budget_.is_spent() || !(*reader)->is_usable()) return;
  }
  visit_rest(**reader, source, entry, depth);
}

// Passes over the first `begun` entries and counts on. False: the reader has given up.
bool ArchiveWalk::walk_entries(ByteSource& source, ArchiveFormat format, ZipOrder order,
                               const std::string& entry, unsigned depth, std::uint64_t& begun) {
  auto reader = ArchiveReader::open(format, source, order);
  if (!reader) {
    complain(entry, reader.error());
    return false;
  }
  for (std::uint64_t i = 0; i < begun; ++i) {
    if (!(*reader)->next()) return false;
  }
  while (!budget_.is_spent()) {
    const auto found = (*reader)->next();
    if (found && !*found) {
      if (format == ArchiveFormat::kTar) visit_rest(**reader, source, entry, depth);
      return true;
    }
    ++begun;
    if (const Status taken = budget_.take_entry(); !taken) {
      complain(entry, taken.error());
    } else if (!found) {
      complain(entry, found.error());
    } else {
      visit(**reader, **found, format, entry, depth);
    }
    if (!(*reader)->is_usable()) return false;
  }
  return true;
}

void ArchiveWalk::visit(ArchiveReader& reader, const ArchiveEntry& found, ArchiveFormat format,
                        const std::string& entry, unsigned depth) {
  const std::string inner = below(entry, found.path.empty() ? "<no name>" : found.path);
  complaints_.look_at(inner, found);
  scan_name(found.path, inner);
  if (found.kind == ArchiveEntryKind::kLink || found.kind == ArchiveEntryKind::kHardLink) {
    MemorySource target(found.target);
    Text text{target, {}, false};
    return scan_rest(text, inner);
  }
  if (found.kind != ArchiveEntryKind::kFile) return;
  if (found.is_encrypted) return complain(inner, {ErrorKind::kCorrupt, "it is encrypted"});
  EntrySource content(reader, format == ArchiveFormat::kTar ? nullptr : &budget_);
  Text text{content, {}, false};
  scan_content(text, inner, depth);
}

// Zeros may follow an archive, on tapes and in whole blocks; anything else is a text of its own.
void ArchiveWalk::visit_rest(ArchiveReader& reader, ByteSource& source, const std::string& entry,
                             unsigned depth) {
  ResumedSource rest(reader.behind_end(), source);
  while (true) {
    auto piece = rest.next();
    if (!piece) return complain(entry, piece.error());
    if (piece->empty()) return;
    const std::size_t begin = piece->find_first_not_of('\0');
    if (begin == std::string_view::npos) continue;
    const std::string inner = below(entry, kBehindEnd);
    complaints_.remark(inner, "bytes follow behind the end of the archive; they were scanned");
    const std::string first(piece->substr(begin));
    ResumedSource resumed(first, rest);
    Text text{resumed, {}, false};
    return scan_content(text, inner, depth);
  }
}

// What breaks off is taken for whole: what it has is scanned all the same.
void ArchiveWalk::fill(Text& text, std::size_t count, const std::string& entry) {
  while (!text.is_whole && text.head.size() < count) {
    const auto piece = text.source.next();
    if (!piece) complain(entry, piece.error());
    text.is_whole = !piece || piece->empty();
    if (piece) text.head += *piece;
  }
}

void ArchiveWalk::scan_content(Text& text, const std::string& entry, unsigned depth) {
  fill(text, kArchiveSample, entry);
  if (const auto format = archive_format(text.head)) {
    if (open_inner(text, *format, entry, depth)) return;
  } else {
    fill(text, kWholeText, entry);
    const bool is_zip = text.is_whole && is_zip_end(text.head, text.head.size());
    if (is_zip && open_inner(text, ArchiveFormat::kZip, entry, depth)) return;
  }
  scan_rest(text, entry);
}

// False: it is not opened, and must be scanned as it is.
bool ArchiveWalk::open_inner(Text& text, ArchiveFormat format, const std::string& entry,
                             unsigned depth) {
  if (depth >= limits_.depth) {
    complain(entry,
             {ErrorKind::kLimit, fmt::format("archives are opened to a depth of {}; its bytes were "
                                             "scanned as they stand",
                                             limits_.depth)});
    return false;
  }
  if (!needs_seek(format)) {
    ResumedSource source(text.head, text.source);
    walk(source, format, entry, depth + 1);
    return true;
  }
  fill(text, limits_.held_bytes, entry);
  if (text.is_whole) {
    walk_held(text.head, format, entry, depth + 1);
    return true;
  }
  if (format == ArchiveFormat::kSevenZip) {
    complain(entry, {ErrorKind::kLimit,
                     fmt::format("it is a 7z archive of more than {} MB that is not a file "
                                 "of its own; its bytes were scanned as they stand",
                                 limits_.held_bytes >> 20U)});
    return false;
  }
  ResumedSource source(text.head, text.source);
  walk(source, format, entry, depth + 1);
  return true;
}

// Of an archive at hand as a whole the bytes are scanned too: not all of them need be in an entry.
void ArchiveWalk::walk_held(std::string_view bytes, ArchiveFormat format, const std::string& entry,
                            unsigned depth) {
  std::vector<TextHit> outer = std::exchange(hits_, {});
  // The outermost one's were, before it was opened.
  if (!entry.empty()) {
    std::vector<TextHit> hits;
    const Status status = scan_text(scanner_, bytes, origin_of(entry), hits);
    if (!status) complain(entry, status.error());
    keep(std::move(hits), entry, false);
  }
  std::vector<TextHit> as_bytes = std::exchange(hits_, {});
  MemorySource source(bytes);
  walk(source, format, entry, depth);
  add_inner_hits(as_bytes, std::exchange(hits_, std::move(outer)));
  std::move(as_bytes.begin(), as_bytes.end(), std::back_inserter(hits_));
}

void ArchiveWalk::scan_rest(Text& text, const std::string& entry) {
  std::vector<TextHit> hits;
  const TextOrigin origin = origin_of(entry);
  fill(text, kWholeText, entry);
  Status status;
  if (text.is_whole) {
    status = scan_text(scanner_, text.head, origin, hits);
  } else {
    TextStream stream(scanner_, origin);
    status = stream.feed(text.head, hits);
    text.head.clear();
    while (status && hits.size() <= limits_.hits) {
      const auto piece = text.source.next();
      if (!piece) complain(entry, piece.error());
      if (!piece || piece->empty()) break;
      status = stream.feed(*piece, hits);
    }
    if (status) status = stream.finish(hits);
  }
  if (!status) complain(entry, status.error());
  keep(std::move(hits), entry, false);
}

// Names may hold tokens too.
void ArchiveWalk::scan_name(std::string_view name, const std::string& entry) {
  std::vector<TextHit> hits;
  TextOrigin origin = origin_of(entry);
  origin.has_comments = false;
  if (const Status status = scanner_.scan(name, origin, hits); !status)
    complain(entry, status.error());
  keep(std::move(hits), entry, true);
}

void ArchiveWalk::keep(std::vector<TextHit> hits, const std::string& entry, bool in_name) {
  if (hits.empty()) return;
  if (const Status taken = budget_.take_hits(hits.size()); !taken) {
    complain(entry, taken.error());
    hits.resize(std::min<std::size_t>(hits.size(), limits_.hits));
  }
  for (TextHit& hit : hits) {
    hit.entry = entry;
    hit.in_entry_name = in_name;
    hits_.push_back(std::move(hit));
  }
}

}  // namespace keyhound
