# Stops where two threads touch the same place without order. What oneTBB, which is not built so,
# does between the calls of a loop is told by sim/core/for_each.cpp.
set(CMAKE_CXX_COMPILER clang++-19 CACHE STRING "")
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1 -fsanitize=thread" CACHE STRING "")
set(RAPPORT_WERROR ON CACHE BOOL "")
