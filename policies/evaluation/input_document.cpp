// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/input_document.h"

#include "policies/evaluation/fact_variables.h"
#include "policies/language/cel_text.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::string_view kBegin =
    "{\n  \"schema\": \"keyhound.dev/policy-input/v1\",\n  \"inputs\": [";
constexpr std::string_view kEnd = "\n  ]\n}\n";

}  // namespace

void InputDocument::add(PolicySubject kind, const std::string& subject, const PolicyFacts& facts) {
  arena_.reset();
  std::vector<CelValue> values(fact_variables().size());
  set_fact_variables(facts, arena_, values);
  std::string text(has_subjects_ ? "," : kBegin);
  text += "\n    {\"kind\": \"" + std::string(to_string(kind)) +
          "\", \"subject\": " + to_json_text(CelValue::text(to_valid_utf8(subject)));
  for (std::size_t i = 0; i < values.size(); ++i)
    text += ", \"" + std::string(fact_variables()[i].name) + "\": " + to_json_text(values[i]);
  put(text + "}");
  has_subjects_ = true;
}

bool InputDocument::finish() {
  if (!has_subjects_) put(kBegin);
  put(kEnd);
  return is_written_;
}

}  // namespace keyhound
