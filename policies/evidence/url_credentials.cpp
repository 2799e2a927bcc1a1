// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/url_credentials.h"

namespace keyhound {
namespace {

constexpr std::string_view kMark = "://";

void clean(Json& value) {
  if (value.is_string()) {
    auto& text = value.get_ref<std::string&>();
    if (text.find(kMark) != std::string::npos) text = without_url_credentials(text);
  } else if (value.is_structured()) {
    for (Json& item : value) clean(item);
  }
}

}  // namespace

std::string without_url_credentials(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t mark = text.find(kMark);
    if (mark == std::string_view::npos) return out += text;
    out += text.substr(0, mark + kMark.size());
    text.remove_prefix(mark + kMark.size());
    // A password may hold '@' as it is: the host begins behind the last one.
    const std::string_view authority = text.substr(0, text.find_first_of("/?# \t\r\n\"'<>"));
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) text.remove_prefix(at + 1);
  }
}

void remove_url_credentials(EvidenceEvent& event) {
  event.subject = without_url_credentials(event.subject);
  event.run = without_url_credentials(event.run);
  clean(event.data);
}

}  // namespace keyhound
