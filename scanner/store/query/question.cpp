// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/question.h"

#include <algorithm>
#include <array>
#include <vector>

namespace keyhound {

#define KEYHOUND_QUESTION(name) extern const Question k##name##Question;
#include "questions.inc"
#undef KEYHOUND_QUESTION

std::string_view to_string(CellType type) {
  static constexpr std::array<std::string_view, 5> kNames = {"text", "number", "seconds", "time",
                                                             "flag"};
  return kNames[static_cast<std::size_t>(type)];
}

std::span<const Question* const> questions() {
  static const std::vector<const Question*> kQuestions = [] {
    std::vector<const Question*> all = {
#define KEYHOUND_QUESTION(name) &k##name##Question,
#include "questions.inc"
#undef KEYHOUND_QUESTION
    };
    std::sort(all.begin(), all.end(),
              [](const Question* a, const Question* b) { return a->name < b->name; });
    return all;
  }();
  return kQuestions;
}

const Question* find_question(std::string_view name) {
  for (const Question* question : questions()) {
    if (question->name == name) return question;
  }
  return nullptr;
}

bool takes(const Question& question, FilterKind filter) {
  return std::any_of(question.filters.begin(), question.filters.end(),
                     [filter](const QuestionFilter& one) { return one.kind == filter; });
}

}  // namespace keyhound
