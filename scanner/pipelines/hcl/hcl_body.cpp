// SPDX-License-Identifier: Apache-2.0
// Bodies: attributes and blocks.
#include <utility>

#include "scanner/pipelines/hcl/hcl_parser.h"

namespace keyhound {

// Up to the brace that closes the block.
void HclParser::read_body(std::uint32_t block) {
  for (skip_blanks(true); at_ < end_; skip_blanks(true)) {
    if (peek() == '}' && block != 0) return;
    const std::uint32_t before = at_;
    read_item(block);
    if (at_ == before) ++at_;
  }
}

void HclParser::read_item(std::uint32_t block) {
  const std::uint32_t begin = at_;
  std::string name;
  if (peek() == '"') {
    name = read_string().text.text;
  } else if (sees_name()) {
    name = slice(read_name());
  } else {
    file_.is_complete = false;
    return;
  }
  const TextRange range = {begin, at_};
  skip_blanks(false);
  if (peek() == '=' && peek(1) != '=') return read_attribute(block, std::move(name), range);
  if (text_[begin] != '"') read_block(block, range);
}

void HclParser::read_attribute(std::uint32_t block, std::string name, TextRange range) {
  ++at_;
  if (!count()) return;
  HclValue value = read_expression(true);
  file_.blocks[block].attributes.push_back({std::move(name), range, std::move(value)});
}

// The names and strings before a brace.
std::vector<SourceText> HclParser::read_labels() {
  std::vector<SourceText> labels;
  for (skip_blanks(false); (peek() == '"' || sees_name()) && count(); skip_blanks(false)) {
    labels.push_back(peek() == '"' ? read_string().text : SourceText::slice(text_, read_name()));
  }
  return labels;
}

void HclParser::read_block(std::uint32_t parent, TextRange type) {
  std::vector<SourceText> labels = read_labels();
  if (peek() != '{') {
    file_.is_complete = false;
    return;
  }
  ++at_;
  const auto index = static_cast<std::uint32_t>(file_.blocks.size());
  HclBlock& block = file_.blocks.emplace_back();
  block.type = slice(type);
  block.type_range = type;
  block.labels = std::move(labels);
  block.parent = parent;
  file_.blocks[parent].blocks.push_back(index);
  if (enter()) read_body(index);
  leave();
  if (peek() == '}') {
    ++at_;
  } else {
    file_.is_complete = false;
  }
  file_.blocks[index].range = {type.begin, at_};
}

}  // namespace keyhound
