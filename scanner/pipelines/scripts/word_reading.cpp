// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/word_reading.h"

#include <algorithm>

#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {

void record_expansion(ScriptCursor& cursor, CommandCollector& collector,
                      const ScriptExpansion& expansion) {
  collector.expansion(expansion);
  if (collector.is_full()) cursor.seek(cursor.end());
}

void read_opaque(ScriptCursor& cursor, CommandCollector& collector, WordBuilder& word,
                 ScriptQuote quote) {
  const ScriptCursor::Opaque opaque = cursor.take_opaque();
  ScriptExpansion expansion;
  expansion.range = opaque.range;
  expansion.opaque = opaque.index;
  expansion.quote = quote;
  word.expansion(expansion);
  word.literal(opaque.range.begin, opaque.range.end);
  record_expansion(cursor, collector, expansion);
}

void skip_balanced(ScriptCursor& cursor, CommandCollector& collector, char open, char close) {
  collector.too_deep();
  WordBuilder unused(cursor.text(), cursor.position());
  unused.mute();
  for (std::size_t depth = 1; depth > 0;) {
    if (cursor.at_opaque()) {
      read_opaque(cursor, collector, unused, ScriptQuote::kNone);
      continue;
    }
    if (cursor.at_end()) return;
    const char byte = cursor.peek();
    if (byte == close) {
      --depth;
    } else if (byte == open && byte != '\0') {
      ++depth;
    }
    cursor.advance();
  }
}

void skip_comment_line(ScriptCursor& cursor, CommandCollector& collector) {
  static constexpr ByteSet kLineEnd = byte_set("\n");
  WordBuilder unused(cursor.text(), cursor.position());
  unused.mute();
  for (;;) {
    read_plain(cursor, unused, kLineEnd);
    if (!cursor.at_opaque()) return;
    read_opaque(cursor, collector, unused, ScriptQuote::kComment);
  }
}

int read_descriptor(ScriptCursor& cursor) {
  int number = -1;
  for (int digits = 0; digits < 8 && is_digit(cursor.peek()); ++digits, cursor.advance())
    number = std::max(number, 0) * 10 + cursor.peek() - '0';
  return number;
}

}  // namespace keyhound
