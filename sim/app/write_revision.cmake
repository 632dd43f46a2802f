# Writes which revision of the source this is, where that has changed.
execute_process(COMMAND git describe --always --dirty --abbrev=12
  WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE revision
  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT revision)
  set(revision "unknown")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/revision.hpp.in ${OUTPUT} @ONLY)
