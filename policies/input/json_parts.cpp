// SPDX-License-Identifier: Apache-2.0
#include "policies/input/json_parts.h"

#include <utility>

namespace keyhound {
namespace {

constexpr std::size_t kDeepest = 16;
constexpr int kFirstOtherError = 200;  // nlohmann's errors of syntax have numbers below

}  // namespace

bool JsonParts::is_too_deep() {
  if (open_ <= kDeepest) return false;
  problem_ = "nested deeper than " + std::to_string(kDeepest) + " levels";
  return true;
}

Json& JsonParts::put(Json one) {
  Json& container = *building_.back();
  if (!container.is_array()) return *slot_ = std::move(one);
  container.push_back(std::move(one));
  return container.back();
}

bool JsonParts::value(Json one) {
  if (is_too_deep()) return false;
  if (!building_.empty()) {
    put(std::move(one));
    return true;
  }
  return open_ != 1 || !is_wanted_ || take_(member_, false, one);
}

bool JsonParts::start(Json container) {
  if (is_too_deep()) return false;
  ++open_;
  if (!building_.empty()) {
    building_.push_back(&put(std::move(container)));
    return true;
  }
  const bool is_member = open_ == 2;
  const bool is_item = open_ == 3 && is_list_;
  if (is_member) is_list_ = container.is_array();
  if (!is_wanted_ || !container.is_object() || !(is_member || is_item)) return true;
  part_ = std::move(container);
  building_.push_back(&part_);
  return true;
}

bool JsonParts::end() {
  --open_;
  if (building_.empty()) return true;
  building_.pop_back();
  if (!building_.empty()) return true;
  const bool is_of_list = open_ == 2;
  if (!take_(member_, is_of_list, part_)) return false;
  if (is_of_list && pass_) passed_ += pass_(member_);
  return true;
}

bool JsonParts::key(const std::string& name) {
  if (!building_.empty()) {
    slot_ = &(*building_.back())[name];
  } else if (open_ == 1) {
    member_ = name;
    is_wanted_ = begin_(name);
  }
  return true;
}

bool JsonParts::parse_error(std::size_t byte, const std::string&, const Json::exception& error) {
  problem_ = error.id < kFirstOtherError
                 ? "byte " + std::to_string(passed_ + byte) + ": this is no JSON"
                 : "this is no JSON report of keyhound";
  return false;
}

}  // namespace keyhound
