// SPDX-License-Identifier: Apache-2.0
// The quick end of a process whose answer is written: taking down rules, databases and findings
// takes longer than some runs do.
#pragma once

namespace keyhound {

// Writes what is buffered and ends the process, with nothing destroyed.
[[noreturn]] void end_process(int code);

}  // namespace keyhound
