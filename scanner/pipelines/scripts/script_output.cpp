// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_output.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "scanner/pipelines/scripts/command_name.h"
#include "scanner/pipelines/scripts/script_options.h"

namespace keyhound {
namespace {

// Where a descriptor of a command or group points to.
struct Target {
  enum class Kind { kInherited, kLog, kFile, kDiscarded };
  Kind kind = Kind::kInherited;
  const ScriptWord* file = nullptr;
};

Target file_target(const ScriptWord& word, const Target& standard_error) {
  const std::string_view name = word.text;
  if (name == "/dev/null" || name == "$null" || name == "nul" || name == "NUL")
    return {Target::Kind::kDiscarded, nullptr};
  if (name == "/dev/stderr" || name == "/proc/self/fd/2") return standard_error;
  if (name == "/dev/stdout" || name == "/proc/self/fd/1") return {};
  if (name == "/dev/tty" || name == "con" || name == "CON") return {Target::Kind::kLog, nullptr};
  return {Target::Kind::kFile, &word};
}

// Where standard output points to behind the redirections, which apply in order.
Target standard_output(std::span<const ScriptRedirection> redirections) {
  Target output;
  Target error{Target::Kind::kLog, nullptr};
  for (const ScriptRedirection& redirection : redirections) {
    if (redirection.kind == ScriptRedirectionKind::kWrite ||
        redirection.kind == ScriptRedirectionKind::kAppend) {
      const Target target = file_target(redirection.target, error);
      const bool both = redirection.fd == ScriptRedirection::kBoth;
      if (redirection.fd == 1 || both) output = target;
      if (redirection.fd == 2 || both) error = target;
    } else if (redirection.kind == ScriptRedirectionKind::kDuplicate) {
      const std::string_view other = redirection.target.text;
      // Of descriptors above 2 it is not known where they point to; most keep the log at hand.
      const Target target = other == "1"   ? output
                            : other == "2" ? error
                            : other == "-" ? Target{Target::Kind::kDiscarded, nullptr}
                                           : Target{Target::Kind::kLog, nullptr};
      if (redirection.fd == 1) output = target;
      if (redirection.fd == 2) error = target;
    }
  }
  return output;
}

class OutputWalk {
 public:
  OutputWalk(const ScriptCommands& script, bool follows_calls)
      : script_(script), follows_calls_(follows_calls) {}

  ScriptOutput from_command(std::size_t index) {
    const ScriptCommand& command = script_.commands[index];
    is_captured_ = command.is_captured;
    if (!ends_in(command) && !ends_at(command.redirections))
      follow(command.pipeline, command.position, command.pipeline_length, command.group);
    return std::move(output_);
  }

 private:
  // What an element of a pipeline inherits as its output: the next one, or what is around.
  void follow(std::uint32_t pipeline, std::uint32_t position, std::uint32_t length, int group) {
    for (;;) {
      while (position + 1 < length) {
        if (passes(pipeline, ++position)) return;
      }
      if (group < 0) {
        output_.end = is_captured_ ? ScriptOutputEnd::kCaptured : ScriptOutputEnd::kLog;
        return;
      }
      const ScriptGroup& around = script_.groups[static_cast<std::size_t>(group)];
      if (around.kind == ScriptGroupKind::kSubstitution) {
        output_.end = ScriptOutputEnd::kCaptured;
        return;
      }
      if (ends_at(around.redirections)) return;
      if (around.kind == ScriptGroupKind::kFunction) {
        follow_calls(around);
        return;
      }
      pipeline = around.pipeline;
      position = around.position;
      length = around.pipeline_length;
      group = around.parent;
    }
  }

  // True: what the element at `position` writes does not reach the next one.
  bool passes(std::uint32_t pipeline, std::uint32_t position) {
    for (const ScriptGroup& group : script_.groups) {
      if (group.pipeline != pipeline || group.position != position ||
          group.kind == ScriptGroupKind::kSubstitution)
        continue;
      for (std::size_t i = 0; i < script_.commands.size(); ++i) {
        if (group.range.contains(script_.commands[i].range.begin)) output_.through.push_back(i);
      }
      return ends_at(group.redirections);
    }
    for (std::size_t i = 0; i < script_.commands.size(); ++i) {
      const ScriptCommand& command = script_.commands[i];
      if (command.pipeline != pipeline || command.position != position) continue;
      output_.through.push_back(i);
      is_captured_ = is_captured_ || command.is_captured;
      add_tee(command);
      return ends_in(command) || ends_at(command.redirections);
    }
    return false;
  }

  void add_tee(const ScriptCommand& command) {
    const std::string name = command_name(command);
    if (name == "Tee-Object") add_file_operand(command);
    if (name != "tee") return;
    for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i) {
      const ScriptWord& word = command.words[i];
      if (!word.text.starts_with('-')) output_.files.push_back(&word);
    }
  }

  // PowerShell's commands that keep what they are given: in a file, or nowhere.
  bool ends_in(const ScriptCommand& command) {
    const std::string name = command_name(command);
    if (name == "Out-Null") {
      output_.end = ScriptOutputEnd::kDiscarded;
      return true;
    }
    if (name != "Out-File" && name != "Set-Content" && name != "Add-Content") return false;
    add_file_operand(command);
    output_.end = ScriptOutputEnd::kFile;
    return true;
  }

  // The value of -FilePath or -Path, or the first word that is neither an option nor its value.
  void add_file_operand(const ScriptCommand& command) {
    static constexpr std::string_view kPaths[] = {"-FilePath", "-Path", "-LiteralPath"};
    std::size_t file = 0;
    if (const auto options = find_options(command, kPaths); !options.empty()) {
      file = options.front().word + 1;
    } else {
      file = command_word(command) + 1;
      if (file < command.words.size() && command.words[file].text.starts_with('-')) return;
    }
    if (file < command.words.size()) output_.files.push_back(&command.words[file]);
  }

  bool ends_at(std::span<const ScriptRedirection> redirections) {
    const Target target = standard_output(redirections);
    switch (target.kind) {
      case Target::Kind::kInherited:
        return false;
      case Target::Kind::kLog:
        output_.end = ScriptOutputEnd::kLog;
        return true;
      case Target::Kind::kFile:
        output_.files.push_back(target.file);
        output_.end = ScriptOutputEnd::kFile;
        return true;
      case Target::Kind::kDiscarded:
        output_.end = ScriptOutputEnd::kDiscarded;
        return true;
    }
    return true;
  }

  // A function writes to where its calls write. One to the log is enough; so is having no call,
  // and being called by a function.
  void follow_calls(const ScriptGroup& function) {
    output_.end = ScriptOutputEnd::kLog;
    if (!follows_calls_) return;
    std::optional<ScriptOutput> elsewhere;
    for (std::size_t i = 0; i < script_.commands.size(); ++i) {
      const ScriptCommand& call = script_.commands[i];
      if (function.range.contains(call.range.begin) || command_name(call) != function.name)
        continue;
      ScriptOutput reached = OutputWalk(script_, false).from_command(i);
      const bool is_log = reached.end == ScriptOutputEnd::kLog;
      if (is_log || !elsewhere) elsewhere = std::move(reached);
      if (is_log) break;
    }
    if (!elsewhere) return;
    output_.end = elsewhere->end;
    output_.files.insert(output_.files.end(), elsewhere->files.begin(), elsewhere->files.end());
    output_.through.insert(output_.through.end(), elsewhere->through.begin(),
                           elsewhere->through.end());
  }

  const ScriptCommands& script_;
  bool follows_calls_;
  bool is_captured_ = false;
  ScriptOutput output_;
};

}  // namespace

ScriptOutput output_of(const ScriptCommands& script, std::size_t command) {
  return OutputWalk(script, true).from_command(command);
}

}  // namespace keyhound
