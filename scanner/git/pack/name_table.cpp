// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/name_table.h"

#include <cstring>
#include <random>

namespace keyhound {
namespace {

constexpr std::size_t kFirstSlots = 1024;

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

// Both halves of the product: every bit of the input reaches every bit of the sum.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

NameTable::NameTable(std::uint32_t most_names, std::size_t most_bytes)
    : most_names_(most_names), most_bytes_(most_bytes), seed_(random_seed()), slots_(kFirstSlots) {}

std::uint64_t NameTable::hash(std::string_view name) const {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  std::uint64_t value = seed_ ^ name.size();
  while (name.size() > 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, name.data(), 8);
    value = mix(value ^ word, seed_ | 1) ^ kOdd;
    name.remove_prefix(8);
  }
  std::uint64_t word = 0;
  std::memcpy(&word, name.data(), name.size());
  return mix(value ^ word, kOdd ^ (seed_ << 1));
}

std::uint32_t NameTable::intern(std::string_view name) {
  const std::uint64_t value = hash(name);
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
    const std::uint64_t value = hash(name(number));
    std::size_t place = value & (slots_.size() - 1);
    while (slots_[place].number != kNone) place = (place + 1) & (slots_.size() - 1);
    slots_[place] = {static_cast<std::uint32_t>(value >> 32), number};
  }
}

}  // namespace keyhound
