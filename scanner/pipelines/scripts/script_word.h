// SPDX-License-Identifier: Apache-2.0
// ScriptWord: one word of a script, without its quotes, with the variables that are expanded in it
// and the place of each of its bytes. Plain data; ranges are byte offsets in the script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

// What surrounds an expansion. Inside kSingle, kRawHereDocument and kComment a shell expands
// nothing: only opaque ranges are listed there.
enum class ScriptQuote : std::uint8_t {
  kNone,
  kSingle,
  kDouble,
  kHereDocument,
  kRawHereDocument,  // its delimiter is quoted
  kComment
};

// What an expansion makes of the variable.
enum class ScriptExpansionForm : std::uint8_t {
  kValue,        // $A, ${A}
  kDefault,      // ${A:-word}, ${A-word}, ${A:=word}, ${A=word}
  kRequired,     // ${A:?message}
  kAlternative,  // ${A:+word}: the word, never the value
  kLength,       // ${#A}: the length, never the value
  kChanged,      // a part of the value, or the value with something replaced
  kIndirect      // ${!A}: the value of the variable that A names
};

// A variable, or a template expression of the platform, whose value becomes part of the script's
// text when it runs. `${A:-$B}` is two, the outer one first.
struct ScriptExpansion {
  TextRange range;   // with `$` and braces
  std::string name;  // of the variable: "PATH", "1", "@"; "env:PATH" in PowerShell
  int opaque = -1;   // index in read_script's `opaque`; the name is then empty
  ScriptQuote quote = ScriptQuote::kNone;
  ScriptExpansionForm form = ScriptExpansionForm::kValue;

  [[nodiscard]] bool is_opaque() const { return opaque >= 0; }
  // False: what it expands to tells whether the variable is set, or how long it is, but not what it
  // holds.
  [[nodiscard]] bool shows_value() const {
    return form != ScriptExpansionForm::kAlternative && form != ScriptExpansionForm::kLength;
  }
};

struct ScriptWord {
  TextRange range;  // with its quotes
  // Without quotes and escapes. An expansion stands as its source, a command substitution only as
  // `$()`, "``", `<()` or `>()`: its commands are commands of their own.
  std::string text;
  std::vector<ScriptExpansion> expansions;  // in order; not those inside command substitutions
  std::vector<SourceSegment> segments;      // empty: `text` stands in the script as it is
  bool quoted = false;                      // some of it is
  bool has_substitution = false;            // commands inside its range give a part of it

  // Where bytes of `text` stand in the script.
  [[nodiscard]] TextRange source_of(TextRange of_text) const;
  // Where bytes of the script stand in `text`.
  [[nodiscard]] TextRange text_of(TextRange of_source) const;
};

// The part of a word, as a word: bytes of `word.text`.
[[nodiscard]] ScriptWord part_of(const ScriptWord& word, TextRange of_text);
[[nodiscard]] ScriptWord part_of(const ScriptWord& word, std::size_t from);

}  // namespace keyhound
