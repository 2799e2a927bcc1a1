// SPDX-License-Identifier: Apache-2.0
// ExpressionValue: what an expression results in and what its contexts hold. Immutable; copies
// share arrays and objects, whose identity counts when two of them are compared.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace keyhound {

struct ExpressionArray;
class ExpressionObject;

class ExpressionValue {
 public:
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };

  ExpressionValue() = default;  // null
  static ExpressionValue boolean(bool value) { return ExpressionValue(Content(value)); }
  static ExpressionValue number(double value) { return ExpressionValue(Content(value)); }
  static ExpressionValue text(std::string value) {
    return ExpressionValue(Content(std::move(value)));
  }
  static ExpressionValue array(ExpressionArray value);
  static ExpressionValue object(ExpressionObject value);

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(content_.index()); }
  [[nodiscard]] bool is_primitive() const { return kind() < Kind::kArray; }

  // nullptr: it is of another kind. Valid as long as this.
  [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&content_); }
  [[nodiscard]] const double* as_number() const { return std::get_if<double>(&content_); }
  [[nodiscard]] const std::string* as_text() const { return std::get_if<std::string>(&content_); }
  [[nodiscard]] const ExpressionArray* as_array() const;
  [[nodiscard]] const ExpressionObject* as_object() const;

 private:
  // In the order of Kind.
  using Content =
      std::variant<std::monostate, bool, double, std::string,
                   std::shared_ptr<const ExpressionArray>, std::shared_ptr<const ExpressionObject>>;
  explicit ExpressionValue(Content content) : content_(std::move(content)) {}

  Content content_;
};

struct ExpressionArray {
  std::vector<ExpressionValue> items;
  bool is_filtered = false;  // a wildcard made it: what is indexed next are its items
};

// Keys keep their order and the case in which they came first; looking up ignores case.
class ExpressionObject {
 public:
  using Entry = std::pair<std::string, ExpressionValue>;

  // A key that is there already gets the new value.
  void set(std::string_view key, ExpressionValue value);
  // nullptr: no such key. Valid until the next set().
  [[nodiscard]] const ExpressionValue* find(std::string_view key) const;
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> index_;  // by key in upper case
};

}  // namespace keyhound
