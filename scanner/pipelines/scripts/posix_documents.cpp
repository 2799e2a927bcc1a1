// SPDX-License-Identifier: Apache-2.0
// Here-documents: their bodies follow the line that announces them.
#include "scanner/pipelines/scripts/posix_reader.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {

void PosixReader::read_document_operator(ScriptRedirection redirection, std::uint32_t at) {
  PendingDocument document;
  document.strips_tabs = cursor_.peek() == '-';
  if (document.strips_tabs) cursor_.advance();
  skip_blanks();
  document.delimiter = read_delimiter(document.is_raw);
  if (document.delimiter.empty() && !document.is_raw) {
    collector_.incomplete();
    return;
  }
  redirection.kind = ScriptRedirectionKind::kHereDocument;
  redirection.target.range = {cursor_.position(), cursor_.position()};
  add_redirection(std::move(redirection), at);
  ScriptCommands& result = collector_.result();
  const ScriptGroup* group = collector_.has_command() ? nullptr : collector_.closed_group();
  if (group != nullptr) {
    document.group = static_cast<int>(group - result.groups.data());
    document.redirection = group->redirections.size() - 1;
  } else {
    const ScriptCommand& command = collector_.command(at);
    document.command = static_cast<int>(&command - result.commands.data());
    document.redirection = command.redirections.size() - 1;
  }
  pending_.push_back(std::move(document));
}

std::string PosixReader::read_delimiter(bool& is_quoted) {
  std::string delimiter;
  char quote = '\0';
  while (!cursor_.at_end()) {
    if (cursor_.at_opaque()) {
      const std::uint32_t begin = cursor_.position();
      WordBuilder unused(cursor_.text(), begin);
      read_opaque(unused, quote == '\0' ? ScriptQuote::kNone : ScriptQuote::kSingle);
      delimiter += cursor_.text({begin, cursor_.position()});
      continue;
    }
    const char byte = cursor_.peek();
    if (byte == '\n' || byte == '\r') break;
    if (quote == '\0') {
      if (is_blank(byte) || std::string_view(";&|<>()`").find(byte) != std::string_view::npos)
        break;
      if (byte == '\'' || byte == '"') {
        quote = byte;
        is_quoted = true;
      } else if (byte == '\\') {
        is_quoted = true;
        cursor_.advance();
        if (cursor_.peek() != '\0' && cursor_.peek() != '\n') delimiter += cursor_.peek();
      } else {
        delimiter += byte;
      }
    } else if (byte == quote) {
      quote = '\0';
    } else {
      delimiter += byte;
    }
    cursor_.advance();
  }
  if (quote != '\0') collector_.incomplete();
  return delimiter;
}

void PosixReader::read_documents() {
  const std::vector<PendingDocument> documents = std::move(pending_);
  pending_.clear();
  for (const PendingDocument& document : documents) read_document(document);
}

void PosixReader::read_document(const PendingDocument& document) {
  const std::uint32_t begin = cursor_.position();
  const std::uint32_t outer_end = cursor_.end();
  std::uint32_t body_end = outer_end;
  std::uint32_t behind = outer_end;
  while (!cursor_.at_end()) {
    const std::uint32_t line = cursor_.position();
    const std::uint32_t end = cursor_.line_end();
    std::string_view text = cursor_.text({line, end});
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    while (document.strips_tabs && !text.empty() && text.front() == '\t') text.remove_prefix(1);
    cursor_.seek(end);
    if (text == document.delimiter) {
      body_end = line;
      behind = end;
      break;
    }
  }
  if (body_end == behind) collector_.incomplete();

  cursor_.seek(begin);
  cursor_.set_end(body_end);
  const Closer outer_closer = closer_;
  closer_ = Closer::kEnd;
  WordBuilder body(cursor_.text(), begin);
  if (document.is_raw) {
    while (!cursor_.at_end()) {
      body.literal(cursor_.position(), cursor_.limit());
      cursor_.advance(cursor_.limit() - cursor_.position());
      if (cursor_.at_opaque()) read_opaque(body, ScriptQuote::kRawHereDocument);
    }
  } else {
    read_expanded(body, ScriptQuote::kHereDocument);
  }
  closer_ = outer_closer;
  cursor_.set_end(outer_end);
  cursor_.seek(behind);

  ScriptCommands& result = collector_.result();
  auto& owner = document.command >= 0
                    ? result.commands[static_cast<std::size_t>(document.command)].redirections
                    : result.groups[static_cast<std::size_t>(document.group)].redirections;
  owner[document.redirection].target = body.finish(body_end);
}

}  // namespace keyhound
