// SPDX-License-Identifier: Apache-2.0
// One function a type lists its fields; writer and reader both walk that list, so they cannot
// disagree. Numbers are eight bytes, little-endian; texts and lists begin with their length.
#include "scanner/rules/rule_codec.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound rules\n";

class Writer {
 public:
  void number(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
      bytes_ += static_cast<char>((value >> shift) & 0xFFU);
    }
  }

  void field(const std::string& text) {
    number(text.size());
    bytes_ += text;
  }
  void field(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void field(int value) { number(static_cast<std::uint64_t>(value)); }
  void field(std::uint32_t value) { number(value); }
  template <class E>
  void choice(E value, E /*last*/) {
    number(static_cast<std::uint64_t>(value));
  }
  template <class T>
  void list(const std::vector<T>& values) {
    number(values.size());
    for (const T& value : values) walk(*this, value);
  }

  std::string bytes_{kMagic};
};

// Fails once and for all at the first thing that a Writer does not write.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {
    if (bytes_.starts_with(kMagic)) {
      bytes_.remove_prefix(kMagic.size());
    } else {
      give_up();
    }
  }

  [[nodiscard]] bool is_whole() const { return !failed_ && bytes_.empty(); }

  std::uint64_t number() {
    constexpr std::size_t kSize = 8;
    if (bytes_.size() < kSize) {
      give_up();
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kSize; ++i) {
      value |= std::uint64_t{static_cast<std::uint8_t>(bytes_[i])} << (8 * i);
    }
    bytes_.remove_prefix(kSize);
    return value;
  }

  void field(std::string& text) {
    const std::uint64_t size = number();
    if (size > bytes_.size()) return give_up();
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  void field(double& value) { value = std::bit_cast<double>(number()); }
  void field(int& value) { value = static_cast<int>(at_most(INT32_MAX)); }
  void field(std::uint32_t& value) { value = static_cast<std::uint32_t>(at_most(UINT32_MAX)); }
  template <class E>
  void choice(E& value, E last) {
    value = static_cast<E>(at_most(static_cast<std::uint64_t>(last)));
  }
  template <class T>
  void list(std::vector<T>& values) {
    const std::uint64_t count = number();
    for (std::uint64_t i = 0; i < count && !failed_; ++i) walk(*this, values.emplace_back());
  }

 private:
  std::uint64_t at_most(std::uint64_t limit) {
    const std::uint64_t value = number();
    if (value <= limit) return value;
    give_up();
    return 0;
  }

  void give_up() {
    failed_ = true;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool failed_ = false;
};

// `String` is std::string, const for a Writer.
template <class Walker, class String>
requires std::is_same_v<std::remove_const_t<String>, std::string>
void walk(Walker& walker, String& text) { walker.field(text); }

template <class Walker, class List>
requires std::is_same_v<std::remove_const_t<List>, Allowlist>
void walk(Walker& walker, List& list) {
  walker.field(list.description);
  walker.choice(list.condition, Allowlist::Condition::kAll);
  walker.choice(list.target, Allowlist::Target::kLine);
  walker.list(list.regexes);
  walker.list(list.paths);
  walker.list(list.stopwords);
  walker.list(list.commits);
}

template <class Walker, class AnyRule>
requires std::is_same_v<std::remove_const_t<AnyRule>, Rule>
void walk(Walker& walker, AnyRule& rule) {
  walker.field(rule.id);
  walker.field(rule.description);
  walker.field(rule.provider);
  walker.field(rule.credential);
  walker.field(rule.kind);
  walker.field(rule.family);
  walker.choice(rule.severity, Severity::kCritical);
  walker.field(rule.severity_reason);
  walker.choice(rule.confidence, Confidence::kHigh);
  walker.field(rule.regex);
  walker.field(rule.secret_group);
  walker.field(rule.trigger);
  walker.field(rule.max_length);
  walker.field(rule.entropy);
  walker.field(rule.path);
  walker.list(rule.keywords);
  walker.list(rule.allowlists);
  walker.field(rule.checksum);
  walker.list(rule.identity);
  walker.list(rule.tags);
  walker.list(rule.references);
  walker.list(rule.examples);
  walker.list(rule.negative_examples);
  walker.field(rule.origin);
}

template <class Walker, class Set>
requires std::is_same_v<std::remove_const_t<Set>, RuleSet>
void walk(Walker& walker, Set& set) {
  walker.list(set.rules);
  walker.list(set.allowlists);
  walker.field(set.digest);
}

}  // namespace

std::string encode_rule_set(const RuleSet& rules) {
  Writer writer;
  walk(writer, rules);
  return writer.bytes_;
}

Result<RuleSet> decode_rule_set(std::string_view bytes) {
  Reader reader(bytes);
  RuleSet rules;
  walk(reader, rules);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "the encoded rules are damaged");
  return rules;
}

}  // namespace keyhound
