// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/name_table.h"

namespace keyhound {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

NameTable::NameTable(std::uint32_t most_names, std::size_t most_bytes)
    : most_names_(most_names), most_bytes_(most_bytes), slots_(kFirstSlots) {}

std::uint32_t NameTable::intern(std::string_view name) {
  const std::uint64_t value = hash_(name);
  const auto tag = static_cast<std::uint32_t>(value >> 32);
  std::size_t place = value & (slots_.size() - 1);
  while (slots_[place].number != kNone) {
    const Slot& slot = slots_[place];
    if (slot.tag == tag && this->name(slot.number) == name) return slot.number;
    place = (place + 1) & (slots_.size() - 1);
  }
  const std::uint32_t number = size();
  if (number >= most_names_ || name.size() > most_bytes_ - bytes_.size()) return kNone;
  slots_[place] = {tag, number};
  bytes_.append(name);
  begins_.push_back(bytes_.size());
  if (std::size_t{size()} * 2 > slots_.size()) grow();
  return number;
}

void NameTable::grow() {
  slots_.assign(slots_.size() * 2, Slot{});
  for (std::uint32_t number = 0; number < size(); ++number) {
    const std::uint64_t value = hash_(name(number));
    std::size_t place = value & (slots_.size() - 1);
    while (slots_[place].number != kNone) place = (place + 1) & (slots_.size() - 1);
    slots_[place] = {static_cast<std::uint32_t>(value >> 32), number};
  }
}

}  // namespace keyhound
