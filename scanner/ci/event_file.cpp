// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/event_file.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "scanner/base/file.h"

namespace keyhound {

namespace {

using Json = nlohmann::json;

// GitHub sends no event of more (https://docs.github.com/webhooks/webhook-events-and-payloads).
constexpr std::uint64_t kLargestEvent = std::uint64_t{25} << 20U;
constexpr int kDeepest = 64;

// Nothing that nests deeper is an event; what is parsed stays shallow to destroy.
bool is_shallow(int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
  return depth <= kDeepest;
}

}  // namespace

struct EventFile::Value {
  Json json = Json::object();

  // nullptr: there is none.
  [[nodiscard]] const Json* at(const char* pointer) const {
    const Json* found = &json;
    std::string_view rest(pointer);
    while (!rest.empty()) {
      rest.remove_prefix(1);
      const std::size_t end = std::min(rest.find('/'), rest.size());
      if (!found->is_object()) return nullptr;
      const auto member = found->find(std::string(rest.substr(0, end)));
      if (member == found->end()) return nullptr;
      found = &*member;
      rest.remove_prefix(end);
    }
    return found;
  }
};

EventFile::EventFile() : value_(std::make_unique<Value>()) {}
EventFile::EventFile(std::unique_ptr<Value> value) : value_(std::move(value)) {}
EventFile::EventFile(EventFile&&) noexcept = default;
EventFile& EventFile::operator=(EventFile&&) noexcept = default;
EventFile::~EventFile() = default;

Result<EventFile> EventFile::parse(std::string_view json) {
  auto value = std::make_unique<Value>();
  value->json = Json::parse(json, is_shallow, false);
  if (!value->json.is_object())
    return fail(ErrorKind::kConfiguration, "this is no JSON object that describes an event");
  return EventFile(std::move(value));
}

Result<EventFile> EventFile::read(const std::string& path) {
  const auto text = read_file(path, kLargestEvent);
  if (!text) return fail(ErrorKind::kConfiguration, text.error().message);
  auto event = parse(*text);
  if (!event) return fail(event.error().within(path));
  return event;
}

std::string EventFile::text(const char* pointer) const {
  const Json* found = value_->at(pointer);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

bool EventFile::has(const char* pointer) const {
  const Json* found = value_->at(pointer);
  return found != nullptr && !found->is_null();
}

}  // namespace keyhound
