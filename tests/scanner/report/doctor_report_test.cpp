// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/doctor_report.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

DoctorReport example() {
  return {"a\x1b[1m",
          "1.2.3",
          {{"version", DoctorState::kOk, "keyhound 1.2.3", ""},
           {"hooks", DoctorState::kWarn, "no hook", "keyhound hook install"},
           {"registry", DoctorState::kFail, "bad\x1b line", "correct it"}}};
}

template <class Render>
std::string rendered(const Render& render) {
  std::string text;
  render([&text](std::string_view piece) {
    text += piece;
    return true;
  });
  return text;
}

}  // namespace

TEST_CASE("The doctor's answers are one line each, with the next step, and a sum") {
  const std::string text = rendered(
      [](const ReportSink& sink) { render_doctor_text(example(), ReportOptions(), sink); });
  CHECK(text ==
        "ok    version          keyhound 1.2.3\n"
        "warn  hooks            no hook; next: keyhound hook install\n"
        "fail  registry         bad\\x1B line; next: correct it\n"
        "3 checks of a\\x1B[1m: 1 ok, 1 to look at, 1 failed\n");
}

TEST_CASE("On a terminal the state is coloured, the rest is not") {
  ReportOptions options;
  options.color = true;
  const std::string text =
      rendered([&](const ReportSink& sink) { render_doctor_text(example(), options, sink); });
  CHECK(text.rfind("\x1b[32mok  \x1b[0m  version", 0) == 0);
  CHECK(text.find("\x1b[31mfail\x1b[0m") != std::string::npos);
}

TEST_CASE("The doctor's answers as JSON name check, state, message and next step") {
  const std::string text =
      rendered([](const ReportSink& sink) { render_doctor_json(example(), sink); });
  CHECK(text.find("\"schema\": \"keyhound/doctor/v1\"") != std::string::npos);
  CHECK(text.find("\"healthy\": false") != std::string::npos);
  CHECK(text.find(R"("check":"hooks","state":"warn")") != std::string::npos);
  CHECK(text.find(R"("next_step":"keyhound hook install")") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

}  // namespace keyhound
