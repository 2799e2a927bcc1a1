// SPDX-License-Identifier: Apache-2.0
// PolicyVerdict: what one policy says about one subject. VerdictList: the verdicts about a finding;
// verdicts that findings have in common (those about their credential) are held once. Plain data.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/severity.h"

namespace keyhound {

enum class Outcome { kPass, kFail, kWaived, kNotApplicable, kError };
inline constexpr std::size_t kOutcomes = 5;

std::string_view to_string(Outcome outcome);  // "not-applicable", ...

struct PolicyVerdict {
  std::string policy_id;  // "ROT1001"
  Outcome outcome = Outcome::kNotApplicable;
  std::string message;
  std::string_view remedy;   // of its PolicyInfo, borrowed; empty: it is met
  std::string exception_id;  // the exception in force for kWaived; else empty
  Level level = Level::kNote;
  auto operator<=>(const PolicyVerdict&) const = default;
};

using SharedVerdict = std::shared_ptr<const PolicyVerdict>;

// By policy id. Never holds an empty pointer.
class VerdictList {
 public:
  class Iterator {
   public:
    using Inner = std::vector<SharedVerdict>::const_iterator;
    using iterator_category = std::forward_iterator_tag;
    using value_type = PolicyVerdict;
    using difference_type = std::ptrdiff_t;
    using pointer = const PolicyVerdict*;
    using reference = const PolicyVerdict&;
    Iterator() = default;
    explicit Iterator(Inner inner) : inner_(inner) {}
    reference operator*() const { return **inner_; }
    pointer operator->() const { return inner_->get(); }
    Iterator& operator++() {
      ++inner_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(inner_++); }
    bool operator==(const Iterator&) const = default;

   private:
    Inner inner_;
  };

  VerdictList() = default;
  VerdictList(std::initializer_list<PolicyVerdict> verdicts) {
    for (const PolicyVerdict& verdict : verdicts) push_back(verdict);
  }

  void push_back(SharedVerdict verdict) { verdicts_.push_back(std::move(verdict)); }
  void push_back(PolicyVerdict verdict) {
    verdicts_.push_back(std::make_shared<const PolicyVerdict>(std::move(verdict)));
  }
  void reserve(std::size_t count) { verdicts_.reserve(count); }
  void clear() { verdicts_.clear(); }

  [[nodiscard]] Iterator begin() const { return Iterator(verdicts_.begin()); }
  [[nodiscard]] Iterator end() const { return Iterator(verdicts_.end()); }
  [[nodiscard]] bool empty() const { return verdicts_.empty(); }
  [[nodiscard]] std::size_t size() const { return verdicts_.size(); }
  const PolicyVerdict& operator[](std::size_t index) const { return *verdicts_[index]; }
  [[nodiscard]] const PolicyVerdict& at(std::size_t index) const { return *verdicts_.at(index); }
  [[nodiscard]] const PolicyVerdict& front() const { return *verdicts_.front(); }
  // nullptr: this policy was not asked.
  [[nodiscard]] const PolicyVerdict* find(std::string_view policy_id) const;

 private:
  std::vector<SharedVerdict> verdicts_;
};

}  // namespace keyhound
