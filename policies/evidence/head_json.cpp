// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/head_json.h"

#include <algorithm>

#include "policies/evidence/ledger_line.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr const char* kFormat = "keyhound.dev/ledger-head/v1";

tl::unexpected<Error> malformed(const char* reason) {
  return fail(ErrorKind::kCorrupt, std::string("this is no head of a ledger: ") + reason);
}

// The text of a member; nullptr when it is none.
const std::string* text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

Status read_signature(const Json& data, TreeHead& head) {
  const std::string* key_id = text_of(data, "key_id");
  const std::string* signature = text_of(data, "signature");
  if (key_id == nullptr && signature == nullptr) return {};
  if (key_id == nullptr || signature == nullptr)
    return malformed("it has a signature without a key, or a key without a signature");
  const auto bytes = from_base64(*signature);
  if (!bytes || bytes->size() != Signature().size() || to_base64(*bytes) != *signature)
    return malformed("its signature is not the base64 of 64 bytes");
  head.key_id = *key_id;
  std::copy(bytes->begin(), bytes->end(), head.signature.emplace().begin());
  return {};
}

Status read_data(const Json& data, TreeHead& head) {
  const auto size = data.find("tree_size");
  const std::string* root = text_of(data, "root");
  if (size == data.end() || !size->is_number_unsigned()) return malformed("it has no tree_size");
  if (root == nullptr) return malformed("it has no root");
  head.tree_size = size->get<std::uint64_t>();
  KEYHOUND_TRY(head.root, parse_digest(*root));
  return read_signature(data, head);
}

}  // namespace

Json head_data(const TreeHead& head) {
  Json data = {{"tree_size", head.tree_size},
               {"root", to_hex(head.root)},
               {"key_id", nullptr},
               {"signature", nullptr}};
  if (head.signature) {
    const auto* bytes = reinterpret_cast<const char*>(head.signature->data());
    data["key_id"] = head.key_id;
    data["signature"] = to_base64({bytes, head.signature->size()});
  }
  return data;
}

Result<TreeHead> head_of(const EvidenceEvent& event, const Sha256Digest& ledger) {
  TreeHead head;
  head.ledger = ledger;
  head.time = event.time;
  KEYHOUND_TRY_STATUS(read_data(event.data, head));
  return head;
}

Json head_document(const TreeHead& head) {
  Json document = head_data(head);
  document["format"] = kFormat;
  document["ledger"] = to_hex(head.ledger);
  document["time"] = format_timestamp(head.time);
  return document;
}

Result<TreeHead> parse_head_document(const Json& document) {
  if (!document.is_object()) return malformed("it is no JSON object");
  const std::string* format = text_of(document, "format");
  const std::string* ledger = text_of(document, "ledger");
  const std::string* time = text_of(document, "time");
  if (format == nullptr || *format != kFormat) return malformed("its format is another");
  if (ledger == nullptr || time == nullptr) return malformed("it names no ledger or time");
  TreeHead head;
  KEYHOUND_TRY(head.ledger, parse_digest(*ledger));
  const Result<Timestamp> parsed = parse_timestamp(*time);
  if (!parsed) return malformed("its time is none");
  head.time = *parsed;
  KEYHOUND_TRY_STATUS(read_data(document, head));
  return head;
}

}  // namespace keyhound
