// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: as much of BSON as commands of a login and their answers take
// (https://bsonspec.org/spec.html). Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

class BsonWriter {
 public:
  BsonWriter& number(std::string_view name, std::int32_t value);
  BsonWriter& truth(std::string_view name, bool value);
  BsonWriter& text(std::string_view name, std::string_view value);
  BsonWriter& binary(std::string_view name, std::string_view value);
  BsonWriter& document(std::string_view name, const BsonWriter& value);
  [[nodiscard]] std::string bytes() const;

 private:
  void name(char type, std::string_view name);
  std::string elements_;
};

// The outermost members of a document, by name; members of kinds that no answer has end it. All
// borrowed from `document`.
class BsonReader {
 public:
  // Nothing where the document is damaged.
  static std::optional<BsonReader> read(std::string_view document);

  // Nothing where there is none of that name and kind.
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view name) const;  // or a truth
  [[nodiscard]] std::optional<std::string_view> text(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> binary(std::string_view name) const;
  // Those elements of a list that are texts.
  [[nodiscard]] std::optional<std::vector<std::string_view>> texts(std::string_view name) const;

 private:
  struct Member {
    std::uint8_t type = 0;
    std::string_view name;
    std::string_view value;
  };
  static std::optional<Member> take(std::string_view& elements);
  [[nodiscard]] const Member* find(std::string_view name) const;

  std::vector<Member> members_;
};

}  // namespace keyhound
