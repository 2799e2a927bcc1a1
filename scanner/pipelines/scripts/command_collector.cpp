// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/command_collector.h"

#include <algorithm>

#include "scanner/pipelines/scripts/command_name.h"

namespace keyhound {
namespace {

constexpr std::size_t kUsualWords = 4;  // most commands have no more

// Commands whose operands `A=b` assign.
bool declares(const ScriptWord& name) {
  return name.text == "export" || name.text == "local" || name.text == "readonly" ||
         name.text == "declare" || name.text == "typeset";
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char byte) {
    return byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
  });
}

void add_declared(ScriptCommand& command) {
  if (command.words.size() < 2 || !declares(command.words.front())) return;
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const ScriptWord& word = command.words[i];
    const std::size_t equals = word.text.find('=');
    if (equals == std::string::npos || !is_name(word.text.substr(0, equals))) continue;
    command.assignments.push_back({word.text.substr(0, equals), part_of(word, equals + 1)});
  }
}

std::uint32_t end_of(const ScriptCommand& command) {
  std::uint32_t end = command.range.begin;
  if (!command.words.empty()) end = std::max(end, command.words.back().range.end);
  if (!command.assignments.empty()) end = std::max(end, command.assignments.back().value.range.end);
  if (!command.redirections.empty()) end = std::max(end, command.redirections.back().range.end);
  return end;
}

}  // namespace

void CommandCollector::count() {
  if (++items_ < kMostScriptItems) return;
  result_.too_many = true;
  incomplete();
}

std::uint32_t CommandCollector::element() {
  lengths_[list_.pipeline] = std::max(lengths_[list_.pipeline], list_.position + 1);
  return list_.position;
}

ScriptCommand& CommandCollector::command(std::uint32_t at) {
  if (list_.command < 0) {
    count();
    list_.closed = -1;
    list_.command = static_cast<int>(result_.commands.size());
    ScriptCommand& added = result_.commands.emplace_back();
    added.words.reserve(kUsualWords);
    added.range = {at, at};
    added.pipeline = list_.pipeline;
    added.position = element();
    added.group = list_.group;
    added.is_captured = list_.is_captured;
  }
  return result_.commands[static_cast<std::size_t>(list_.command)];
}

void CommandCollector::drop_command() {
  result_.commands.pop_back();
  list_.command = -1;
}

void CommandCollector::end_command() {
  list_.closed = -1;
  if (list_.command < 0) return;
  ScriptCommand& ended = result_.commands[static_cast<std::size_t>(list_.command)];
  list_.command = -1;
  ended.range.end = end_of(ended);
  add_declared(ended);
}

void CommandCollector::pipe() {
  end_command();
  ++list_.position;
}

void CommandCollector::end_pipeline() {
  end_command();
  list_.position = 0;
  if (lengths_[list_.pipeline] == 0) return;
  list_.pipeline = static_cast<std::uint32_t>(lengths_.size());
  lengths_.push_back(0);
}

void CommandCollector::end_line() {
  end_command();
  const bool reads_a_pipe = list_.position > 0 && lengths_[list_.pipeline] == list_.position;
  if (!reads_a_pipe) end_pipeline();
}

int CommandCollector::add_group(ScriptGroupKind kind, std::uint32_t at) {
  count();
  if (depth_ >= kMostScriptDepth) {
    too_deep();
    return -1;
  }
  ScriptGroup& group = result_.groups.emplace_back();
  group.kind = kind;
  group.range = {at, at};
  group.parent = list_.group;
  group.pipeline = list_.pipeline;
  group.position = list_.position;
  return static_cast<int>(result_.groups.size()) - 1;
}

void CommandCollector::open_group(ScriptGroupKind kind, std::uint32_t at, std::string name) {
  end_command();
  const int group = add_group(kind, at);
  frames_.push_back({kind, false, group, list_.pipeline, element()});
  if (group >= 0) {
    ScriptGroup& opened = result_.groups[static_cast<std::size_t>(group)];
    if (!name.empty()) opened.kind = ScriptGroupKind::kFunction;
    opened.name = std::move(name);
    list_.group = group;
    ++depth_;
  }
  list_.pipeline = static_cast<std::uint32_t>(lengths_.size());
  list_.position = 0;
  lengths_.push_back(0);
}

bool CommandCollector::close_group(ScriptGroupKind kind, std::uint32_t end) {
  // Looks no further than groups may be deep, so that a text of bare ends stays linear.
  const std::size_t lowest =
      std::max(list_.frames, frames_.size() - std::min(frames_.size(), std::size_t{64}));
  std::size_t place = frames_.size();
  while (place > lowest && frames_[place - 1].kind != kind) --place;
  if (place <= lowest) return false;
  if (place != frames_.size()) incomplete();
  end_command();
  while (frames_.size() >= place) {
    const Frame& closing = frames_.back();
    list_.pipeline = closing.pipeline;
    list_.position = closing.position;
    list_.closed = closing.group;
    if (closing.group >= 0) {
      ScriptGroup& group = result_.groups[static_cast<std::size_t>(closing.group)];
      group.range.end = end;
      list_.group = group.parent;
      --depth_;
    }
    frames_.pop_back();
  }
  return true;
}

CommandCollector::Frame* CommandCollector::innermost() {
  return frames_.size() > list_.frames ? &frames_.back() : nullptr;
}

ScriptGroup* CommandCollector::closed_group() {
  return list_.closed < 0 ? nullptr : &result_.groups[static_cast<std::size_t>(list_.closed)];
}

CommandCollector::List CommandCollector::open_list(ScriptGroupKind kind, std::uint32_t at) {
  const List outer = list_;
  const int group = add_group(kind, at);
  if (group >= 0) {
    list_.group = group;
    ++depth_;
  }
  list_.frames = frames_.size();
  list_.command = -1;
  list_.closed = -1;
  list_.is_captured = outer.is_captured || kind == ScriptGroupKind::kSubstitution;
  list_.pipeline = static_cast<std::uint32_t>(lengths_.size());
  list_.position = 0;
  lengths_.push_back(0);
  return outer;
}

void CommandCollector::close_list(const List& outer, std::uint32_t end) {
  end_command();
  if (frames_.size() > list_.frames) incomplete();
  while (frames_.size() > list_.frames) close_group(frames_.back().kind, end);
  if (list_.group != outer.group) {
    result_.groups[static_cast<std::size_t>(list_.group)].range.end = end;
    --depth_;
  }
  list_ = outer;
}

void CommandCollector::expansion(const ScriptExpansion& expansion) {
  count();
  result_.expansions.push_back(expansion);
}

void CommandCollector::too_deep() {
  result_.too_deep = true;
  incomplete();
}

void CommandCollector::too_long() {
  result_.too_long = true;
  incomplete();
}

ScriptCommands CommandCollector::finish(std::uint32_t end) {
  end_command();
  if (!frames_.empty()) incomplete();
  while (!frames_.empty()) close_group(frames_.back().kind, end);
  for (ScriptCommand& command : result_.commands) {
    command.pipeline_length = lengths_[command.pipeline];
    name_program(command);
  }
  for (ScriptGroup& group : result_.groups)
    group.pipeline_length = std::max(lengths_[group.pipeline], 1U);
  std::sort(result_.expansions.begin(), result_.expansions.end(),
            [](const ScriptExpansion& a, const ScriptExpansion& b) {
              return a.range.begin != b.range.begin ? a.range.begin < b.range.begin
                                                    : a.range.end > b.range.end;
            });
  return std::move(result_);
}

}  // namespace keyhound
