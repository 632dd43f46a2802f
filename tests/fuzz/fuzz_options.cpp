// How much the address sanitizer remembers, so that millions of inputs are read in hours. Of a
// freed block it keeps who freed it, not by which way; freed blocks wait for a use of them through
// several inputs (a valid scenario allocates some 4 MB), not through hundreds. ASAN_OPTIONS decides
// otherwise, as where a fault is looked at: malloc_context_size=30.

// NOLINTNEXTLINE(bugprone-reserved-identifier): the sanitizer asks for this name
extern "C" const char* __asan_default_options();

// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" const char* __asan_default_options() {
  return "malloc_context_size=1:quarantine_size_mb=32";
}
