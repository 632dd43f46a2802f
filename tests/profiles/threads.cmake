# Stops where two threads touch the same place without order. On plain threads: into oneTBB, which is
# not built so, the sanitizer cannot see.
set(CMAKE_CXX_COMPILER clang++-19 CACHE STRING "")
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1 -fsanitize=thread" CACHE STRING "")
set(RAPPORT_WERROR ON CACHE BOOL "")
set(RAPPORT_SEAM threads CACHE STRING "")
