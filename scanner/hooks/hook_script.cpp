// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/hook_script.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {
namespace {

// The second line of each script.
constexpr std::string_view kMarker = "# keyhound-hook v1";

constexpr std::string_view kIntroduction =
    R"sh(# Looks for credentials before git goes on. `keyhound hook status` explains it; `keyhound hook uninstall`
# takes it away and puts back what was here before. Changes to this file are lost with the next install.
)sh";

// `chain` keeps a hook that leads back here from running itself for ever.
constexpr std::string_view kPlaces = R"sh(
case $0 in
  */*) here=${0%/*} ;;
  *) here=. ;;
esac
before=$here/$hook.before-keyhound
chain=$hook:$here

has_before() {
  [ -f "$before" ] && [ -x "$before" ] && [ "${KEYHOUND_HOOK-}" != "$chain" ]
}
)sh";

constexpr std::string_view kFrameworkCheck = R"sh(
# The hook before is that of the pre-commit framework: it calls this one when it was installed again.
if [ -n "${PRE_COMMIT_RUNNING_LEGACY-}" ]; then
  has_before() { false; }
fi
)sh";

constexpr std::string_view kProgramSearch = R"sh(
if [ ! -x "$program" ]; then
  if command -v keyhound >/dev/null 2>&1; then
    program=keyhound
  else
    program=
  fi
fi

scan() {
  if [ -z "$program" ]; then
    echo "keyhound: $hook: the program is not where it was at installation, and not in PATH" >&2
    if [ -n "$allow_failure" ]; then
      echo "keyhound: $hook: nothing was scanned; let through, since failures are allowed" >&2
      return 0
    fi
    echo "keyhound: install keyhound again and run 'keyhound hook install', or delete $here/$hook" >&2
    echo "keyhound: (KEYHOUND_ALLOW_FAILURE=1 lets this one through)" >&2
    return 2
  fi
)sh";

// Git passes nothing to pre-commit; pre-push reads what is pushed.
constexpr std::string_view kRunPreCommit = R"sh(
if has_before; then
  KEYHOUND_HOOK=$chain "$before" "$@" || exit $?
fi
scan "$@"
)sh";

// The lines are kept in a variable, since two programs read them. `cat` is only quicker.
constexpr std::string_view kRunPrePush = R"sh(
if has_before; then
  if command -v cat >/dev/null 2>&1; then
    refs=$(cat; echo .)
    refs=${refs%.}
  else
    refs=
    while IFS= read -r line; do
      refs="$refs$line
"
    done
  fi
  printf '%s' "$refs" | KEYHOUND_HOOK=$chain "$before" "$@" || exit $?
  printf '%s' "$refs" | scan "$@"
else
  scan "$@"
fi
)sh";

// A program that cannot be started, or is killed, has failed as one that says so.
constexpr std::string_view kScanAllowing = R"sh(  if [ -n "$allow_failure" ]; then
    KEYHOUND_ALLOW_FAILURE=1 {0} "$@"
    code=$?
    [ "$code" -eq 1 ] && return 1
    [ "$code" -eq 0 ] || echo "keyhound: $hook: failed with $code; let through, since failures are allowed" >&2
    return 0
  fi
)sh";

}  // namespace

std::string quote_for_shell(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string hook_script_text(const HookScript& script) {
  std::string call = fmt::format("\"$program\" hook run {}", to_string(script.kind));
  for (const std::string& argument : script.arguments) call += ' ' + quote_for_shell(argument);
  call += " --";

  std::string allowing(kScanAllowing);
  allowing.replace(allowing.find("{0}"), 3, call);

  std::string text = fmt::format("#!/bin/sh\n{}\n{}\nhook={}\nprogram={}\n", kMarker, kIntroduction,
                                 to_string(script.kind), quote_for_shell(script.program));
  text +=
      fmt::format("allow_failure={}\n", script.allows_failure ? "1" : "${KEYHOUND_ALLOW_FAILURE-}");
  text += "[ \"$allow_failure\" = 0 ] && allow_failure=\n";
  text += kPlaces;
  if (script.follows_framework) text += kFrameworkCheck;
  text += kProgramSearch;
  text += allowing;
  // In place of the shell: one process less between git and the program.
  text += fmt::format("  exec {} \"$@\"\n}}\n", call);
  text += script.kind == HookKind::kPreCommit ? kRunPreCommit : kRunPrePush;
  return text;
}

bool is_hook_script(std::string_view text) {
  const std::size_t second = text.find('\n');
  if (second == std::string_view::npos) return false;
  constexpr std::string_view kAnyVersion = kMarker.substr(0, kMarker.size() - 1);
  return text.substr(second + 1).starts_with(kAnyVersion);
}

std::string program_of_hook_script(std::string_view text) {
  constexpr std::string_view kLine = "\nprogram='";
  std::size_t at = text.find(kLine);
  std::string program;
  if (at == std::string_view::npos) return program;
  for (at += kLine.size(); at < text.size(); ++at) {
    if (text[at] != '\'') {
      program += text[at];
    } else if (text.substr(at).starts_with("'\\''")) {
      program += '\'';
      at += 3;
    } else {
      break;
    }
  }
  return program;
}

bool hook_script_follows_framework(std::string_view text) {
  return text.find(kFrameworkCheck) != std::string_view::npos;
}

}  // namespace keyhound
