// SPDX-License-Identifier: Apache-2.0
// The image: numbers of four bytes of this machine (what it is, how many heads and entries there
// are, for each head its first entry, and the entries), and then the tables of the guards.
#include "scanner/engine/trigger_guards.h"

#include <algorithm>
#include <unordered_map>

#include "scanner/engine/trigger_split.h"

namespace keyhound {
namespace {

constexpr std::uint32_t kMagic = 0x6b686731;
constexpr std::size_t kHeader = 3;  // numbers: kMagic, heads, entries

// The numbers of an entry.
enum Field : std::size_t { kTrigger, kTable, kReadsBackward, kUnread, kFields };
constexpr std::uint32_t kNoTable = 0;  // no table begins at the front of the image

struct Entry {
  std::uint32_t trigger = 0;
  std::string table;
  Reading reading = Reading::kForward;
  std::size_t unread = 0;
};

class ImageWriter {
 public:
  explicit ImageWriter(std::size_t numbers) : offset_(numbers * sizeof(std::uint32_t)) {}

  void add_number(std::size_t number) { numbers_.push_back(static_cast<std::uint32_t>(number)); }

  void add_entry(const Entry& entry) {
    add_number(entry.trigger);
    add_number(entry.table.empty() ? kNoTable : place_of(entry.table));
    add_number(entry.reading == Reading::kBackward ? 1 : 0);
    add_number(entry.unread);
  }

  [[nodiscard]] std::string image() const {
    std::string image(reinterpret_cast<const char*>(numbers_.data()),
                      numbers_.size() * sizeof(std::uint32_t));
    return image + tables_;
  }

 private:
  // The same tables are kept once.
  std::size_t place_of(const std::string& table) {
    const auto [known, is_new] = places_.try_emplace(table, offset_ + tables_.size());
    if (is_new) tables_ += table;
    return known->second;
  }

  std::size_t offset_;  // of the tables
  std::vector<std::uint32_t> numbers_;
  std::string tables_;
  std::unordered_map<std::string, std::size_t> places_;
};

std::string write_image(const std::vector<std::vector<Entry>>& heads) {
  std::size_t count = 0;
  for (const auto& entries : heads) count += entries.size();
  ImageWriter writer(kHeader + heads.size() + 1 + count * kFields);
  writer.add_number(kMagic);
  writer.add_number(heads.size());
  writer.add_number(count);
  std::size_t first = 0;
  for (const auto& entries : heads) {
    writer.add_number(first);
    first += entries.size();
  }
  writer.add_number(first);
  for (const auto& entries : heads) {
    for (const Entry& entry : entries) writer.add_entry(entry);
  }
  return writer.image();
}

}  // namespace

GuardedHeads guard_triggers(std::span<const std::string> triggers) {
  GuardedHeads guarded;
  std::unordered_map<std::string, std::size_t> numbers;
  std::vector<std::vector<Entry>> entries;
  for (std::uint32_t trigger = 0; trigger < triggers.size(); ++trigger) {
    for (TriggerPart& part : split_trigger(triggers[trigger])) {
      const auto [number, is_new] = numbers.try_emplace(part.head, guarded.heads.size());
      if (is_new) {
        guarded.heads.push_back(part.head);
        entries.emplace_back();
      }
      entries[number->second].push_back(
          {trigger, std::move(part.guard), part.reading, part.unread});
    }
  }
  guarded.image = write_image(entries);
  return guarded;
}

Result<TriggerGuards> TriggerGuards::use(std::string_view image) {
  const auto damaged = [] { return fail(ErrorKind::kCorrupt, "not the guards of triggers"); };
  const std::span numbers(reinterpret_cast<const std::uint32_t*>(image.data()),
                          image.size() / sizeof(std::uint32_t));
  if (numbers.size() < kHeader || numbers[0] != kMagic) return damaged();
  const std::size_t heads = numbers[1];
  const std::size_t entries = std::size_t{numbers[2]} * kFields;
  if (kHeader + heads + 1 + entries > numbers.size()) return damaged();
  TriggerGuards guards;
  guards.image_ = image;
  guards.first_entries_ = numbers.subspan(kHeader, heads + 1);
  guards.entries_ = numbers.subspan(kHeader + heads + 1, entries);
  const auto& firsts = guards.first_entries_;
  if (!std::is_sorted(firsts.begin(), firsts.end()) || firsts.back() != numbers[2])
    return damaged();
  return guards;
}

void TriggerGuards::add_hits(std::uint32_t head, std::size_t end, std::string_view text,
                             const SearchWindow& window, std::uint32_t first_trigger,
                             std::vector<TriggerHit>& hits) const {
  const std::size_t last = first_entries_[head + 1];
  for (std::size_t i = first_entries_[head]; i < last; ++i) {
    const std::uint32_t* const entry = &entries_[i * kFields];
    std::size_t hit_end = end;
    if (entry[kTable] != kNoTable) {
      const ByteAutomaton guard(image_.substr(entry[kTable]));
      if (entry[kReadsBackward] == 0) {
        hit_end = guard.end_of_match(text, end, window.end);
        if (hit_end == ByteAutomaton::kNowhere) continue;
      } else if (end < window.first_end ||
                 guard.begin_of_match(text, end, window.begin) == ByteAutomaton::kNowhere) {
        continue;
      }
    }
    hit_end += entry[kUnread];
    if (hit_end < window.first_end || hit_end > window.end) continue;
    hits.push_back({first_trigger + entry[kTrigger], static_cast<std::uint32_t>(hit_end)});
  }
}

}  // namespace keyhound
