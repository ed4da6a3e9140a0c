#pragma once
// Catch2 2 and 3 name their headers differently; nothing else includes Catch2.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
