# Everything this machine's instruction set offers; must give the same bits as gcc-o2.
set(CMAKE_CXX_COMPILER g++ CACHE STRING "")
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -march=native -DNDEBUG" CACHE STRING "")
set(RAPPORT_WERROR ON CACHE BOOL "")
