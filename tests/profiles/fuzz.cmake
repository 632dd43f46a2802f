# libFuzzer, with the sanitizers for addresses and undefined behaviour.
set(CMAKE_CXX_COMPILER clang++-19 CACHE STRING "")
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "")
set(CMAKE_CXX_FLAGS "-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g" CACHE STRING "")
set(RAPPORT_WERROR ON CACHE BOOL "")
set(RAPPORT_FUZZ ON CACHE BOOL "")
set(RAPPORT_SEAM serial CACHE STRING "")
