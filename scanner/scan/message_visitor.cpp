// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/message_visitor.h"

#include "scanner/git/object_text.h"
#include "scanner/scan/text_stream.h"

namespace keyhound {

Result<std::unique_ptr<MessageVisitor>> MessageVisitor::create(const ScanContext& context) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  return std::unique_ptr<MessageVisitor>(new MessageVisitor(std::move(scanner)));
}

CarriedStateRef MessageVisitor::visit(const DecodedObject& object) {
  const std::uint64_t before = bytes;
  scan_object(object);
  append_drops(object.node, scanner_.take_drops(), drops);
  if (scanned != nullptr) (*scanned)[object.node] = bytes - before + 1;
  return nullptr;
}

// What cannot be parsed is scanned as a whole: it is text all the same.
void MessageVisitor::scan_object(const DecodedObject& object) {
  if (object.type == ObjectType::kTag) {
    const auto tag = parse_tag(object.bytes);
    scan(object.node, tag ? tag->message : object.bytes, LocationPart::kTagMessage);
    return;
  }
  const auto commit = parse_commit(object.bytes);
  if (!commit) {
    scan(object.node, object.bytes, LocationPart::kCommitMessage);
    return;
  }
  commits.add(object.node, *commit);
  scan(object.node, commit->message, LocationPart::kCommitMessage);
  const WrittenHeaders& headers = commit->written;
  scan(object.node, headers.text, LocationPart::kCommitHeader, headers.lines_before);
}

CarriedStateRef MessageVisitor::visit_again(const DecodedObject& /*object*/) { return nullptr; }

void MessageVisitor::fail(NodeNumber node, const Error& error) { failed.push_back({node, error}); }

void MessageVisitor::scan(NodeNumber node, std::string_view text, LocationPart part,
                          std::uint64_t lines_before) {
  bytes += text.size();
  if (auto status = scan_text(scanner_, text, kMessageOrigin, hits_); !status)
    failed.push_back({node, status.error()});
  for (TextHit& hit : hits_) {
    move_down(hit, lines_before);
    found.push_back({node, part, std::move(hit)});
  }
}

}  // namespace keyhound
