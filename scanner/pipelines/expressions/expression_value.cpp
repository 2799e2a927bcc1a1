// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/expression_value.h"

#include "scanner/pipelines/expressions/letter_case.h"

namespace keyhound {

ExpressionValue ExpressionValue::array(ExpressionArray value) {
  return ExpressionValue(Content(std::make_shared<const ExpressionArray>(std::move(value))));
}

ExpressionValue ExpressionValue::object(ExpressionObject value) {
  return ExpressionValue(Content(std::make_shared<const ExpressionObject>(std::move(value))));
}

const ExpressionArray* ExpressionValue::as_array() const {
  const auto* shared = std::get_if<std::shared_ptr<const ExpressionArray>>(&content_);
  return shared == nullptr ? nullptr : shared->get();
}

const ExpressionObject* ExpressionValue::as_object() const {
  const auto* shared = std::get_if<std::shared_ptr<const ExpressionObject>>(&content_);
  return shared == nullptr ? nullptr : shared->get();
}

void ExpressionObject::set(std::string_view key, ExpressionValue value) {
  const auto [place, is_new] = index_.try_emplace(to_upper_letters(key), entries_.size());
  if (is_new) {
    entries_.emplace_back(std::string(key), std::move(value));
  } else {
    entries_[place->second].second = std::move(value);
  }
}

const ExpressionValue* ExpressionObject::find(std::string_view key) const {
  const auto found = index_.find(to_upper_letters(key));
  return found == index_.end() ? nullptr : &entries_[found->second].second;
}

}  // namespace keyhound
