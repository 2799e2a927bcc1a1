// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/html_text.h"

#include "scanner/base/html_escape.h"

namespace keyhound {
namespace {

struct StateWord {
  std::string_view state;
  std::string_view word;
  std::string_view kind;
};

constexpr StateWord kStates[] = {{"new", "New", "new"},
                                 {"existing", "Existing", "open"},
                                 {"regressed", "Regressed", "bad"},
                                 {"waived", "Waived", "waived"},
                                 {"fixed", "Fixed", "good"}};

// As a browser reads it back from the fragment of an address.
std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (is_plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4U];
    encoded += kHex[byte & 15U];
  }
  return encoded;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string grouped(std::int64_t number) {
  return number < 0 ? "-" + grouped(static_cast<std::uint64_t>(-(number + 1)) + 1)
                    : grouped(static_cast<std::uint64_t>(number));
}

std::string capitalised(std::string_view word) {
  std::string text(word);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string day_text(BoardTime time) {
  return time ? format_timestamp(*time).substr(0, 10) : std::string();
}

std::string minute_text(BoardTime time) {
  if (!time) return {};
  const std::string text = format_timestamp(*time);
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

std::string foreign_html(std::string_view text) { return "<bdi>" + html_escape(text) + "</bdi>"; }

std::string owner_html(std::string_view owner) {
  return owner.empty() ? "<span class=\"nobody\">Nobody</span>" : foreign_html(owner);
}

std::string severity_html(std::size_t rank) {
  const std::string name(board_severity(rank));
  return "<span class=\"severity " + name + "\"><span class=\"mark\" aria-hidden=\"true\"></span>" +
         name + "</span>";
}

std::string badge_html(std::string_view text, std::string_view kind) {
  return "<span class=\"badge " + std::string(kind) + "\">" + html_escape(text) + "</span>";
}

std::string state_html(std::string_view state) {
  for (const StateWord& one : kStates)
    if (one.state == state) return badge_html(one.word, one.kind);
  return badge_html(state, "quiet");
}

std::string filtered_page(
    std::string_view page,
    const std::vector<std::pair<std::string_view, std::string_view>>& filters) {
  std::string address(page);
  char separator = '#';
  for (const auto& [name, value] : filters) {
    address += separator;
    address += std::string(name) + "=" + percent_encoded(value);
    separator = '&';
  }
  return address;
}

std::string link_html(std::string_view address, std::string_view html) {
  return "<a href=\"" + html_escape(address) + "\">" + std::string(html) + "</a>";
}

std::string tile_html(std::string_view label, std::string_view value, std::string_view note,
                      std::string_view kind) {
  std::string html = "<div class=\"tile " + std::string(kind) + "\"><dt>" + html_escape(label) +
                     "</dt><dd><span class=\"value\">" + html_escape(value) + "</span>";
  if (!note.empty()) html += "<span class=\"note\">" + html_escape(note) + "</span>";
  return html + "</dd></div>";
}

std::string tiles_html(const std::vector<std::string>& tiles) {
  std::string html = "<dl id=\"figures\">\n";
  for (const std::string& tile : tiles) html += tile + "\n";
  return html + "</dl>\n";
}

}  // namespace keyhound
