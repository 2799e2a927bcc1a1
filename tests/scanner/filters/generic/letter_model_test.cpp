// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/letter_model.h"

#include <doctest/doctest.h>

#include "scanner/filters/generic/model_data.h"

namespace keyhound {

TEST_CASE("Words are more likely than random letters") {
  const LetterModel& model = LetterModel::instance();
  CHECK(model.mean_bigram("configuration") > model.mean_bigram("xqzvkjwpfhbq") + 2);
  CHECK(model.mean_bigram("1234") == doctest::Approx(0));
}

TEST_CASE("Words of four letters or more cover a text, in either case") {
  const LetterModel model("table\ntables\nred\n");
  CHECK(model.cover("Tables99").share == doctest::Approx(1));
  CHECK(model.cover("Tables99").longest == 6);
  CHECK(model.cover("red").share == doctest::Approx(0));
  CHECK(model.cover("xtablexx").share == doctest::Approx(5.0 / 8));
  CHECK(model.cover("").share == doctest::Approx(0));
}

TEST_CASE("The embedded word list holds lower-case words, each once a line") {
  CHECK(common_words().size() > 20000);
  CHECK(common_words().find("password") != std::string_view::npos);
  CHECK(common_words().find('\r') == std::string_view::npos);
}

}  // namespace keyhound
