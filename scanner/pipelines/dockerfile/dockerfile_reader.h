// SPDX-License-Identifier: Apache-2.0
// Instructions of a Dockerfile as they stand there; nothing is expanded or judged. Tolerant: any
// text has instructions, unknown keywords too. Plain data; pure, thread-safe. Format:
// https://docs.docker.com/reference/dockerfile/
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

constexpr std::uint32_t kNoDockerfileStage = 0xFFFFFFFF;

// key=value, without quotes and escapes; variables as written.
struct DockerfilePair {
  SourceText key;
  std::optional<SourceText> value;  // nullopt: there is no =
};

// --name=value before the arguments.
struct DockerfileFlag {
  std::string name;  // "mount"
  TextRange range;   // of the file
  std::optional<SourceText> value;
  std::vector<DockerfilePair> options;  // the value's parts between commas: type=secret,id=x

  // The value of an option; nullptr: there is none.
  [[nodiscard]] const SourceText* find(std::string_view option) const;
};

// What follows a line with <<NAME.
struct DockerfileHeredoc {
  std::string name;
  bool expands = true;  // false: the name is quoted
  SourceText content;   // with the last line end; of <<- without leading tabs
};

struct DockerfileInstruction {
  std::string keyword;                       // in upper case
  TextRange range;                           // with continuations and heredocs
  bool is_onbuild = false;                   // stands behind ONBUILD
  bool is_json = false;                      // ["a", "b"]
  std::uint32_t stage = kNoDockerfileStage;  // in Dockerfile::stages; none before the first FROM

  std::vector<DockerfileFlag> flags;
  // Everything behind the flags on one line: continuations and the comments between them are left
  // out. Of RUN, CMD and ENTRYPOINT the command, of HEALTHCHECK what is behind CMD.
  SourceText text;
  // The words of `text` without quotes, or the strings of the JSON form. Empty for a command in
  // shell form, and where there are pairs.
  std::vector<SourceText> arguments;
  std::vector<DockerfilePair> pairs;  // of ENV, ARG and LABEL; also `ENV key value`
  std::vector<DockerfileHeredoc> heredocs;

  // The first flag of a name; nullptr: there is none.
  [[nodiscard]] const DockerfileFlag* find_flag(std::string_view name) const;
};

// FROM image AS name.
struct DockerfileStage {
  SourceText image;
  std::optional<SourceText> name;
  std::uint32_t instruction = 0;  // its FROM, in Dockerfile::instructions
};

struct Dockerfile {
  std::vector<DockerfileInstruction> instructions;
  std::vector<DockerfileStage> stages;
  char escape = '\\';       // as `# escape=` says
  bool is_complete = true;  // false: a heredoc has no end, or a limit was met
};

// REQUIRES: `text` is UTF-8 or at least ASCII-compatible. Reads at most kMostReaderBytes and
// kMostReaderItems instructions, words and pairs.
Dockerfile read_dockerfile(std::string_view text);

}  // namespace keyhound
