// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: what the readers of all script languages do alike.
#pragma once

#include <array>
#include <string_view>

#include "scanner/pipelines/scripts/command_collector.h"
#include "scanner/pipelines/scripts/script_cursor.h"
#include "scanner/pipelines/scripts/word_builder.h"

namespace keyhound {

using ByteSet = std::array<bool, 256>;

constexpr ByteSet byte_set(std::string_view members) {
  ByteSet set{};
  for (const char byte : members) set[static_cast<unsigned char>(byte)] = true;
  return set;
}

// Bytes that stand for themselves, up to one of `stops`, an opaque range or the end.
inline void read_plain(ScriptCursor& cursor, WordBuilder& word, const ByteSet& stops) {
  const std::string_view text = cursor.text();
  const std::uint32_t begin = cursor.position();
  const std::uint32_t limit = cursor.limit();
  std::uint32_t at = begin;
  while (at < limit && !stops[static_cast<unsigned char>(text[at])]) ++at;
  if (at == begin) return;
  word.literal(begin, at);
  cursor.advance(at - begin);
}
// Records an expansion; goes to the end when that was one too many.
void record_expansion(ScriptCursor& cursor, CommandCollector& collector,
                      const ScriptExpansion& expansion);
// REQUIRES: cursor.at_opaque().
void read_opaque(ScriptCursor& cursor, CommandCollector& collector, WordBuilder& word,
                 ScriptQuote quote);
// Goes behind the bracket that closes what is open, without reading what is inside. `open` 0:
// brackets do not nest.
void skip_balanced(ScriptCursor& cursor, CommandCollector& collector, char open, char close);
// Goes to the end of the line; opaque ranges on the way are recorded as part of a comment.
void skip_comment_line(ScriptCursor& cursor, CommandCollector& collector);
// A number before the operator; -1: none.
int read_descriptor(ScriptCursor& cursor);

}  // namespace keyhound
