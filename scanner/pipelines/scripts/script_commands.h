// SPDX-License-Identifier: Apache-2.0
// ScriptCommands: the simple commands of a script, as far as checks of pipeline definitions need
// them: words, variables, redirections, pipelines and groups. Nothing is evaluated. Any bytes give
// an answer, in time and memory linear in their number; what could not be read is said. Plain data;
// ranges are byte offsets in the script. Shell grammar:
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html and Bash's manual.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/scripts/script_word.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

enum class ScriptLanguage : std::uint8_t {
  kPosix,  // sh, bash, dash, zsh
  kPowerShell,
  kBatch,  // cmd.exe
  kOther   // Python and the like: only opaque ranges are listed
};

enum class ScriptRedirectionKind : std::uint8_t {
  kRead,          // <
  kWrite,         // >, >|, &>, <>
  kAppend,        // >>, &>>
  kDuplicate,     // 2>&1: `target` is the other descriptor, or `-`
  kHereString,    // <<<: `target` is the string
  kHereDocument,  // <<, <<-: `target` is the body
};

struct ScriptRedirection {
  // For `fd`: standard output and standard error.
  static constexpr int kBoth = -1;

  ScriptRedirectionKind kind = ScriptRedirectionKind::kWrite;
  int fd = 1;
  TextRange range;  // operator and target; of a here-document: operator and delimiter
  ScriptWord target;
};

struct ScriptAssignment {
  std::string name;
  ScriptWord value;
};

enum class ScriptGroupKind : std::uint8_t {
  kBraces,        // { …; }, a script block
  kSubshell,      // ( … )
  kIf,            // if … fi
  kLoop,          // while, until, for, select … done
  kCase,          // case … esac
  kFunction,      // the body of a function
  kSubstitution,  // $( … ), `…`, <( … ): its output is captured
  kProcessInput   // >( … )
};

// What holds several commands, and is itself an element of a pipeline.
struct ScriptGroup {
  ScriptGroupKind kind = ScriptGroupKind::kBraces;
  std::string name;  // of a function
  TextRange range;
  int parent = -1;  // index in `groups`
  std::uint32_t pipeline = 0;
  std::uint32_t position = 0;
  std::uint32_t pipeline_length = 1;
  std::vector<ScriptRedirection> redirections;  // of all commands inside: `done > file`
};

// A simple command. `if`, `then`, `do`, `!`, `time` and the like are not part of it; `sudo`, `env`
// and other programs that run a command are: see command_name.h.
struct ScriptCommand {
  // Those before the command's name, and those that export, local, readonly, declare, typeset and
  // the `set` of cmd.exe make; the words hold the latter too.
  std::vector<ScriptAssignment> assignments;
  std::vector<ScriptWord> words;  // empty: only assignments or redirections
  std::vector<ScriptRedirection> redirections;
  std::string program;             // its name in lower case; see command_name.h
  std::uint32_t program_word = 0;  // which word that is; words.size(): none
  TextRange range;
  std::uint32_t pipeline = 0;  // commands and groups of one pipeline share a number
  std::uint32_t position = 0;  // in the pipeline, from 0
  std::uint32_t pipeline_length = 1;
  int group = -1;            // the innermost one around it: index in `groups`
  bool is_captured = false;  // a substitution is around it, or its output is assigned
};

struct ScriptCommands {
  std::vector<ScriptCommand> commands;      // by where they begin; those in substitutions too
  std::vector<ScriptGroup> groups;          // by where they begin: a parent is before its children
  std::vector<ScriptExpansion> expansions;  // all of the script, by where they begin
  // False: a string, here-document, substitution or group has no end, an end has no beginning, or a
  // limit was hit. What was read is there.
  bool is_complete = true;
  bool too_deep = false;  // nested deeper than kMostScriptDepth: what is deeper is left out
  bool too_many = false;  // reading stopped at kMostScriptItems
  bool too_long = false;  // reading stopped at kMostScriptBytes
};

inline constexpr std::size_t kMostScriptBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMostScriptItems = 100'000;  // words, expansions, groups, ...
inline constexpr int kMostScriptDepth = 64;

// Reads `text`. `opaque` are template expressions of the platform (`${{ secrets.X }}`,
// `$(Build.Number)`) by where they begin: pieces of words that the script's language never sees.
// Of ranges that overlap, the first counts; empty ones and those beyond the text are passed over.
[[nodiscard]] ScriptCommands read_script(std::string_view text, ScriptLanguage language,
                                         std::span<const TextRange> opaque = {});

}  // namespace keyhound
