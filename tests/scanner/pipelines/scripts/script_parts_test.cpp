// SPDX-License-Identifier: Apache-2.0
// The pieces that the readers are made of.
#include <doctest/doctest.h>

#include "scanner/pipelines/scripts/command_collector.h"
#include "scanner/pipelines/scripts/script_cursor.h"
#include "scanner/pipelines/scripts/word_reading.h"

namespace keyhound {
namespace {

TEST_CASE("The cursor sees nothing of an opaque range") {
  const std::vector<TextRange> opaque = {{2, 5}};
  ScriptCursor cursor("ab\n\nxcd\ne", opaque);
  CHECK(cursor.peek(1) == 'b');
  CHECK(cursor.peek(2) == '\0');
  CHECK(cursor.line_end() == 8);
  cursor.advance(9);
  CHECK(cursor.position() == 2);
  REQUIRE(cursor.at_opaque());
  CHECK(cursor.take_opaque().range == TextRange{2, 5});
  CHECK(cursor.peek() == 'c');
  cursor.seek(0);
  CHECK(cursor.limit() == 2);
  cursor.set_end(1);
  CHECK(cursor.line_end() == 1);
}

TEST_CASE("Double parentheses are found where both pairs fit together") {
  const ScriptCursor cursor("((a)) ((b) ) (((c))) )", {});
  CHECK(cursor.double_parentheses() == std::vector<TextRange>{{2, 3}, {15, 18}, {16, 17}});
}

TEST_CASE("Skipping counts brackets and keeps opaque ranges") {
  const std::vector<TextRange> opaque = {{3, 5}};
  ScriptCursor cursor("(a)))b)c", opaque);
  CommandCollector collector;
  skip_balanced(cursor, collector, '(', ')');
  CHECK(cursor.position() == 7);
  const ScriptCommands result = collector.finish(8);
  CHECK(result.too_deep);
  CHECK(result.expansions.size() == 1);
}

TEST_CASE("A group that is closed over an open one closes both, with complaint") {
  CommandCollector collector;
  collector.open_group(ScriptGroupKind::kIf, 0);
  collector.open_group(ScriptGroupKind::kLoop, 3);
  CHECK_FALSE(collector.close_group(ScriptGroupKind::kCase, 5));
  CHECK(collector.close_group(ScriptGroupKind::kIf, 9));
  CHECK(collector.innermost() == nullptr);
  const ScriptCommands result = collector.finish(9);
  CHECK_FALSE(result.is_complete);
  CHECK(result.groups[1].parent == 0);
  CHECK(result.groups[1].range == TextRange{3, 9});
}

}  // namespace
}  // namespace keyhound
