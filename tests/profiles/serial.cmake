# Without oneTBB, and stops at the first memory error or undefined behaviour: two questions, one
# build and one run of the tests.
set(CMAKE_CXX_COMPILER clang++-19 CACHE STRING "")
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1 -D_GLIBCXX_ASSERTIONS -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" CACHE STRING "")
set(RAPPORT_WERROR ON CACHE BOOL "")
set(RAPPORT_TEST_OPTIONS -O0 CACHE STRING "")  # takes half the time, and what they call is optimised
set(RAPPORT_SEAM serial CACHE STRING "")
