#pragma once
// How a curation command ended, as a scheduler sees it: the exit code.
// Errors that stop a run keep the codes of base/error.h: 1 content, 2 configuration, 3 network.

namespace broadsheet::app {

enum Outcome : int {
  kDone = 0,
  kNothingNew = 4,  ///< weekend, holiday, or everything was done before
  kPartial = 5,     ///< a digest was written, papers stayed without a verdict (named in it)
  kFailed = 6,      ///< no verdict at all; the day is recorded as failed and can be run again
  kBusy = 7,        ///< another run holds .broadsheet/lock
};

}  // namespace broadsheet::app
