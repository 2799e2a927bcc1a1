// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "policies/evidence/event_types.h"
#include "policies/evidence/ledger_writer.h"
#include "policies/evidence/new_event.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorKind::kUsage, std::move(message));
}

const EventMember* member_of(const EventType& type, std::string_view name) {
  const auto found = std::find_if(type.members.begin(), type.members.end(),
                                  [name](const EventMember& m) { return m.name == name; });
  return found == type.members.end() ? nullptr : &*found;
}

std::string member_names(const EventType& type) {
  std::string names;
  for (const EventMember& member : type.members) {
    names += names.empty() ? "" : ", ";
    names += member.name;
  }
  return names;
}

Json text_list(std::string_view text) {
  Json list = Json::array();
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    list.push_back(std::string(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

// What a person wrote behind key=, as the member's kind has it; check_event() refuses what is none.
Json value_of(const EventMember& member, const std::string& text) {
  if (text.empty()) return nullptr;
  switch (member.kind) {
    case MemberKind::kTime: {
      const auto time = parse_timestamp(text);
      return time ? Json(format_timestamp(*time)) : Json(text);
    }
    case MemberKind::kCount: {
      std::uint64_t count = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
      return error == std::errc{} && end == text.data() + text.size() ? Json(count) : Json(text);
    }
    case MemberKind::kFlag:
      return text == "true" || text == "false" ? Json(text == "true") : Json(text);
    case MemberKind::kTextList:
      return text_list(text);
    case MemberKind::kText:
    case MemberKind::kObject:
      break;
  }
  return text;
}

Status merge_json(const std::string& text, Json& data) {
  auto object = parse_json(text);
  if (!object) return usage("--data: " + object.error().message);
  if (!object->is_object()) return usage("--data: the JSON is no object");
  data.update(*object);
  return {};
}

Status merge_pair(const EventType& type, const std::string& text, Json& data) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return usage("--data: write key=value, or a JSON object");
  const std::string_view key = std::string_view(text).substr(0, equals);
  const EventMember* member = member_of(type, key);
  if (member == nullptr) {
    return usage(fmt::format("--data: {} has no member '{}'; it has {}", type.name,
                             escape_for_terminal(key), member_names(type)));
  }
  data[std::string(key)] = value_of(*member, text.substr(equals + 1));
  return {};
}

// The members that the subject tells, the time, and null for what was not given.
void complete_data(const EventType& type, const std::string& subject, Timestamp time, Json& data) {
  const std::size_t colon = subject.find(':');
  const std::string kind = subject.substr(0, colon);
  for (const EventMember& member : type.members) {
    const std::string name(member.name);
    if (data.contains(name)) continue;
    data[name] = nullptr;
    if (name == "at") data[name] = format_timestamp(time);
    const bool is_of_subject =
        (name == "credential" || name == "exception" || name == "fingerprint") && name == kind;
    if (is_of_subject && colon != std::string::npos) data[name] = subject.substr(colon + 1);
  }
}

// A decision without a name is none.
Status check_person(const EventType& type, const Json& data) {
  for (const char* name : {"by", "requested_by"}) {
    if (member_of(type, name) != nullptr && !data.at(name).is_string()) {
      return usage(
          fmt::format("--data: {} is missing: who it was, as the registry names them "
                      "(--data {}=user:ana)",
                      name, name));
    }
  }
  return {};
}

// What is about a credential or one value of it, has to say which.
Status check_target(const EventType& type, const Json& data) {
  const bool has_choice =
      member_of(type, "credential") != nullptr && member_of(type, "fingerprint") != nullptr;
  if (!has_choice || data.at("credential").is_string() || data.at("fingerprint").is_string())
    return {};
  return usage("--subject: it is about credential:ID, or fingerprint:kh1:... of one value");
}

}  // namespace

std::string recordable_types() {
  std::string names;
  for (const EventType& type : event_types()) {
    if (type.recorder != Recorder::kPerson) continue;
    names += names.empty() ? "" : ", ";
    names += type.name;
  }
  return names;
}

Status record_import(const std::string& path, const ImportRecord& import, LedgerOptions options) {
  options.may_create = false;
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(options)));
  const EvidenceEvent event = new_event("import.performed", "import:" + import.source,
                                        {{"source", text_or_null(import.source)},
                                         {"digest", text_or_null(import.digest)},
                                         {"rows", import.rows}});
  return writer.append(std::span(&event, 1));
}

Status record_bypasses(const std::string& path, const std::vector<BypassRecord>& bypasses,
                       LedgerOptions options) {
  options.may_create = false;
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(options)));
  std::vector<EvidenceEvent> events;
  for (const BypassRecord& bypass : bypasses) {
    events.push_back(new_event("bypass.used", "commit:" + bypass.commit,
                               {{"kind", text_or_null(bypass.kind)},
                                {"repository", text_or_null(bypass.repository)},
                                {"commit", text_or_null(bypass.commit)},
                                {"reason", text_or_null(bypass.reason)},
                                {"findings", bypass.findings ? Json(*bypass.findings) : Json()}}));
  }
  return writer.append(events);
}

Result<std::uint64_t> record_event(const std::string& path, const RecordRequest& request,
                                   const LedgerOptions& options) {
  const EventType* type = find_event_type(request.type);
  if (type == nullptr || type->recorder != Recorder::kPerson) {
    return usage(fmt::format("'{}' is no event that a person records; those are {}",
                             escape_for_terminal(request.type), recordable_types()));
  }
  EvidenceEvent event{request.type, {}, {}, request.subject, Json::object()};
  for (const std::string& text : request.data) {
    KEYHOUND_TRY_STATUS(text.starts_with('{') ? merge_json(text, event.data)
                                              : merge_pair(*type, text, event.data));
  }
  complete_data(*type, request.subject, options.clock(), event.data);
  if (event.subject.empty()) {
    const auto credential = event.data.find("credential");
    if (credential != event.data.end() && credential->is_string())
      event.subject = "credential:" + credential->get<std::string>();
  }
  if (event.subject.empty())
    return usage("--subject is missing: what it is about (credential:pay-key, kh1:...)");
  KEYHOUND_TRY_STATUS(check_person(*type, event.data));
  KEYHOUND_TRY_STATUS(check_target(*type, event.data));
  auto valid = check_event(event);
  if (!valid) return usage("--data: " + valid.error().message);
  LedgerOptions appending = options;
  appending.may_create = false;
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(appending)));
  KEYHOUND_TRY_STATUS(writer.append(std::span(&event, 1)));
  return writer.last_appended();
}

}  // namespace keyhound
