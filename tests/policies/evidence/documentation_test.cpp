// SPDX-License-Identifier: Apache-2.0
// docs/evidence.md must say what the program does, and its verifier must work.
#include <fstream>
#include <sstream>

#include "policies/evidence/event_types.h"
#include "tests/policies/evidence/ledger_fixture.h"
#include "tests/support/build_places.h"
#include "tests/support/program.h"

namespace keyhound::testing {
namespace {

std::string document() {
  std::ifstream file(std::string(testing::kSourceDir) + "/docs/evidence.md");
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string members_of(std::span<const EventMember> members) {
  std::string names;
  for (const EventMember& member : members) {
    names += (names.empty() ? "" : ", ") + std::string(member.name);
    if (!member.members.empty()) names += " {" + members_of(member.members) + "}";
  }
  return names;
}

bool has_python() {
  try {
    return run({"python3", "-c", ""}).exit_code == 0;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("docs/evidence.md lists every event type with its members and who records it") {
  const std::vector<std::string> lines = lines_of(document());
  for (const EventType& type : event_types()) {
    CAPTURE(type.name);
    const std::string name = "`" + std::string(type.name) + "`";
    std::vector<std::string> rows;
    for (const std::string& line : lines) {
      if (line.rfind("| `", 0) == 0 && line.find(name) != std::string::npos &&
          line.find(" | " + members_of(type.members) + " |") != std::string::npos)
        rows.push_back(line);
    }
    REQUIRE(rows.size() == 1);
    const bool is_recorded = rows[0].find(name + " (recorded)") != std::string::npos;
    CHECK(is_recorded == (type.recorder == Recorder::kPerson));
  }
}

TEST_CASE("The verifier in docs/evidence.md counts the events of a ledger, and finds a change") {
  if (!has_python()) {
    MESSAGE("python3 is not there; the verifier of the document is not run");
    return;
  }
  const std::string text = document();
  const std::size_t begin = text.find("```python\n") + 10;
  LedgerFixture ledger;
  ledger.options.events_per_head = 3;
  LedgerWriter writer = ledger.writer();
  const EvidenceEvent events[] = {triaged("a", "quote \" and \\ and é \u2028\n\x01"),
                                  triaged("b", "\"hash\":\"x\","), triaged("c")};
  REQUIRE(writer.append(events));
  ledger.dir.write_file("verify.py", text.substr(begin, text.find("```", begin) - begin));
  const std::vector<std::string> command = {"python3", ledger.dir / "verify.py", ledger.path()};
  const RunResult good = run(command);
  INFO(good.describe());
  CHECK(good.exit_code == 0);
  CHECK(good.out == "5\n");
  std::string changed = ledger.text();
  changed.replace(changed.find("user:ana"), 8, "user:eva");
  ledger.put(changed);
  CHECK(run(command).err.find("event 1: changed") != std::string::npos);
}

}  // namespace keyhound::testing
