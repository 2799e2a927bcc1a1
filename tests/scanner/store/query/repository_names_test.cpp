// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/repository_names.h"

#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("Repositories are known by their name, its last segments, or a former name") {
  on_question_stores([](QuestionStore& store) {
    const RepositoryNames names = RepositoryNames::load(store.database()).value();
    for (const char* name :
         {"github.com/acme/pay", "acme/pay", "pay", "github.com/acme/payments"}) {
      CAPTURE(name);
      REQUIRE(names.named(name).size() == 1);
      CHECK(names.named(name).front().id == 1);
    }
    CHECK(names.named("ay").empty());
    CHECK(names.named("").empty());
  });
}

TEST_CASE("A glob matches whole names or their last segments, and nothing is an error") {
  on_question_stores([](QuestionStore& store) {
    const RepositoryNames names = RepositoryNames::load(store.database()).value();
    using Ids = std::vector<std::int64_t>;
    CHECK(names.matching({"acme/*"}).value() == Ids{1, 2, 3});
    CHECK(names.matching({"infra/**", "pay", "acme/pay"}).value() == Ids{1, 4});
    CHECK(names.matching({"**"}).value().empty());  // all: nothing is to be restricted
    const auto none = names.matching({"pay", "acme/pya"});
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().message ==
          "--repository: the store knows no repository 'acme/pya'. Did you mean 'acme/pay'?");
    CHECK(names.matching({std::string(5000, '*')}).error().kind == ErrorKind::kUsage);
  });
}

}  // namespace keyhound::testing
