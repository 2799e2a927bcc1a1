// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/bson.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "scanner/probes/net/little_endian.h"

namespace keyhound {
namespace {

constexpr std::uint8_t kDouble = 0x01;
constexpr std::uint8_t kText = 0x02;
constexpr std::uint8_t kDocument = 0x03;
constexpr std::uint8_t kList = 0x04;
constexpr std::uint8_t kBinary = 0x05;
constexpr std::uint8_t kObjectId = 0x07;
constexpr std::uint8_t kTruth = 0x08;
constexpr std::uint8_t kDate = 0x09;
constexpr std::uint8_t kNull = 0x0a;
constexpr std::uint8_t kInt32 = 0x10;
constexpr std::uint8_t kTimestamp = 0x11;
constexpr std::uint8_t kInt64 = 0x12;

constexpr std::size_t kSize = 4;           // a length
constexpr std::size_t kMostMembers = 256;  // an answer has thirty

// How long the value at the front is. Nothing where it is not all there, or of no known kind.
std::optional<std::size_t> size_of_value(std::uint8_t type, std::string_view bytes) {
  const auto with_length = [bytes](std::size_t before) -> std::optional<std::size_t> {
    if (bytes.size() < kSize) return std::nullopt;
    return before + number_of_little_endian(bytes.substr(0, kSize));
  };
  switch (type) {
    case kDouble:
    case kDate:
    case kTimestamp:
    case kInt64:
      return 8;
    case kText:
      return with_length(kSize);
    case kDocument:
    case kList:
      return with_length(0);
    case kBinary:
      return with_length(kSize + 1);
    case kObjectId:
      return 12;
    case kTruth:
      return 1;
    case kNull:
      return 0;
    case kInt32:
      return 4;
    default:
      return std::nullopt;
  }
}

std::optional<std::string_view> text_of(std::string_view value) {
  if (value.size() <= kSize || value.back() != '\0') return std::nullopt;
  return value.substr(kSize, value.size() - kSize - 1);
}

}  // namespace

void BsonWriter::name(char type, std::string_view name) {
  elements_ += type;
  elements_ += name;
  elements_ += '\0';
}

BsonWriter& BsonWriter::number(std::string_view name, std::int32_t value) {
  this->name(kInt32, name);
  elements_ += little_endian(static_cast<std::uint32_t>(value), kSize);
  return *this;
}

BsonWriter& BsonWriter::truth(std::string_view name, bool value) {
  this->name(kTruth, name);
  elements_ += value ? '\1' : '\0';
  return *this;
}

BsonWriter& BsonWriter::text(std::string_view name, std::string_view value) {
  this->name(kText, name);
  elements_ += little_endian(value.size() + 1, kSize);
  elements_ += value;
  elements_ += '\0';
  return *this;
}

BsonWriter& BsonWriter::binary(std::string_view name, std::string_view value) {
  this->name(kBinary, name);
  elements_ += little_endian(value.size(), kSize);
  elements_ += '\0';
  elements_ += value;
  return *this;
}

BsonWriter& BsonWriter::document(std::string_view name, const BsonWriter& value) {
  this->name(kDocument, name);
  elements_ += value.bytes();
  return *this;
}

std::string BsonWriter::bytes() const {
  return little_endian(elements_.size() + kSize + 1, kSize) + elements_ + '\0';
}

std::optional<BsonReader::Member> BsonReader::take(std::string_view& elements) {
  Member member;
  member.type = static_cast<std::uint8_t>(elements.front());
  const std::size_t end = elements.find('\0', 1);
  if (end == std::string_view::npos) return std::nullopt;
  member.name = elements.substr(1, end - 1);
  elements.remove_prefix(end + 1);
  const auto size = size_of_value(member.type, elements);
  if (!size || *size > elements.size()) return std::nullopt;
  member.value = elements.substr(0, *size);
  elements.remove_prefix(*size);
  return member;
}

std::optional<BsonReader> BsonReader::read(std::string_view document) {
  if (document.size() <= kSize ||
      number_of_little_endian(document.substr(0, kSize)) != document.size() ||
      document.back() != '\0')
    return std::nullopt;
  std::string_view elements = document.substr(kSize, document.size() - kSize - 1);
  BsonReader reader;
  while (!elements.empty()) {
    const auto member = take(elements);
    if (!member || reader.members_.size() == kMostMembers) return std::nullopt;
    reader.members_.push_back(*member);
  }
  return reader;
}

const BsonReader::Member* BsonReader::find(std::string_view name) const {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [name](const Member& one) { return one.name == name; });
  return found == members_.end() ? nullptr : &*found;
}

std::optional<std::int64_t> BsonReader::number(std::string_view name) const {
  const Member* const member = find(name);
  if (member == nullptr) return std::nullopt;
  if (member->type == kTruth) return member->value.front() != '\0' ? 1 : 0;
  if (member->type == kInt32)
    return static_cast<std::int32_t>(number_of_little_endian(member->value));
  if (member->type != kDouble && member->type != kInt64) return std::nullopt;
  const std::uint64_t bits = number_of_little_endian(member->value);
  if (member->type == kInt64) return static_cast<std::int64_t>(bits);
  double value = 0;
  static_assert(sizeof(value) == sizeof(bits));
  std::memcpy(&value, &bits, sizeof(value));
  if (!(std::abs(value) < 1e15)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::optional<std::string_view> BsonReader::text(std::string_view name) const {
  const Member* const member = find(name);
  if (member == nullptr || member->type != kText) return std::nullopt;
  return text_of(member->value);
}

std::optional<std::string_view> BsonReader::binary(std::string_view name) const {
  const Member* const member = find(name);
  if (member == nullptr || member->type != kBinary) return std::nullopt;
  return member->value.substr(kSize + 1);
}

std::optional<std::vector<std::string_view>> BsonReader::texts(std::string_view name) const {
  const Member* const member = find(name);
  if (member == nullptr || member->type != kList) return std::nullopt;
  const auto list = read(member->value);
  if (!list) return std::nullopt;
  std::vector<std::string_view> texts;
  for (const Member& one : list->members_) {
    const auto text = one.type == kText ? text_of(one.value) : std::nullopt;
    if (text) texts.push_back(*text);
  }
  return texts;
}

}  // namespace keyhound
