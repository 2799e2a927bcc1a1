// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_commands.h"

#include "scanner/pipelines/scripts/batch_reader.h"
#include "scanner/pipelines/scripts/posix_reader.h"
#include "scanner/pipelines/scripts/powershell_reader.h"

namespace keyhound {
namespace {

void read_opaque_only(ScriptCursor& cursor, CommandCollector& collector) {
  WordBuilder unused(cursor.text(), 0);
  unused.mute();
  while (!cursor.at_end() && !collector.is_full()) {
    cursor.advance(cursor.limit() - cursor.position());
    if (cursor.at_opaque()) read_opaque(cursor, collector, unused, ScriptQuote::kNone);
  }
}

}  // namespace

ScriptCommands read_script(std::string_view text, ScriptLanguage language,
                           std::span<const TextRange> opaque) {
  CommandCollector collector;
  if (text.size() > kMostScriptBytes) {
    text = text.substr(0, kMostScriptBytes);
    collector.too_long();
  }
  ScriptCursor cursor(text, opaque);
  switch (language) {
    case ScriptLanguage::kPosix:
      PosixReader(cursor, collector).read();
      break;
    case ScriptLanguage::kPowerShell:
      PowerShellReader(cursor, collector).read();
      break;
    case ScriptLanguage::kBatch:
      BatchReader(cursor, collector).read();
      break;
    case ScriptLanguage::kOther:
      read_opaque_only(cursor, collector);
      break;
  }
  return collector.finish(static_cast<std::uint32_t>(text.size()));
}

}  // namespace keyhound
