#pragma once
// What the files that use libcurl share.

namespace broadsheet::net {

/// Initializes libcurl once, from whatever thread.
void start_curl();

}  // namespace broadsheet::net
