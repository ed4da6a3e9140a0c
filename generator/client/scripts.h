#pragma once
// The scripts of the search page, bundled when the program is built (bundle.cmake).

#include <span>
#include <string_view>

namespace broadsheet::client {

/// A JavaScript module, minified.
struct Script {
  std::string_view name;  ///< in search/ of a site: "main.js"
  std::string_view text;
};

/// main.js for the search page, the bundles that it loads on demand, and client.js, the same search
/// as a library in one file. All are of one build, which each names: main.js uses none of another.
std::span<const Script> scripts();

}  // namespace broadsheet::client
