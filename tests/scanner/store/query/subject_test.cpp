// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/subject.h"

#include <doctest/doctest.h>

#include "scanner/model/fingerprint.h"
#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("A credential is known by either written form of its fingerprint") {
  const Fingerprint print = fingerprint(FingerprintKey(), "demo", "value");
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    fill_question_store(location);
    {
      auto store = Store::open(location, StoreAccess::kWrite);
      const std::vector<SqlValue> values = {storable(print.short_form())};
      REQUIRE(store->database()
                  .execute("UPDATE credentials SET fingerprint = $1 WHERE id = 4", values)
                  .has_value());
    }
    QuestionStore store(location);
    for (const std::string& text : {print.short_form(), print.long_form()}) {
      CAPTURE(text);
      const auto subject = resolve_subject(store.database(), *find_question("credential"), text);
      REQUIRE_MESSAGE(subject.has_value(), subject.error().message);
      CHECK(subject->id == 4);
    }
  }
}

TEST_CASE("A run is the last one where none is named, and an empty store has none") {
  on_question_stores([](QuestionStore& store) {
    CHECK(resolve_subject(store.database(), *find_question("coverage"), "")->text == "night-3");
    CHECK(resolve_subject(store.database(), *find_question("unread"), "last")->id == 3);
  });
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    auto store = Store::open(location, StoreAccess::kWrite);
    const auto none = resolve_subject(store->database(), *find_question("coverage"), "");
    CHECK(none.error().message == "query coverage: the store has no runs yet");
  }
}

}  // namespace keyhound::testing
