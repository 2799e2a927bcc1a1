// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/dashboard/model/load_board.h"
#include "tests/support/question_store.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

inline constexpr Timestamp kBoardNow = {1'796'040'000};  // 2026-11-30T12:00:00Z

// The organisation of tests/support/question_rows.h, in SQLite.
inline BoardModel board_of_questions(std::size_t most_findings = kMostBoardFindings) {
  const TempDir folder;
  fill_question_store(folder / "store.db");
  Store store = Store::open(folder / "store.db", StoreAccess::kRead).value();
  auto model = load_board(store.database(), kBoardNow, "", most_findings);
  REQUIRE_MESSAGE(model.has_value(), model.error().message);
  return *model;
}

inline bool has_text(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace keyhound::testing
