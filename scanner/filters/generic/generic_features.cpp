// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/generic_features.h"

#include <algorithm>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/base/check.h"
#include "scanner/filters/generic/name_traits.h"
#include "scanner/filters/generic/placeholder_words.h"
#include "scanner/filters/generic/surroundings.h"
#include "scanner/filters/generic/value_traits.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, kGenericFeatures> kNames = {
    // value
    "length", "digits", "upper", "lower", "symbols", "distinct", "entropy_gap", "class_changes",
    "bigrams", "words", "longest_word", "longest_run", "longest_sequence", "longest_walk", "parts",
    "is_hex", "is_base64", "is_base32", "is_number", "is_uuid", "is_identifier", "is_dotted",
    "is_kebab", "is_path", "is_url", "is_email", "is_sentence", "is_capitalised", "has_call",
    "has_extension", "placeholder_words", "is_placeholder", "is_field_name", "shares_with_name",
    "begins_with_symbol", "ends_with_symbol", "ends_with_equals", "length_of_8", "is_hash_length",
    // name
    "kind_password", "kind_secret", "kind_token", "kind_api_key", "kind_key", "kind_auth",
    "kind_credential", "kind_session", "kind_one_time", "kind_salt", "name_words", "words_behind",
    "negating_front", "negating_back", "affirming", "name_upper", "name_plural", "name_public",
    "name_quoted",
    // form
    "op_equals", "op_colon", "op_arrow", "op_default", "op_compare", "op_call", "op_comma",
    "op_element", "op_sibling", "op_blank", "op_is", "op_group", "unquoted", "single", "double",
    "escaped", "wrapped", "typed", "is_cut",
    // surroundings
    "line_goes_on", "in_comment", "test_words", "example_words", "account_near", "host_near",
    "digest_near"};

class FeatureWriter {
 public:
  void add(float value) {
    KEYHOUND_CHECK(next_ < features_.size());
    features_[next_++] = value;
  }
  void add(bool value) { add(value ? 1.0F : 0.0F); }
  void add(std::uint8_t value) { add(static_cast<float>(value)); }
  GenericFeatures take() const {
    KEYHOUND_CHECK(next_ == features_.size());
    return features_;
  }

 private:
  GenericFeatures features_{};
  std::size_t next_ = 0;
};

bool is_hash_length(const ValueTraits& value) {
  return value.is_hex &&
         (value.length == 32 || value.length == 40 || value.length == 64 || value.length == 128);
}

void add_value(std::string_view text, std::string_view name, FeatureWriter& out) {
  const ValueTraits value = read_value_traits(text);
  out.add(static_cast<float>(value.length));
  for (const float share : {value.digits, value.upper, value.lower, value.symbols, value.distinct,
                            value.entropy_gap, value.class_changes, value.bigrams, value.words})
    out.add(share);
  for (const std::uint8_t count : {value.longest_word, value.longest_run, value.longest_sequence,
                                   value.longest_walk, value.parts})
    out.add(count);
  for (const bool is : {value.is_hex, value.is_base64, value.is_base32, value.is_number,
                        value.is_uuid, value.is_identifier, value.is_dotted, value.is_kebab,
                        value.is_path, value.is_url, value.is_email, value.is_sentence,
                        value.is_capitalised, value.has_call, value.has_extension})
    out.add(is);
  const PlaceholderTraits placeholder = read_placeholder(text, name);
  out.add(placeholder.words);
  out.add(placeholder.is_whole);
  out.add(placeholder.is_field_name);
  out.add(placeholder.shares_with_name);
  out.add(!text.empty() && !is_alnum_ascii(text.front()));
  out.add(!text.empty() && !is_alnum_ascii(text.back()));
  out.add(text.ends_with("="));
  out.add(value.length % 8 == 0 && value.length >= 16);
  out.add(is_hash_length(value));
}

void add_name(const NameTraits& name, bool is_quoted, FeatureWriter& out) {
  for (std::size_t kind = 1; kind < kNameKinds; ++kind)
    out.add(name.kind == static_cast<NameKind>(kind));
  for (const std::uint8_t count :
       {name.words, name.words_behind, name.negating_front, name.negating_back, name.affirming})
    out.add(count);
  for (const bool is : {name.is_upper, name.is_plural, name.is_public, is_quoted}) out.add(is);
}

void add_form(const Assignment& assignment, FeatureWriter& out) {
  for (std::size_t op = 0; op < kOperators; ++op)
    out.add(assignment.op == static_cast<Operator>(op));
  out.add(assignment.quoting == Quoting::kNone);
  out.add(assignment.quoting == Quoting::kSingle);
  out.add(assignment.quoting == Quoting::kDouble || assignment.quoting == Quoting::kBacktick);
  out.add(assignment.quoting == Quoting::kEscaped || assignment.quoting == Quoting::kEntity);
  out.add(assignment.is_wrapped);
  out.add(assignment.has_type);
  out.add(assignment.is_cut);
}

void add_surroundings(const Surroundings& around, FeatureWriter& out) {
  out.add(around.line_goes_on);
  out.add(around.in_comment);
  for (const std::uint8_t count : {around.test_words, around.example_words, around.account_near,
                                   around.host_near, around.digest_near})
    out.add(count);
}

}  // namespace

std::span<const std::string_view> generic_feature_names() { return kNames; }

GenericFeatures generic_features(std::string_view text, const Assignment& assignment) {
  const std::string_view name =
      text.substr(assignment.name_begin, assignment.name_end - assignment.name_begin);
  const std::string_view value =
      text.substr(assignment.value_begin, assignment.value_end - assignment.value_begin);
  FeatureWriter out;
  add_value(value, name, out);
  add_name(read_name(name), assignment.is_name_quoted, out);
  add_form(assignment, out);
  add_surroundings(read_surroundings(text, assignment), out);
  return out.take();
}

}  // namespace keyhound
